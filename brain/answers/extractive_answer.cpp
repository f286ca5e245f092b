#include "brain/answers/extractive_answer.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/answers/prompt_sources.hpp"
#include "brain/search/common_words.hpp"
#include "brain/search/query.hpp"
#include "brain/search/snippet.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::answers {

namespace {

constexpr int longest_quotation = 400;  // code points of one sentence

struct sentence {
  std::string_view text;
  std::size_t matches = 0;  // distinct words of the question in it
};

/// Lines, and in them what ends with a full stop, a question mark or an exclamation mark before white space.
std::vector<sentence> sentences_of(std::string_view text) {
  std::vector<sentence> found;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool at_end = at == text.size() || text[at] == '\n';
    const bool behind_stop = !at_end && at > begin && text[at] == ' ' &&
                             std::string_view{".?!"}.find(text[at - 1]) != std::string_view::npos;
    if (!at_end && !behind_stop) continue;
    const auto one = trimmed(text.substr(begin, at - begin));
    begin = at + 1;
    if (text::word_scanner{one}.next()) found.push_back({one});
  }
  return found;
}

std::size_t count_matches(std::string_view text, const std::vector<search::query_term>& terms,
                          std::string_view language) {
  std::set<std::string> stems;
  for (text::word_scanner words{text}; const auto word = words.next();)
    stems.insert(text::stem(text.substr(word->begin, word->end - word->begin), language));
  const auto occurs = [&](const search::query_term& term) {
    return std::all_of(term.words.begin(), term.words.end(),
                       [&](const auto& word) { return stems.contains(text::stem(word, language)); });
  };
  return static_cast<std::size_t>(std::count_if(terms.begin(), terms.end(), occurs));
}

/// Most notes repeat their title as the first heading: it is told once.
std::string place_of(const chunk& piece) {
  auto headings = piece.heading_path;
  if (!headings.empty() && headings.front() == piece.note_title) headings.erase(headings.begin());
  return titled_path(piece.note_title, headings);
}

/// The sentences with most of the question's words, in the order of the text; the first when none has any.
std::vector<std::string_view> best_sentences(std::string_view text, const std::vector<search::query_term>& terms,
                                             std::string_view language) {
  auto sentences = sentences_of(text);
  for (auto& one : sentences) one.matches = count_matches(one.text, terms, language);
  std::stable_sort(sentences.begin(), sentences.end(),
                   [](const sentence& a, const sentence& b) { return a.matches > b.matches; });
  const auto matching =
      std::count_if(sentences.begin(), sentences.end(), [](const sentence& s) { return s.matches > 0; });
  const auto kept = std::clamp(static_cast<std::size_t>(matching), std::size_t{1}, sentences_per_passage);
  sentences.resize(std::min(sentences.size(), kept));
  std::sort(sentences.begin(), sentences.end(),
            [](const sentence& a, const sentence& b) { return a.text.data() < b.text.data(); });
  std::vector<std::string_view> texts;
  texts.reserve(sentences.size());
  for (const auto& one : sentences) texts.push_back(one.text);
  return texts;
}

/// A question of a few words tells its language with the help of what is quoted.
std::vector<std::string> languages_of(const std::vector<ranked_passage>& passages) {
  std::map<std::string, std::size_t, std::less<>> counts;
  for (const auto& passage : passages)
    if (!passage.piece.language.empty()) ++counts[passage.piece.language];
  return search::languages_beside_english(counts);
}

}  // namespace

std::vector<std::string> extractive_answer(std::string_view introduction, std::string_view query,
                                           const std::vector<ranked_passage>& passages) {
  const auto terms = search::parse_query(query, search::quoting::phrases, languages_of(passages)).terms;
  std::vector<std::string> paragraphs{std::string{introduction}};
  for (std::size_t at = 0; at < std::min(passages.size(), most_quoted_passages); ++at) {
    const auto& piece = passages[at].piece;
    const auto number = std::to_string(at + 1);
    std::string paragraph = "**" + place_of(piece) + "** [" + number + ']';
    std::string_view separator = "\n";
    for (const auto one : best_sentences(piece.text, terms, piece.language)) {
      const bool fits = count_code_points(one) <= longest_quotation;
      const auto quoted =
          fits ? std::string{one} : search::make_snippet(one, terms, piece.language, longest_quotation).text;
      paragraph.append(separator).append("> ").append(quoted);
      separator = "\n>\n";
    }
    paragraphs.push_back(std::move(paragraph));
  }
  return paragraphs;
}

}  // namespace secondbrain::answers
