#include "brain/vault/dialects/edn.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"

namespace secondbrain::vault::dialects {

namespace {

constexpr int deepest = 64;

bool is_space(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '\f' || letter == ',';
}

bool ends_token(char letter) {
  return is_space(letter) || std::string_view{"()[]{}\";"}.find(letter) != std::string_view::npos;
}

class edn_reader {
 public:
  explicit edn_reader(std::string_view text) : text_{text} {}

  result<edn_value> read(int depth) {
    if (depth > deepest) return trouble("is nested too deeply");
    RETURN_IF_ERROR(skip(depth));
    if (at_ >= text_.size()) return trouble("ends too early");
    const char letter = text_[at_];
    switch (letter) {
      case '(': return collection(edn_kind::list, ')', depth);
      case '[': return collection(edn_kind::vector, ']', depth);
      case '{': return collection(edn_kind::map, '}', depth);
      case ')':
      case ']':
      case '}': return trouble("has a closing bracket too many");
      case '"': return string();
      case '\\': return character();
      case '#': return dispatch(depth);
      default: return token();
    }
  }

 private:
  failed trouble(std::string_view what) const {
    const auto line =
        1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())), '\n');
    return fail(errc::invalid_argument, "line " + std::to_string(line) + " " + std::string{what});
  }

  /// White space, comments and forms behind `#_`.
  status skip(int depth) {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (text_[at_] == ';') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_).starts_with("#_")) {
        at_ += 2;
        RETURN_IF_ERROR(read(depth + 1));
      } else {
        break;
      }
    }
    return {};
  }

  result<edn_value> collection(edn_kind kind, char closing, int depth) {
    edn_value all{kind, {}, {}};
    ++at_;
    while (true) {
      RETURN_IF_ERROR(skip(depth));
      if (at_ >= text_.size()) return trouble("ends before a bracket is closed");
      if (text_[at_] == closing) break;
      auto next = read(depth + 1);
      RETURN_IF_ERROR(next);
      all.items.push_back(std::move(*next));
    }
    ++at_;
    if (kind == edn_kind::map && all.items.size() % 2 != 0) return trouble("has a key without a value");
    return all;
  }

  result<edn_value> string() {
    edn_value value{edn_kind::string, {}, {}};
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\') {
        value.text += text_[at_];
        continue;
      }
      if (++at_ >= text_.size()) break;
      switch (text_[at_]) {
        case 'n': value.text += '\n'; break;
        case 't': value.text += '\t'; break;
        case 'r': value.text += '\r'; break;
        case 'u': append_escaped(value.text); break;
        default: value.text += text_[at_];
      }
    }
    if (at_ >= text_.size()) return trouble("ends before a text is closed");
    ++at_;
    return value;
  }

  void append_escaped(std::string& text) {
    char32_t value = 0;
    std::size_t digits = 0;
    for (; digits < 4 && at_ + 1 < text_.size(); ++digits) {
      const auto digit = std::string_view{"0123456789abcdef"}.find(static_cast<char>(text_[at_ + 1] | 0x20));
      if (digit == std::string_view::npos) break;
      value = value * 16 + static_cast<char32_t>(digit);
      ++at_;
    }
    append_utf8(text, digits < 4 || (value >= 0xD800 && value < 0xE000) ? replacement_character : value);
  }

  result<edn_value> character() {
    const auto begin = at_++;
    if (at_ < text_.size()) at_ += code_point_at(text_, at_).length;
    while (at_ < text_.size() && !ends_token(text_[at_])) ++at_;
    return edn_value{edn_kind::character, std::string{text_.substr(begin, at_ - begin)}, {}};
  }

  /// `#{…}`, `#"…"` (a pattern) and `#inst "…"`, whose tag says nothing to us.
  result<edn_value> dispatch(int depth) {
    ++at_;
    if (at_ < text_.size() && text_[at_] == '{') return collection(edn_kind::set, '}', depth);
    if (at_ < text_.size() && text_[at_] == '"') return string();
    while (at_ < text_.size() && !ends_token(text_[at_])) ++at_;
    return read(depth + 1);
  }

  result<edn_value> token() {
    const auto begin = at_;
    while (at_ < text_.size() && !ends_token(text_[at_])) ++at_;
    const auto text = text_.substr(begin, at_ - begin);
    edn_value value{edn_kind::symbol, std::string{text}, {}};
    const auto digits = text.substr(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
    if (text.starts_with(':'))
      value.kind = edn_kind::keyword;
    else if (text == "nil")
      value.kind = edn_kind::nil;
    else if (text == "true" || text == "false")
      value.kind = edn_kind::boolean;
    else if (!digits.empty() && digits[0] >= '0' && digits[0] <= '9')
      value.kind = edn_kind::number;
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

const edn_value* edn_value::find(std::string_view keyword) const noexcept {
  if (kind != edn_kind::map) return nullptr;
  for (std::size_t at = 0; at + 1 < items.size(); at += 2)
    if (items[at].kind == edn_kind::keyword && items[at].text == keyword) return &items[at + 1];
  return nullptr;
}

result<edn_value> parse_edn(std::string_view text) {
  if (text.size() > largest_edn) return fail(errc::invalid_argument, "it is larger than any configuration is");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return edn_reader{text}.read(0);
}

}  // namespace secondbrain::vault::dialects
