#include "brain/vault/conventions/vault_conventions.hpp"

#include <algorithm>

namespace secondbrain::vault {

std::string origin_in_words(const convention_origin& origin) {
  if (origin.source == convention_source::setting && !origin.file.empty()) return "the setting " + origin.file;
  if (!origin.file.empty()) return origin.file;
  switch (origin.source) {
    case convention_source::setting: return "a setting of SecondBrain";
    case convention_source::obsidian: return "Obsidian's default";
    case convention_source::logseq: return "Logseq's default";
    case convention_source::predecessor: return "the predecessor's layout";
    case convention_source::seen: return "seen in the notes";
    case convention_source::usual: break;
  }
  return "the usual way";
}

daily_paths note_naming::paths() const {
  const auto* locale = find_locale(language);
  return {folder, format, locale == nullptr ? english() : *locale, period};
}

bool vault_conventions::uses(std::string_view dialect) const {
  return std::any_of(task_formats.begin(), task_formats.end(),
                     [dialect](const task_format& each) { return each.dialect == dialect; });
}

}  // namespace secondbrain::vault
