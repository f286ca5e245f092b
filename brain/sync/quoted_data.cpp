#include "brain/sync/quoted_data.hpp"

#include "brain/vault/content_hash.hpp"

namespace secondbrain::sync {

std::string quoted_data(std::string_view text) {
  constexpr std::size_t name_length = 16;
  // A text that holds its own hash cannot be written.
  auto name = "data-" + vault::sha1_hex(text).substr(0, name_length);
  return "<" + name + ">\n" + std::string{text} + "\n</" + name + ">";
}

}  // namespace secondbrain::sync
