#include "brain/llm/json_reply.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>

#include "brain/vault/utf8.hpp"

namespace secondbrain::llm {

namespace {

constexpr std::string_view fence = "```";

/// The first line goes, and the last one when it is a fence, too.
std::string_view without_fence(std::string_view text) {
  if (!text.starts_with(fence)) return text;
  const auto first_end = std::min(text.find('\n'), text.size());
  text.remove_prefix(std::min(first_end + 1, text.size()));
  const auto last_begin = text.rfind('\n');
  const auto last = last_begin == std::string_view::npos ? text : text.substr(last_begin + 1);
  if (vault::trim(last) == fence) text.remove_suffix(last.size());
  return text;
}

}  // namespace

result<boost::json::value> parse_json_reply(std::string_view text) {
  const auto json = vault::trim(without_fence(vault::trim(text)));
  boost::system::error_code broken;
  auto parsed = boost::json::parse({json.data(), json.size()}, broken);
  if (broken) return fail(errc::corrupt, "the model's answer is no JSON (" + broken.message() + ")");
  return parsed;
}

}  // namespace secondbrain::llm
