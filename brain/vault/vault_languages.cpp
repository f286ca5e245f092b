#include "brain/vault/vault_languages.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "brain/vault/changes/scan.hpp"
#include "brain/vault/notes/note.hpp"
#include "brain/vault/notes/note_language.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::size_t most_notes = 200;            // that are read
constexpr std::size_t longest_note = 1024 * 1024;  // bytes; longer ones need not be read for this

}  // namespace

std::size_t vault_languages::told() const {
  std::size_t sum = 0;
  for (const auto& [language, count] : notes) sum += count;
  return sum;
}

std::size_t vault_languages::beyond_english() const {
  const auto english = notes.find("en");
  return told() - (english == notes.end() ? 0 : english->second);
}

std::string vault_languages::named_beyond_english() const {
  constexpr std::size_t most_named = 3;
  std::vector<std::pair<std::size_t, std::string>> counted;
  counted.reserve(notes.size());
  for (const auto& [language, count] : notes)
    if (language != "en") counted.emplace_back(count, language);
  std::stable_sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> named;
  named.reserve(most_named);
  for (const auto& [count, language] : counted)
    if (named.size() < most_named) named.push_back(language);
  return join(named, ", ");
}

vault_languages sample_languages(const std::filesystem::path& root) {
  vault_languages found;
  const auto notes = scan_vault(root).files;
  const auto step = std::max<std::size_t>(1, (notes.size() + most_notes - 1) / most_notes);
  for (std::size_t at = 0; at < notes.size(); at += step) {
    const auto bytes = read_note_file(root, notes[at].path, longest_note);
    if (!bytes) continue;
    const auto read = parse_note(notes[at].path, *bytes);
    if (auto language = language_of(read.metadata, read.body); !language.empty()) ++found.notes[std::move(language)];
  }
  return found;
}

}  // namespace secondbrain::vault
