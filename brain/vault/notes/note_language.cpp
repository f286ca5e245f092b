#include "brain/vault/notes/note_language.hpp"

#include "text/language_guess.hpp"

namespace secondbrain::vault {

std::string language_of(const frontmatter_value& properties, std::string_view text) {
  for (const auto* key : {"lang", "language"})
    if (const auto* written = properties.find_string(key))
      if (auto code = text::language_code(*written); !code.empty()) return code;
  return std::string{text::guess_language(text)};
}

}  // namespace secondbrain::vault
