#include "brain/search/vault_languages.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <vector>

#include "base/utf8.hpp"
#include "text/language_guess.hpp"

namespace secondbrain::search {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_entries = 50'000;  // of folders that are listed
constexpr std::size_t most_notes = 200;       // that are read
constexpr std::size_t beginning = 8192;       // bytes of each

std::vector<fs::path> notes_of(const fs::path& vault) {
  std::vector<fs::path> notes;
  std::error_code problem;
  fs::recursive_directory_iterator at{vault, fs::directory_options::skip_permission_denied, problem};
  for (std::size_t seen = 0; !problem && at != fs::recursive_directory_iterator{} && seen < most_entries; ++seen) {
    const auto& path = at->path();
    std::error_code ignored;
    if (path.filename().string().starts_with('.'))
      at.disable_recursion_pending();
    else if (path.extension() == ".md" && at->is_regular_file(ignored))
      notes.push_back(path);
    at.increment(problem);
  }
  return notes;
}

/// Without the frontmatter, whose names are English in every language.
std::string_view text_of_note(std::string_view note) {
  constexpr std::string_view fence = "---\n";
  if (!note.starts_with(fence)) return note;
  const auto end = note.find("\n---", fence.size() - 1);
  return end == std::string_view::npos ? note : note.substr(end + fence.size());
}

std::string beginning_of(const fs::path& note) {
  std::string bytes(beginning, '\0');
  std::ifstream file{note, std::ios::binary};
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return decode_text(bytes);
}

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

vault_languages sample_languages(const fs::path& vault) {
  vault_languages found;
  const auto notes = notes_of(vault);
  const auto step = std::max<std::size_t>(1, (notes.size() + most_notes - 1) / most_notes);
  for (std::size_t at = 0; at < notes.size(); at += step) {
    const auto text = beginning_of(notes[at]);
    const auto language = text::guess_language(text_of_note(text));
    if (!language.empty()) ++found.notes[std::string{language}];
  }
  return found;
}

}  // namespace secondbrain::search
