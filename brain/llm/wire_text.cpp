#include "brain/llm/wire_text.hpp"

#include "brain/vault/utf8.hpp"

namespace secondbrain::llm {

std::string wire_text(const std::string& text) {
  return vault::is_valid_utf8(text) ? text : vault::decode_text(text);
}

}  // namespace secondbrain::llm
