#include "base/event_stream_parser.hpp"

#include <algorithm>
#include <utility>

namespace secondbrain {

namespace {

constexpr std::string_view utf8_byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

bool event_stream_parser::feed(std::string_view bytes) {
  for (const char byte : bytes) {
    const bool second_half = std::exchange(after_return_, byte == '\r') && byte == '\n';
    if (second_half) continue;
    if (byte != '\r' && byte != '\n')
      line_ += byte;
    else if (!end_line())
      return false;
  }
  return true;
}

bool event_stream_parser::end_line() {
  const auto line = std::exchange(line_, {});
  std::string_view text = line;
  if (std::exchange(first_line_, false) && text.starts_with(utf8_byte_order_mark))
    text.remove_prefix(utf8_byte_order_mark.size());
  if (!text.empty()) {
    take_field(text);
    return true;
  }
  const auto event = std::exchange(event_, {});
  return !std::exchange(has_data_, false) || on_event_(event);
}

void event_stream_parser::take_field(std::string_view line) {
  const auto colon = std::min(line.find(':'), line.size());
  const auto field = line.substr(0, colon);
  auto value = line.substr(std::min(colon + 1, line.size()));
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") event_.name = value;
  if (field != "data") return;
  if (std::exchange(has_data_, true)) event_.data += '\n';
  event_.data += value;
}

}  // namespace secondbrain
