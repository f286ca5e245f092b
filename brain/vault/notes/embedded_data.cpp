#include "brain/vault/notes/embedded_data.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/byte_set.hpp"
#include "base/text.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::string_view ellipsis = "\u2026";
constexpr std::string_view scheme = "data:";
constexpr std::size_t shortest_address = 64;  // bytes behind the scheme; what is shorter can be read past
constexpr std::size_t shortest_run = 200;     // bytes of Base64 that nothing introduces

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

constexpr byte_set base64{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-"};
constexpr byte_set address_ends{" \t\n)\"'<>"};

/// Words, addresses and rules of that length do not mix all three, or have other signs between them.
bool is_data(std::string_view run) {
  if (run.size() < shortest_run) return false;
  const auto of = [&](bool (*kind)(char)) { return std::count_if(run.begin(), run.end(), kind); };
  const auto digits = of(is_ascii_digit);
  const auto small = of(is_lower);
  const auto capital = of(is_upper);
  const auto letters_and_digits = static_cast<std::size_t>(digits + small + capital);
  return digits > 0 && small > 0 && capital > 0 && letters_and_digits * 4 >= run.size() * 3;
}

/// Copies a text and leaves its data out.
class data_remover {
 public:
  explicit data_remover(std::string_view text) : text_{text} {}

  std::string run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\n' || at_ == 0) pass_packed_fence();
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

  std::string_view text_;
  std::string kept_;
  std::size_t copied_ = 0;  // how far
  std::size_t at_ = 0;
};

}  // namespace

std::string without_embedded_data(std::string_view text) {
  return data_remover{text}.run();
}

}  // namespace secondbrain::vault
