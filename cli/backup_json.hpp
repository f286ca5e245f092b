// A backup as JSON, in the shape that `/api/v1/admin/backups` has.
#pragma once

#include <boost/json/object.hpp>

#include "messages/backup.hpp"

namespace secondbrain::cli {

inline boost::json::object backup_as_json(const backup_info& backup) {
  return {{"id", backup.id},       {"path", backup.path},         {"created_at", backup.created_at},
          {"bytes", backup.bytes}, {"verified", backup.verified}, {"problem", backup.problem}};
}

}  // namespace secondbrain::cli
