#include "brain/sync/weekly/weekly_topics.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/lower_case.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::size_t shortest_word = 3;
constexpr int fewest_days = 3;
constexpr std::size_t most_topics = 10;

// Sorted.
constexpr std::string_view common_words[] = {
    "a",         "about",   "above",  "after",  "again",    "against",    "all",       "also",     "am",     "an",
    "and",       "any",     "are",    "as",     "at",       "be",         "because",   "been",     "before", "being",
    "below",     "between", "both",   "but",    "by",       "can",        "could",     "did",      "do",     "does",
    "doing",     "down",    "during", "each",   "few",      "for",        "from",      "further",  "get",    "going",
    "got",       "had",     "has",    "have",   "having",   "he",         "her",       "here",     "hers",   "herself",
    "him",       "himself", "his",    "how",    "if",       "in",         "into",      "is",       "it",     "its",
    "itself",    "just",    "let",    "like",   "me",       "might",      "more",      "most",     "my",     "myself",
    "need",      "new",     "no",     "nor",    "not",      "now",        "of",        "off",      "on",     "once",
    "one",       "only",    "or",     "other",  "our",      "ours",       "ourselves", "out",      "over",   "own",
    "re",        "really",  "same",   "she",    "should",   "so",         "some",      "still",    "such",   "than",
    "that",      "the",     "their",  "theirs", "them",     "themselves", "then",      "there",    "these",  "they",
    "think",     "this",    "those",  "three",  "through",  "to",         "today",     "tomorrow", "too",    "two",
    "under",     "until",   "up",     "us",     "very",     "was",        "we",        "went",     "were",   "what",
    "when",      "where",   "which",  "while",  "who",      "whom",       "why",       "will",     "with",   "would",
    "yesterday", "you",     "your",   "yours",  "yourself", "yourselves",
};

}  // namespace

std::vector<std::string> topic_words(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  auto lowered = lower_case(text);
  std::vector<std::string> words;
  for (auto at = lowered.find_first_of(letters); at != lowered.npos;) {
    auto end = std::min(lowered.find_first_not_of(letters, at), lowered.size());
    auto word = lowered.substr(at, end - at);
    bool is_common = std::binary_search(std::begin(common_words), std::end(common_words), word);
    if (word.size() >= shortest_word && !is_common) words.push_back(std::move(word));
    at = lowered.find_first_of(letters, end);
  }
  return words;
}

std::vector<std::string> recurring_topics(const std::vector<std::string>& text_by_day) {
  std::vector<std::string> topics;  // in the order of first appearance
  std::map<std::string, int> days;
  for (auto& text : text_by_day) {
    std::set<std::string> today;
    for (auto& word : topic_words(text)) {
      if (!today.insert(word).second) continue;
      if (++days[word] == 1) topics.push_back(word);
    }
  }
  topics.erase(std::remove_if(topics.begin(), topics.end(), [&](auto& word) { return days[word] < fewest_days; }),
               topics.end());
  std::stable_sort(topics.begin(), topics.end(), [&](auto& left, auto& right) { return days[left] > days[right]; });
  topics.resize(std::min(topics.size(), most_topics));
  return topics;
}

}  // namespace secondbrain::sync
