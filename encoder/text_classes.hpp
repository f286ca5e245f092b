// What BERT's tokenizer makes of a code point. Pure; any thread.
#pragma once

#include <cstdint>

namespace secondbrain::encoder {

bool is_space(char32_t value);

/// Left out of the text: control and format characters, and what Unicode has left to private use.
bool is_control(char32_t value);

/// A word of its own.
bool is_punctuation(char32_t value);

/// A character of Chinese, Japanese or Korean that is a word of its own.
bool is_ideograph(char32_t value);

/// An accent that has been parted from its letter (category Mn).
bool is_accent(char32_t value);

}  // namespace secondbrain::encoder
