// Small questions about text: trimming, joining, splitting, ASCII case, spelling. Pure; any thread; cannot fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain {

/// White space as Python's `str.strip` sees it.
bool is_white_space(char32_t value) noexcept;

std::string_view trimmed(std::string_view text) noexcept;
std::string_view left_trimmed(std::string_view text) noexcept;
std::string_view right_trimmed(std::string_view text) noexcept;

/// Runs of white space become one space; none is left at the ends (contract: vault §4.4, normalize).
std::string collapse_white_space(std::string_view text);

/// Letters beyond ASCII stay as they are; `base/lower_case.hpp` knows them.
std::string ascii_lower_case(std::string_view text);
std::string ascii_upper_case(std::string_view text);

/// The parts between commas, trimmed, empty ones left out.
std::vector<std::string> split_list(std::string_view text);

std::string join(const std::vector<std::string>& parts, std::string_view between);

/// How many letters must be typed differently to get from one to the other (Levenshtein).
std::size_t edit_distance(std::string_view from, std::string_view to);

}  // namespace secondbrain
