#include "http/server/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace secondbrain::http {

namespace {

constexpr std::size_t smallest = 500;  // bytes; below, the headers cost more than is saved
constexpr int level = 9;

std::string gzipped(const std::string& plain) {
  constexpr int gzip_format = MAX_WBITS + 16;
  constexpr int memory = 8;  // zlib's default
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_format, memory, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc{};
  std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);  // ends in one call: the bound leaves room for the worst case
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

void compress(const http_request& request, http_response& answer) {
  if (answer.stream || answer.body.size() < smallest) return;
  add_vary(answer, "Accept-Encoding");
  if (request.header_value("Accept-Encoding").find("gzip") == std::string_view::npos) return;
  answer.body = gzipped(answer.body);
  answer.headers.emplace_back("Content-Encoding", "gzip");
}

void add_vary(http_response& answer, std::string_view name) {
  const auto place =
      std::find_if(answer.headers.begin(), answer.headers.end(), [](const header& one) { return one.first == "Vary"; });
  if (place == answer.headers.end())
    answer.headers.emplace_back("Vary", name);
  else
    place->second.append(", ").append(name);
}

}  // namespace secondbrain::http
