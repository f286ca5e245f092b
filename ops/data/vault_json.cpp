#include "ops/data/vault_json.hpp"

#include <boost/json/array.hpp>

namespace secondbrain::ops {

namespace json = boost::json;

json::object to_json(const permission& said) {
  return {{"answer", to_string(said.answer)},
          {"by", to_string(said.by)},
          {"since", said.since.empty() ? json::value(nullptr) : json::value(said.since)}};
}

json::object to_json(const vault_status& vault) {
  return {{"data_id", vault.data_id},
          {"path", vault.path.empty() ? json::value(nullptr) : json::value(vault.path)},
          {"state", vault.state},
          {"belongs_to", vault.belongs_to.empty() ? json::value(nullptr) : json::value(vault.belongs_to)},
          {"message", vault.message},
          {"upkeep", to_json(vault.upkeep)}};
}

json::object to_json(const upkeep_preview& preview) {
  json::array files, captures, remarks;
  for (const auto& file : preview.files)
    files.push_back(
        {{"path", file.path}, {"change", to_string(file.kind)}, {"before", file.before}, {"after", file.after}});
  for (const auto& name : preview.captures) captures.push_back(json::value(name));
  for (const auto& remark : preview.remarks) remarks.push_back(json::value(remark));
  return {{"files", std::move(files)}, {"captures", std::move(captures)}, {"remarks", std::move(remarks)}};
}

}  // namespace secondbrain::ops
