#include "text/stemmer.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <array>

namespace secondbrain::text {

namespace {

struct algorithm {
  std::string_view language;
  const char* name;
};

constexpr auto algorithms = std::to_array<algorithm>(
    {{"ar", "arabic"},     {"ca", "catalan"},    {"da", "danish"},    {"de", "german"},   {"el", "greek"},
     {"en", "english"},    {"es", "spanish"},    {"eu", "basque"},    {"fi", "finnish"},  {"fr", "french"},
     {"ga", "irish"},      {"hi", "hindi"},      {"hu", "hungarian"}, {"hy", "armenian"}, {"id", "indonesian"},
     {"it", "italian"},    {"lt", "lithuanian"}, {"ne", "nepali"},    {"nl", "dutch"},    {"no", "norwegian"},
     {"pt", "portuguese"}, {"ro", "romanian"},   {"ru", "russian"},   {"sr", "serbian"},  {"sv", "swedish"},
     {"ta", "tamil"},      {"tr", "turkish"},    {"yi", "yiddish"}});

constexpr std::size_t longest_stemmed_word = 64;  // bytes; what is longer is no word of a language

const char* algorithm_of(std::string_view language) {
  const auto* found = std::find_if(algorithms.begin(), algorithms.end(),
                                   [language](const algorithm& each) { return each.language == language; });
  return found == algorithms.end() ? nullptr : found->name;
}

}  // namespace

void stemmer::deleter::operator()(sb_stemmer* owned) const {
  sb_stemmer_delete(owned);
}

// A library that was built without one of them answers with none.
stemmer::stemmer(std::string_view language) {
  if (const auto* name = algorithm_of(language)) stemmer_.reset(sb_stemmer_new(name, "UTF_8"));
}

std::string_view stemmer::stem(std::string_view word) {
  if (!stemmer_ || word.size() > longest_stemmed_word) return word;
  const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
  const auto* found = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size()));
  const auto length = sb_stemmer_length(stemmer_.get());
  if (found == nullptr || length <= 0) return word;
  return {reinterpret_cast<const char*>(found), static_cast<std::size_t>(length)};
}

std::vector<std::string_view> stemmer_languages() {
  std::vector<std::string_view> languages;
  for (const auto& each : algorithms) languages.push_back(each.language);
  return languages;
}

std::string_view stemmed_as(std::string_view language) {
  if (language.empty()) return default_language;
  return algorithm_of(language) != nullptr ? language : "-";
}

std::vector<std::string> stemmed_languages(const std::vector<std::string>& languages) {
  std::vector<std::string> kept;
  for (const auto& each : languages) kept.emplace_back(stemmed_as(each));
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

}  // namespace secondbrain::text
