// Which languages the notes of a vault are in, as far as some of them tell: enough to say which model fits.
//
// Any thread; blocks for as long as it takes to list the folder and to read 200 notes at most.
// What cannot be read is left out.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace secondbrain::vault {

struct vault_languages {
  std::map<std::string, std::size_t, std::less<>> notes;  // by language (ISO 639-1), where it can be told

  std::size_t told() const;
  std::size_t beyond_english() const;

  /// "ar, fa": those beyond English, the most frequent first, three at most.
  std::string named_beyond_english() const;

  /// More than a quarter of the notes are not in English.
  bool need_more_than_english() const { return beyond_english() * 4 > told(); }
};

vault_languages sample_languages(const std::filesystem::path& root);

}  // namespace secondbrain::vault
