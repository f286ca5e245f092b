#include "http/server/cors.hpp"

#include <algorithm>

#include "http/server/gzip.hpp"

namespace secondbrain::http {

bool cors_policy::allows(std::string_view origin) const noexcept {
  return std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

std::optional<http_response> cors_policy::preflight(const http_request& request) const {
  if (request.method != "OPTIONS" || !request.has_header("Origin") ||
      !request.has_header("Access-Control-Request-Method"))
    return std::nullopt;
  http_response answer{200, "text/plain; charset=utf-8", "OK", {}, {}};
  answer.headers = {{"Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"},
                    {"Access-Control-Max-Age", "600"}};
  if (const auto wanted = request.header_value("Access-Control-Request-Headers"); !wanted.empty())
    answer.headers.emplace_back("Access-Control-Allow-Headers", wanted);
  if (!allows(request.header_value("Origin"))) {
    answer.status = 400;
    answer.body = "Disallowed CORS origin";
  }
  return answer;
}

void cors_policy::mark(const http_request& request, http_response& answer) const {
  const auto origin = request.header_value("Origin");
  if (!allows(origin)) return;
  answer.headers.emplace_back("Access-Control-Allow-Origin", origin);
  add_vary(answer, "Origin");
}

}  // namespace secondbrain::http
