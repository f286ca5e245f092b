// The admin page's files, and `/`: JSON for programs, the page for browsers (contract: http_api §3.1).
#include "http/admin/assets.hpp"
#include "http/routes/routes.hpp"
#include "http/server/gzip.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/media_preference.hpp"

namespace secondbrain::http {

namespace {

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

result<http_response> root(const std::string& version, const call& request) {
  http_response answer;
  if (prefers(request.http.header_value("Accept"), "text/html", "application/json")) {
    answer.status = 307;
    answer.headers.emplace_back("Location", "/admin/");
  } else {
    answer = json_answer({{"name", "SecondBrain"},
                          {"version", version},
                          {"description", "Keeps a folder of Markdown notes searchable, answerable and backed up"}});
  }
  add_vary(answer, "Accept");
  return answer;
}

result<http_response> file(const asset& sent, const call& request) {
  http_response answer;
  answer.headers = {{"ETag", std::string{sent.etag}},
                    {"Cache-Control", "no-cache"},  // kept, but asked for again: the binary may have changed
                    {"Content-Security-Policy", std::string{page_policy}}};
  if (request.http.header_value("If-None-Match") == sent.etag) {
    answer.status = 304;
    return answer;
  }
  answer.content_type = sent.content_type;
  answer.body = sent.bytes;
  return answer;
}

route file_route(const asset& sent) {
  return {.verb = method::get,
          .path = std::string{sent.path},
          .summary = "A file of the admin page",
          .access = scope::open,  // it holds no secret, and is where the token is entered
          .replies = {{200, "The file", text(), std::string{sent.content_type}}, {304, "The file has not changed"}},
          .handler = [&sent](const call& request) { return file(sent, request); }};
}

}  // namespace

std::vector<route> page_routes(const std::string& version) {
  std::vector<route> routes{
      {.verb = method::get,
       .path = "/",
       .summary = "What this is; browsers are sent to the admin page",
       .access = scope::open,  // so that a browser gets to where the token is entered
       .replies = {{200, "Name and version",
                    object({required("name", text()), required("version", text()), required("description", text())})},
                   {307, "To the admin page"}},
       .handler = [version](const call& request) { return root(version, request); }}};
  for (const auto& one : admin_assets()) routes.push_back(file_route(one));
  return routes;
}

}  // namespace secondbrain::http
