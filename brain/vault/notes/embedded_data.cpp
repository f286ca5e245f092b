#include "brain/vault/notes/embedded_data.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/byte_set.hpp"
#include "base/text.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::string_view ellipsis = "\u2026";
constexpr std::string_view scheme = "data:";
constexpr std::size_t shortest_address = 64;  // bytes behind the scheme; what is shorter can be read past
constexpr std::size_t shortest_run = 200;     // bytes of Base64 that nothing introduces
constexpr std::size_t shortest_line = 60;     // bytes, where it is cut into lines
constexpr std::size_t fewest_lines = 6;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

constexpr byte_set base64{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-"};
constexpr byte_set address_ends{" \t\n)\"'<>"};

/// Words, addresses and rules of that length do not mix all three, or have other signs between them.
bool is_mixed(std::string_view run) {
  const auto of = [&](bool (*kind)(char)) { return std::count_if(run.begin(), run.end(), kind); };
  const auto digits = of(is_ascii_digit);
  const auto small = of(is_lower);
  const auto capital = of(is_upper);
  const auto letters_and_digits = static_cast<std::size_t>(digits + small + capital);
  return digits > 0 && small > 0 && capital > 0 && letters_and_digits * 4 >= run.size() * 3;
}

bool is_data(std::string_view run) {
  return run.size() >= shortest_run && is_mixed(run);
}

/// The last line may be a word behind the data just as well.
bool may_end_data(std::string_view line) {
  return line.ends_with('=') || is_mixed(line);
}

/// Copies a text and leaves its data out.
class data_remover {
 public:
  explicit data_remover(std::string_view text) : text_{text} {}

  std::string run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\n' || at_ == 0) {
        pass_packed_fence();
        if (pass_wrapped_lines()) continue;
      }
      if (at_ >= text_.size()) break;
      if (pass_address()) continue;
      const auto end = std::min(base64.first_other_in(text_, at_), text_.size());
      if (is_data(text_.substr(at_, end - at_))) leave_out(at_, end);
      at_ = std::max(end, at_ + 1);
    }
    return kept_.empty() ? std::string{text_} : kept_.append(text_.substr(copied_));
  }

 private:
  void leave_out(std::size_t begin, std::size_t end) {
    kept_.append(text_.substr(copied_, begin - copied_)).append(ellipsis);
    copied_ = at_ = end;
  }

  /// `data:image/png;base64,…`: what it is stays.
  bool pass_address() {
    if (!text_.substr(at_).starts_with(scheme)) return false;
    const auto end = std::min(address_ends.first_in(text_, at_), text_.size());
    const auto comma = text_.substr(0, end).find(',', at_);
    if (comma == text_.npos || end - at_ < scheme.size() + shortest_address) return false;
    leave_out(comma + 1, end);
    return true;
  }

  /// A drawing of Excalidraw: every line between the fences.
  void pass_packed_fence() {
    const auto line = at_ == 0 && text_.front() != '\n' ? 0 : at_ + 1;
    if (!text_.substr(line).starts_with("```compressed-json")) return;
    auto next = text_.find('\n', line);
    while (next != text_.npos) {
      const auto begin = next + 1;
      next = text_.find('\n', begin);
      const auto end = std::min(next, text_.size());
      at_ = begin;
      if (text_.substr(begin).starts_with("```")) return;
      if (!trimmed(text_.substr(begin, end - begin)).empty()) leave_out(begin, end);
      at_ = end;
    }
    at_ = text_.size();
  }

  /// A picture, key or message whose Base64 is cut into lines of one length: every line of it.
  bool pass_wrapped_lines() {
    const auto first = text_[at_] == '\n' ? at_ + 1 : at_;
    const auto line_at = [&](std::size_t begin) {
      return text_.substr(begin, std::min(text_.find('\n', begin), text_.size()) - begin);
    };
    if (first >= text_.size() || first < known_to_be_text_) return false;
    const auto width = right_trimmed(line_at(first)).size();
    if (width < shortest_line) return false;
    std::string joined;
    std::vector<std::pair<std::size_t, std::size_t>> lines;
    for (auto begin = first; begin < text_.size();) {
      const auto whole = line_at(begin);
      const auto line = right_trimmed(whole);
      if (line.empty() || line.size() > width || base64.first_other_in(line, 0) < line.size()) break;
      if (line.size() < width && !may_end_data(line)) break;
      joined += line;
      lines.emplace_back(begin, begin + line.size());
      begin += whole.size() + 1;
      if (line.size() < width) break;  // only the last one is shorter
    }
    if (!lines.empty()) known_to_be_text_ = lines.back().second;
    if (lines.size() < fewest_lines || !is_data(joined)) return false;
    for (const auto& [begin, end] : lines) leave_out(begin, end);
    return true;
  }

  std::string_view text_;
  std::string kept_;
  std::size_t copied_ = 0;  // how far
  std::size_t at_ = 0;
  std::size_t known_to_be_text_ = 0;  // up to here no lines of data begin, so that each is looked at once
};

}  // namespace

std::string without_embedded_data(std::string_view text) {
  return data_remover{text}.run();
}

}  // namespace secondbrain::vault
