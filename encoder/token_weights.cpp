#include "encoder/token_weights.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.hpp"

namespace secondbrain::encoder {

bool is_word(std::string_view piece) {
  constexpr std::size_t letters_of_a_word = 2;
  if (piece.starts_with('[') || piece.starts_with('<')) return false;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < piece.size();) {
    const auto point = code_point_at(piece, at);
    letters += u_isalpha(static_cast<UChar32>(point.value)) ? 1 : 0;
    at += point.length;
  }
  return letters >= letters_of_a_word;
}

std::vector<float> token_weights(std::size_t tokens, std::size_t first_word) {
  std::vector<float> weights(tokens);
  for (std::size_t number = 0; number < tokens; ++number) {
    const auto rank = number < first_word ? 1 : number - first_word + 1;
    const auto rarity = std::log(static_cast<float>(rank) + 1);
    weights[number] = rarity * rarity;
  }
  return weights;
}

}  // namespace secondbrain::encoder
