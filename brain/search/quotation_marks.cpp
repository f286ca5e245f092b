#include "brain/search/quotation_marks.hpp"

#include <algorithm>
#include <span>

namespace secondbrain::search {

namespace {

/// Signs that open a quotation, and those any of which closes it.
struct marks {
  std::span<const std::string_view> opening;
  std::span<const std::string_view> closing;
  bool are_close = false;  // no space stands between them and what is quoted
};

// Phones and word processors turn straight ones into those of their language, and only one of a pair at times. „ never
// closes. French has spaces within « these »; turned round they are German, without, and `Home » Garden` is a path.
constexpr std::string_view opening_double[] = {"\"", "“", "”", "„", "‟", "＂", "〝"};
constexpr std::string_view closing_double[] = {"\"", "“", "”", "‟", "＂", "〞", "〟"};
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

constexpr marks styles[] = {
    {opening_double, closing_double},
    {left_guillemet, right_guillemet},
    {right_guillemet, guillemets, true},
    {left_single_guillemet, right_single_guillemet},
    {right_single_guillemet, single_guillemets, true},
    {left_corner, right_corner},
    {left_white_corner, right_white_corner},
    {left_half_corner, right_half_corner},
};

std::size_t length_of_one_at(std::string_view text, std::size_t at, std::span<const std::string_view> signs) {
  for (const auto sign : signs)
    if (text.substr(at).starts_with(sign)) return sign.size();
  return 0;
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

bool ends_with_quotation_mark(std::string_view text) {
  return std::any_of(std::begin(styles), std::end(styles), [&](const marks& style) {
    return std::any_of(style.closing.begin(), style.closing.end(),
                       [&](std::string_view sign) { return text.ends_with(sign); });
  });
}

}  // namespace secondbrain::search
