#include "brain/search/stop_words.hpp"

#include <algorithm>
#include <array>

namespace secondbrain::search {
namespace {

// Articles, pronouns, auxiliaries, prepositions, conjunctions and question words of English. Sorted.
constexpr auto stop_words = std::to_array<std::string_view>(
    {"a",     "about", "after",  "all",   "also", "am",   "an",    "and",   "any", "are",   "as",    "at",   "be",
     "been",  "being", "both",   "but",   "by",   "can",  "could", "did",   "do",  "does",  "doing", "for",  "from",
     "had",   "has",   "have",   "he",    "her",  "here", "him",   "his",   "how", "i",     "if",    "in",   "into",
     "is",    "it",    "its",    "me",    "more", "most", "my",    "no",    "nor", "not",   "of",    "on",   "or",
     "our",   "she",   "should", "so",    "some", "such", "than",  "that",  "the", "their", "them",  "then", "there",
     "these", "they",  "this",   "those", "to",   "too",  "very",  "was",   "we",  "were",  "what",  "when", "where",
     "which", "while", "who",    "whom",  "why",  "will", "with",  "would", "you", "your"});

static_assert(std::is_sorted(stop_words.begin(), stop_words.end()));

}  // namespace

bool is_stop_word(std::string_view folded) noexcept {
  return std::binary_search(stop_words.begin(), stop_words.end(), folded);
}

}  // namespace secondbrain::search
