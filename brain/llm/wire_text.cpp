#include "brain/llm/wire_text.hpp"

#include "base/utf8.hpp"

namespace secondbrain::llm {

std::string wire_text(const std::string& text) {
  return is_valid_utf8(text) ? text : decode_text(text);
}

}  // namespace secondbrain::llm
