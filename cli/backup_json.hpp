// A backup as JSON, in the shape that `/api/v1/admin/backups` has.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::cli {

inline boost::json::object backup_as_json(const ops::snapshot_info& backup) {
  boost::json::object out{{"id", backup.id},       {"path", backup.path},         {"created_at", backup.created_at},
                          {"bytes", backup.bytes}, {"verified", backup.verified}, {"problem", backup.problem},
                          {"origin", nullptr}};
  if (backup.origin)
    out["origin"] = {{"data_id", backup.origin->data_id},
                     {"data_path", backup.origin->data_path},
                     {"vault_path", backup.origin->vault_path}};
  boost::json::array left_out;
  for (const auto& one : backup.left_out) left_out.push_back({{"name", one.name}, {"reason", one.reason}});
  out["left_out"] = std::move(left_out);
  return out;
}

}  // namespace secondbrain::cli
