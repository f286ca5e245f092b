#include "brain/llm/json_reply.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/stream_parser.hpp>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/llm/thinking.hpp"

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
  if (trimmed(last) == fence) text.remove_suffix(last.size());
  return text;
}

/// The longest JSON object or list that stands somewhere in a text; a value that others are part of counts as one.
std::optional<boost::json::value> find_json(std::string_view text) {
  constexpr int most_tries = 200;  // brackets that begin nothing
  std::optional<boost::json::value> longest;
  std::size_t length = 0;
  int tries = 0;
  auto at = text.find_first_of("{[");
  while (at != std::string_view::npos && tries < most_tries) {
    boost::json::stream_parser parser;
    boost::system::error_code broken;
    const auto taken = parser.write_some(text.data() + at, text.size() - at, broken);
    const bool is_json = !broken && parser.done();
    if (is_json && taken > length) {
      length = taken;
      longest = parser.release();
    }
    if (!is_json) ++tries;
    at = text.find_first_of("{[", at + (is_json ? taken : 1));
  }
  return longest;
}

}  // namespace

result<boost::json::value> parse_json_reply(std::string_view text) {
  const auto answer = without_thinking(text).text;
  const auto json = trimmed(without_fence(trimmed(answer)));
  boost::system::error_code broken;
  auto parsed = boost::json::parse({json.data(), json.size()}, broken);
  if (!broken) return parsed;
  if (auto found = find_json(answer)) return *std::move(found);
  return fail(errc::corrupt, "the model's answer is not in the form that was asked for");
}

}  // namespace secondbrain::llm
