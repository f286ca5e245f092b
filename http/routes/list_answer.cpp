#include "http/routes/list_answer.hpp"

#include "http/server/gzip.hpp"
#include "http/wire/entity_tag.hpp"

namespace secondbrain::http {

std::string list_key(const call& request) {
  return request.http.path + '?' + json_text(request.parameters);
}

http_response kept_answer(list_cache& cache, const kept_list& list, const http_request& request) {
  const bool may_compress = list.text().size() >= smallest_to_compress;
  const bool compressed = may_compress && takes_gzip(request);
  const auto& tag = compressed ? list.gzip_tag() : list.tag();
  http_response answer;
  // Kept by browsers, but asked for again each time: a note may have changed.
  answer.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
  const bool has_it = names_tag(request.header_value("If-None-Match"), tag);
  if (has_it) {
    cache.count_unchanged();
    answer.status = 304;
  } else {
    answer.body = compressed ? list.gzip() : list.text();
  }
  if (compressed && !has_it) answer.headers.emplace_back("Content-Encoding", "gzip");
  if (may_compress && (has_it || compressed)) add_vary(answer, "Accept-Encoding");  // otherwise the server adds it
  return answer;
}

}  // namespace secondbrain::http
