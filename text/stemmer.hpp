// The stems of a language's words, so that "connected", "connecting" and "connection" are one word.
//
// Belongs to one thread. Nothing fails: a language without a stemmer, or a word it cannot take, has the word itself.
// Source: Snowball (https://snowballstem.org), by way of libstemmer.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace secondbrain::text {

class stemmer {
 public:
  /// By its code (ISO 639-1): "de".
  explicit stemmer(std::string_view language);

  /// Of a case-folded word. What is returned is good until the next call, and no longer than the word.
  std::string_view stem(std::string_view word);

  bool knows_the_language() const { return stemmer_ != nullptr; }

 private:
  struct deleter {
    void operator()(sb_stemmer* owned) const;
  };
  std::unique_ptr<sb_stemmer, deleter> stemmer_;
};

/// What a text is stemmed as whose language is not known.
inline constexpr std::string_view default_language = "en";

/// In which of these languages a word must be stemmed so that it is found in each of them, once for all that have no
/// stems ("-") or are not known.
std::vector<std::string> stemmed_languages(const std::vector<std::string>& languages);

/// Every language that has stems.
std::vector<std::string_view> stemmer_languages();

/// What the texts of a language are stemmed as.
std::string_view stemmed_as(std::string_view language);

}  // namespace secondbrain::text
