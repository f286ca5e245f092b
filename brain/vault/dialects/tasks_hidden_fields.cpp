#include "brain/vault/dialects/tasks_hidden_fields.hpp"

#include <algorithm>
#include <string>

#include "brain/vault/dialects/script_text.hpp"
#include "brain/vault/dialects/tasks_fields_at_end.hpp"

namespace secondbrain::vault::dialects {
namespace {

constexpr std::string_view text_selector = "\xEF\xB8\x8E";  // U+FE0E

std::string in_quotes(std::string_view text) {
  return "\"" + std::string{text} + "\"";
}

class hidden_fields {
 public:
  hidden_fields(tasks_format format, std::string_view text) : format_{format}, text_{text} {}

  std::vector<unread_part> find() && {
    for (const auto& [field, name] : value_names<date_field>) {
      for (auto sign : signs_of(kind_of(field)))
        if (!sign.empty()) find_signs(kind_of(field), sign);
      find_brackets(kind_of(field));
    }
    std::sort(found_.begin(), found_.end(),
              [](const unread_part& left, const unread_part& right) { return left.where.begin < right.where.begin; });
    return std::move(found_);
  }

 private:
  void find_signs(field_kind kind, std::string_view sign) {
    for (auto at = text_.find(sign); at != text_.npos; at = text_.find(sign, at + 1)) {
      auto value = at + sign.size();
      bool is_plain = true;
      for (;;) {
        auto rest = text_.substr(value);
        auto selector = begins_with(rest, variation_selector) || begins_with(rest, text_selector);
        auto length = selector ? variation_selector.size() : space_at_begin(rest);
        if (length == 0) break;
        bool is_first = value == at + sign.size();
        is_plain = is_plain && (rest[0] == ' ' || (is_first && begins_with(rest, variation_selector)));
        value += length;
      }
      if (!is_day_shaped(text_.substr(value, day_size))) continue;
      byte_span where{at, value + day_size};
      auto day = text_.substr(value, day_size);
      if (format_ == tasks_format::fields)
        tell_other_format(where, kind, day);
      else if (is_plain)
        tell(where, "other text stands behind it; move it to the end of the line.");
      else
        tell(where, "no plain space stands before the day; type it anew.");
    }
  }

  void find_brackets(field_kind kind) {
    auto key = std::string{key_of(kind)} + "::";
    for (auto at = text_.find(key); at != text_.npos; at = text_.find(key, at + 1)) {
      auto value = std::min(text_.find_first_not_of(' ', at + key.size()), text_.size());
      auto begin = text_.find_last_not_of(' ', at == 0 ? 0 : at - 1);
      auto end = text_.find_first_not_of(' ', value + day_size);
      if (at == 0 || begin == text_.npos || end == text_.npos || !is_day_shaped(text_.substr(value, day_size)))
        continue;
      bool is_bracketed = (text_[begin] == '[' && text_[end] == ']') || (text_[begin] == '(' && text_[end] == ')');
      if (!is_bracketed) continue;
      byte_span where{begin, end + 1};
      auto day = text_.substr(value, day_size);
      if (format_ == tasks_format::signs)
        tell_other_format(where, kind, day);
      else
        tell(where, "other text stands behind it; move it to the end of the line.");
    }
  }

  void tell(byte_span where, std::string_view reason) {
    auto sentence = in_quotes(text_.substr(where.begin, where.size())).append(" is not read, because ").append(reason);
    found_.push_back({0, where, std::move(sentence)});
  }

  void tell_other_format(byte_span where, field_kind kind, std::string_view day) {
    bool is_signs = format_ == tasks_format::signs;
    std::string reason = "the Tasks plugin is set to ";
    reason.append(is_signs ? "signs" : "fields in brackets").append("; write ");
    reason.append(script_trimmed(new_field(format_, kind, day))).append(".");
    tell(where, reason);
  }

  tasks_format format_;
  std::string_view text_;
  std::vector<unread_part> found_;
};

}  // namespace

std::vector<unread_part> find_hidden_fields(tasks_format format, std::string_view text) {
  return hidden_fields{format, text}.find();
}

}  // namespace secondbrain::vault::dialects
