// Small questions about ASCII text, as configuration needs them. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::ops {

std::string_view trimmed(std::string_view text);

std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);

/// The parts between commas, trimmed, empty ones left out.
std::vector<std::string> split_list(std::string_view text);

std::string join(const std::vector<std::string>& parts, std::string_view between);

/// How many letters must be typed differently to get from one to the other (Levenshtein).
std::size_t edit_distance(std::string_view from, std::string_view to);

}  // namespace secondbrain::ops
