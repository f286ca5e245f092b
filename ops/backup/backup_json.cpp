#include "ops/backup/backup_json.hpp"

#include <boost/json/array.hpp>

namespace secondbrain::ops {

namespace {

namespace json = boost::json;

json::value to_json(const std::optional<backup_origin>& origin) {
  if (!origin) return nullptr;
  return json::object{
      {"data_id", origin->data_id}, {"data_path", origin->data_path}, {"vault_path", origin->vault_path}};
}

}  // namespace

json::object to_json(const backup_info& backup) {
  json::array left_out;
  for (const auto& one : backup.left_out) left_out.push_back({{"name", one.name}, {"reason", one.reason}});
  return {{"id", backup.id},
          {"path", backup.path},
          {"created_at", backup.created_at},
          {"bytes", backup.bytes},
          {"verified", backup.verified},
          {"problem", backup.problem},
          {"origin", to_json(backup.origin)},
          {"own", backup.owner == backup_owner::this_directory},
          {"left_out", std::move(left_out)}};
}

}  // namespace secondbrain::ops
