#include "brain/llm/quoted_data.hpp"

#include "base/hash.hpp"

namespace secondbrain::llm {

std::string quoted_data(std::string_view text) {
  constexpr std::size_t name_length = 16;
  // A text that holds its own hash cannot be written.
  auto name = "data-" + sha1_hex(text).substr(0, name_length);
  return "<" + name + ">\n" + std::string{text} + "\n</" + name + ">";
}

}  // namespace secondbrain::llm
