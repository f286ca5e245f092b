// Dividing a text of the inbox into pieces that belong to different places (contract: vault §8.2).
//
// Pure functions; thread-safe, nothing fails.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::sync {

/// Shorter texts, in code points, are one piece without anybody being asked.
inline constexpr int smallest_divisible_text = 300;

bool is_divisible(std::string_view text) noexcept;

std::string segmentation_instructions();
std::string segmentation_question(std::string_view text, std::string_view today);

/// The pieces that the model names; the whole text when its answer is no list of pieces.
std::vector<std::string> read_segments(const boost::json::value& answer, std::string_view whole);

}  // namespace secondbrain::sync
