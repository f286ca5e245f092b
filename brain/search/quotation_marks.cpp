#include "brain/search/quotation_marks.hpp"

#include <algorithm>
#include <span>

#include "base/utf8.hpp"
#include "text/code_point_kinds.hpp"

namespace secondbrain::search {

namespace {

using signs = std::span<const std::string_view>;

/// Signs that open a quotation, and those any of which closes it.
struct marks {
  signs opening;
  signs closing;
  signs closing_words = {};  // only at the end of a word: they open, or are apostrophes, too
  bool are_close = false;    // no space stands between them and what is quoted
};

// Phones and word processors turn straight ones into those of their language, and only one of a pair at times. „ never
// closes. French has spaces within « these »; turned round they are German, without, and `Home » Garden` is a path.
constexpr std::string_view opening_double[] = {"\"", "“", "”", "„", "‟", "＂", "〝"};
constexpr std::string_view closing_double[] = {"\"", "“", "”", "‟", "＂", "〞", "〟"};
constexpr std::string_view low_single[] = {"‚"};
constexpr std::string_view high_single[] = {"‘"};
constexpr std::string_view apostrophes[] = {"’", "'"};
constexpr std::string_view left_guillemet[] = {"«"};
constexpr std::string_view right_guillemet[] = {"»"};
constexpr std::string_view guillemets[] = {"«", "»"};
constexpr std::string_view left_single_guillemet[] = {"‹"};
constexpr std::string_view right_single_guillemet[] = {"›"};
constexpr std::string_view single_guillemets[] = {"‹", "›"};
constexpr std::string_view left_corner[] = {"「"};
constexpr std::string_view right_corner[] = {"」"};
constexpr std::string_view left_white_corner[] = {"『"};
constexpr std::string_view right_white_corner[] = {"』"};
constexpr std::string_view left_half_corner[] = {"｢"};
constexpr std::string_view right_half_corner[] = {"｣"};
constexpr std::string_view left_double_angle[] = {"《"};
constexpr std::string_view right_double_angle[] = {"》"};
constexpr std::string_view left_angle[] = {"〈"};
constexpr std::string_view right_angle[] = {"〉"};

constexpr marks styles[] = {
    {opening_double, closing_double},
    {low_single, high_single, apostrophes},
    {left_guillemet, right_guillemet, left_guillemet},
    {right_guillemet, guillemets, {}, true},
    {left_single_guillemet, right_single_guillemet, left_single_guillemet},
    {right_single_guillemet, single_guillemets, {}, true},
    {left_corner, right_corner},
    {left_white_corner, right_white_corner},
    {left_half_corner, right_half_corner},
    {left_double_angle, right_double_angle},
    {left_angle, right_angle},
};

std::size_t length_of_one_at(std::string_view text, std::size_t at, signs looked_for) {
  for (const auto sign : looked_for)
    if (text.substr(at).starts_with(sign)) return sign.size();
  return 0;
}

bool ends_word(std::string_view text, std::size_t at) {
  return at == text.size() || text::kind_of(code_point_at(text, at).value) == text::code_point_kind::separator;
}

/// Of two that open, the second counts: so no part of a text is looked at again for each mark before it.
std::optional<quotation> closed(std::string_view text, std::size_t begin, const marks& style) {
  constexpr std::string_view spaces = " \t\n\r";
  const auto is_at_space = [&](std::size_t at) { return at == text.size() || spaces.find(text[at]) != spaces.npos; };
  if (style.are_close && is_at_space(begin)) return std::nullopt;
  for (auto at = begin; at < text.size(); ++at) {
    const auto length = length_of_one_at(text, at, style.closing);
    if (length > 0 && !(style.are_close && is_at_space(at - 1)))
      return quotation{text.substr(begin, at - begin), at + length};
    const auto of_word = at > begin && !is_at_space(at - 1) ? length_of_one_at(text, at, style.closing_words) : 0;
    if (of_word > 0 && ends_word(text, at + of_word)) return quotation{text.substr(begin, at - begin), at + of_word};
    if (length_of_one_at(text, at, style.opening) > 0) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<quotation> quotation_at(std::string_view text, std::size_t at) {
  for (const auto& style : styles)
    if (const auto length = length_of_one_at(text, at, style.opening); length > 0)
      return closed(text, at + length, style);
  return std::nullopt;
}

std::string without_quotations(std::string_view text) {
  std::string bare;
  for (std::size_t at = 0; at < text.size();) {
    const auto quoted = quotation_at(text, at);
    bare += quoted ? quoted->text : text.substr(at, 1);
    at = quoted ? quoted->end : at + 1;
  }
  return bare;
}

bool ends_with_quotation_mark(std::string_view text) {
  const auto ends_with_one_of = [&](signs looked_for) {
    return std::any_of(looked_for.begin(), looked_for.end(),
                       [&](std::string_view sign) { return text.ends_with(sign); });
  };
  const auto holds_one_of = [&](signs looked_for) {
    return std::any_of(looked_for.begin(), looked_for.end(),
                       [&](std::string_view sign) { return text.find(sign) != text.npos; });
  };
  return std::any_of(std::begin(styles), std::end(styles), [&](const marks& style) {
    return ends_with_one_of(style.closing) || (ends_with_one_of(style.closing_words) && holds_one_of(style.opening));
  });
}

}  // namespace secondbrain::search
