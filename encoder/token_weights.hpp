// How much each token of a vocabulary says of a text, without having read any: vocabularies are in the order of how
// frequent their pieces are, behind special tokens and single characters, and what is rare says most.
//
// Pure; any thread. Source: Zipf's law, as in model2vec (https://github.com/MinishLab/model2vec).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace secondbrain::encoder {

/// A word or a part of one: two letters or more, and no name of a special token.
bool is_word(std::string_view piece);

/// By number: log² of the rank behind the first word; next to nothing for what stands before that.
std::vector<float> token_weights(std::size_t tokens, std::size_t first_word);

}  // namespace secondbrain::encoder
