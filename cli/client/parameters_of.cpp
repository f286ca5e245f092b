#include "cli/client/parameters_of.hpp"

#include "base/json.hpp"

namespace secondbrain::cli {

query_parameters parameters_of(const boost::json::object& fields) {
  query_parameters parameters;
  for (const auto& [name, value] : fields)
    parameters.emplace_back(name, value.is_string() ? std::string{value.get_string()} : json_text(value));
  return parameters;
}

}  // namespace secondbrain::cli
