// A request on its way to the server, from its table of fields: as the body, or as the parameters of a query. What the
// request leaves as a new one has it is not sent, where the server does without.
//
// Pure; any thread; cannot fail.
#pragma once

#include <boost/json/object.hpp>

#include "base/record_json.hpp"
#include "cli/client/server_client.hpp"

namespace secondbrain::cli {

template <has_fields Request>
boost::json::object body_of(const Request& request) {
  auto fields = to_json(request);
  const auto usual = to_json(Request{});
  for_each_field<Request>([&](const auto& entry) {
    if constexpr (requires {
                    entry.member;
                    entry.rules;
                  }) {
      using value = std::remove_cvref_t<decltype(request.*entry.member)>;
      const bool may_be_absent = detail::is_optional<value> || entry.rules.presence == in_requests::optional;
      const auto* sent = fields.if_contains(entry.name);
      const auto* as_usual = usual.if_contains(entry.name);
      if (may_be_absent && sent && as_usual && *sent == *as_usual) fields.erase(entry.name);
    }
  });
  return fields;
}

query_parameters parameters_of(const boost::json::object& fields);

template <has_fields Request>
query_parameters parameters_of(const Request& request) {
  return parameters_of(body_of(request));
}

}  // namespace secondbrain::cli
