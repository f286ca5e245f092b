#include "brain/vault/text_lines.hpp"

#include <algorithm>
#include <utility>

#include "base/byte_set.hpp"

namespace secondbrain::vault {

text_lines::text_lines(std::string_view bytes) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  constexpr byte_set line_ends{"\r\n"};
  if (bytes.substr(0, mark.size()) == mark) {
    byte_order_mark_ = bytes.substr(0, mark.size());
    bytes.remove_prefix(mark.size());
  }
  while (!bytes.empty()) {
    auto length = std::min(line_ends.first_in(bytes), bytes.size());
    std::size_t end_length = bytes.substr(length, 2) == "\r\n" ? 2 : 1;
    lines_.push_back({bytes.substr(0, length), bytes.substr(length, end_length)});
    bytes.remove_prefix(std::min(length + end_length, bytes.size()));
  }
  if (!lines_.empty() && !lines_.front().end.empty()) usual_end_ = lines_.front().end;
}

void text_lines::replace(std::size_t at, std::string text) {
  lines_[at].text = own(std::move(text));
}

void text_lines::insert(std::size_t at, std::string text) {
  if (at > 0 && lines_[at - 1].end.empty()) lines_[at - 1].end = usual_end_;
  lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at), {own(std::move(text)), usual_end_});
}

void text_lines::erase(std::size_t at) {
  lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(at));
}

void text_lines::exchange(std::size_t begin, std::size_t end, const std::vector<std::string>& texts) {
  std::vector<line> fresh;
  fresh.reserve(texts.size());
  for (const auto& text : texts) {
    const auto at = begin + fresh.size();
    const bool has_end = at < end && !lines_[at].end.empty();
    fresh.push_back({own(text), has_end ? lines_[at].end : usual_end_});
  }
  if (!fresh.empty()) fresh.back().end = lines_[end - 1].end;
  const auto place = lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(begin),
                                  lines_.begin() + static_cast<std::ptrdiff_t>(end));
  lines_.insert(place, fresh.begin(), fresh.end());
}

std::string text_lines::bytes() const {
  std::string joined{byte_order_mark_};
  bool lone_return = false;
  for (const auto& each : lines_) {
    // Behind a return, an edit may have put a blank line; together they would be read as one end.
    if (lone_return && each.text.empty() && each.end == "\n") joined += '\n';
    joined.append(each.text).append(each.end);
    lone_return = each.end == "\r";
  }
  return joined;
}

std::string_view text_lines::own(std::string text) {
  return new_texts_.emplace_back(std::move(text));
}

}  // namespace secondbrain::vault
