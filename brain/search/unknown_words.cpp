#include "brain/search/unknown_words.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "base/lower_case.hpp"
#include "base/utf8.hpp"
#include "brain/search/candidates.hpp"
#include "text/code_points.hpp"
#include "text/common_words.hpp"
#include "text/stop_words.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::search {

namespace {

constexpr std::size_t longest_short_word = 4;  // code points

// With these, people ask of their notes, whatever they look for; beside words that are common anyway.
constexpr std::string_view asking_words[] = {
    "always",   "bedeutet", "described", "erwahnt", "explain", "find",    "found", "gesagt",  "geschrieben",
    "happened", "know",     "lange",     "list",    "long",    "made",    "make",  "many",    "mean",
    "means",    "mention",  "mentioned", "much",    "note",    "notes",   "notiz", "notizen", "oft",
    "often",    "remember", "said",      "say",     "says",    "schrieb", "show",  "steht",   "tell",
    "think",    "thought",  "told",      "usually", "viel",    "viele",   "weiss", "went",    "write",
    "written",  "wrote",    "zeig",      "zeige"};

// Behind these stands what a question is about: its articles and possessives, folded.
constexpr std::string_view determiners[] = {
    "a",   "an",  "das", "dem", "den", "der", "des",   "die", "een", "ein", "eine", "einem", "einen", "einer", "el",
    "gli", "her", "het", "his", "il",  "la",  "las",   "le",  "les", "lo",  "los",  "ma",    "mein",  "meine", "mes",
    "mi",  "mon", "my",  "os",  "our", "the", "their", "um",  "uma", "un",  "una",  "une",   "your"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_common(const std::string& folded, const std::vector<std::string>& languages) {
  return text::is_common_word(folded, "en") || std::any_of(languages.begin(), languages.end(), [&](const auto& each) {
           return text::is_common_word(folded, each);
         });
}

bool may_be_slip(const std::string& word, const other_findings& others) {
  if (others.by_meaning && count_code_points(word) <= longest_short_word) return false;
  const auto folded = text::fold(word);
  return !text::is_common_anywhere(folded) && !is_one_of(asking_words, folded);
}

/// Of two short words of which one letter differs, each is a word, mostly: "luces" and "lunes".
bool may_both_be_meant(const std::string& typed, const std::string& other) {
  constexpr std::size_t longest = 5;  // code points
  const auto one = text::code_points_of(text::fold(typed));
  const auto another = text::code_points_of(text::fold(other));
  if (one.size() > longest || one.size() != another.size()) return false;
  std::size_t differing = 0;
  for (std::size_t at = 0; at < one.size(); ++at) differing += one[at] != another[at] ? 1U : 0U;
  return differing == 1;
}

/// Those of the notes and of the query: also one that no note is in, where half of the words are common ones of it, not
/// all of which are English, too. A common word of any other may be anything: "dog" is one in Danish.
std::vector<std::string> languages_of(const parsed_query& query) {
  auto languages = query.languages;
  languages.insert(languages.end(), query.note_languages.begin(), query.note_languages.end());
  for (const auto& each : text::stop_word_lists()) {
    std::size_t common = 0;
    bool any_telling = false;
    for (const auto& [at, word] : query.single_words) {
      if (!text::is_common_word(text::fold(word), each.language)) continue;
      ++common;
      any_telling = any_telling || !text::is_english_too(lower_case(word));
    }
    if (any_telling && common > 1 && common * 2 >= query.single_words.size()) languages.emplace_back(each.language);
  }
  return languages;
}

bool says_little(const std::string& word, const std::vector<std::string>& languages) {
  const auto folded = text::fold(word);
  return is_common(folded, languages) || is_one_of(asking_words, folded);
}

bool matters(const std::string& word, const std::vector<std::string>& languages) {
  constexpr std::size_t shortest = 3;  // code points
  return count_code_points(text::fold(word)) >= shortest && !says_little(word, languages);
}

/// Whether the question is about it, as far as one sees it: a name, a noun of German, or what an article stands before.
bool is_named_in(std::string_view question, const std::string& word) {
  std::string before;
  for (text::word_scanner words{question}; const auto next = words.next();) {
    const auto raw = question.substr(next->begin, next->end - next->begin);
    if (raw == word) return is_one_of(determiners, before) || (!before.empty() && lower_case(raw) != raw);
    before = text::fold(raw);
  }
  return false;
}

/// Those that whoever asks is to know of. A question has words that may well be missing, such as its verbs.
std::vector<std::string> worth_telling(std::vector<std::string> missing, const parsed_query& query,
                                       const std::vector<std::string>& languages) {
  constexpr std::ptrdiff_t most_keywords = 3;
  const auto said = std::count_if(query.single_words.begin(), query.single_words.end(),
                                  [&](const auto& each) { return matters(each.second, languages); });
  const bool is_question = query.is_prose || said > most_keywords;
  if (is_question && std::ssize(missing) * 2 < said)
    std::erase_if(missing, [&](const std::string& word) { return !is_named_in(query.question, word); });
  return missing;
}

std::string in_marks(const std::string& word) {
  constexpr std::size_t longest_word = 60;  // code points
  const auto shown = first_code_points(word, longest_word);
  return "“" + std::string{shown} + (shown.size() < word.size() ? "…”" : "”");
}

/// "“a”, “b” or “c”", and of more only how many there are. `what` they are: "words".
std::string listed(const std::vector<std::string>& words, const std::string& last_joined_by, const std::string& what) {
  constexpr std::size_t most_words = 3;
  const auto named = std::min(words.size(), most_words);
  const bool are_all = named == words.size();
  std::string list;
  for (std::size_t at = 0; at < named; ++at) {
    if (at > 0) list += are_all && at + 1 == named ? last_joined_by : ", ";
    list += in_marks(words[at]);
  }
  return are_all ? list : list + last_joined_by + std::to_string(words.size() - named) + " more of the " + what;
}

std::string whose(searched where) {
  return where == searched::all_notes ? "No note has " : "None of the notes searched has ";
}

missing_words missing_phrases(const std::vector<std::string>& phrases, searched where) {
  const bool is_one = phrases.size() == 1;
  const bool are_words = std::all_of(phrases.begin(), phrases.end(),
                                     [](const std::string& each) { return each.find(' ') == std::string::npos; });
  const bool is_a_word = is_one && are_words;
  const auto what = is_a_word ? in_marks(phrases.front())
                    : is_one  ? "the phrase " + in_marks(phrases.front())
                              : listed(phrases, " and ", are_words ? "words" : "phrases") + " in one place";
  return {whose(where) + what + ".", true,
          std::string{"Without the quotation marks, "} +
              (is_a_word ? "it need not occur." : "the words are looked for one by one.")};
}

/// Of a question whatever says something; all words, where none does.
std::string words_in_words(const std::vector<std::string>& all, const std::vector<std::string>& languages,
                           searched where) {
  constexpr std::size_t most_words = 3;
  auto words = all;
  std::erase_if(words, [&](const std::string& word) { return says_little(word, languages); });
  if (words.empty()) words = all;
  return whose(where) + (words.size() > most_words ? "any of these words" : listed(words, " or ", "words")) + ".";
}

}  // namespace

result<std::vector<corrected_word>> correct_slips(stores::lexical_reader& reader, parsed_query& query,
                                                  other_findings others) {
  using slips = stores::near_words::slips;
  constexpr std::size_t most_slips = 1;  // each costs some five hundred look-ups, dear while the index has many parts
  std::vector<corrected_word> corrected;
  if (query.lookup.empty() || (query.is_prose && others.by_words)) return corrected;
  const auto taken = others.by_words || others.by_meaning ? slips::likely : slips::any;
  const auto unmatched = reader.unmatched();
  for (const auto at : unmatched) {
    const auto typed = query.single_words.find(at);
    if (typed == query.single_words.end() || corrected.size() == most_slips) continue;
    if (!may_be_slip(typed->second, others)) continue;
    auto near = reader.words_near(typed->second, taken);
    RETURN_IF_ERROR(near);
    std::erase_if(*near, [&](const auto& word) {
      return is_common(text::fold(word), query.languages) ||
             (others.by_meaning && may_both_be_meant(typed->second, word));
    });
    if (near->empty()) continue;
    const auto word = typed->second;
    look_for_instead(query, at, *near);
    corrected.push_back({word, *std::move(near)});
  }
  return corrected;
}

missing_words what_is_missing(const stores::lexical_reader& reader, const parsed_query& query, searched where,
                              bool any_found) {
  const auto& [required, wanted, unfinished] = query.lookup;
  if (!required.empty() && !any_found) return missing_phrases(query.phrases, where);
  const auto languages = languages_of(query);
  const auto& unmatched = reader.unmatched();
  const bool is_nowhere = unmatched.size() == wanted.size();
  if (required.empty() && !wanted.empty() && (is_nowhere || !any_found))
    return {words_in_words(query.words, languages, is_nowhere ? searched::all_notes : where), true};
  std::vector<std::string> missing;
  for (const auto at : unmatched) {
    const auto word = query.single_words.find(at);
    if (word != query.single_words.end() && matters(word->second, languages)) missing.push_back(word->second);
  }
  missing = worth_telling(std::move(missing), query, languages);
  if (missing.empty()) return {};
  return {whose(searched::all_notes) + listed(missing, " or ", "words") + ".", false};
}

std::string found_instead(bool by_filters, bool for_answer) {
  if (by_filters) return "These are the notes that the filters let through.";
  return for_answer ? "What is cited is nearest in meaning, and may be about something else."
                    : "These are the nearest in meaning; they may be about something else.";
}

status add_unknown_folder(stores::lexical_reader& reader, const std::string& folder, std::string& note) {
  if (folder.empty()) return {};
  const auto first = reader.chunk_keys(folder + (folder.ends_with('/') ? "" : "/"), 1);
  RETURN_IF_ERROR(first);
  if (!first->chunks.empty() && is_below_folder(first->chunks.front().note_path, folder)) return {};
  note += (note.empty() ? "" : " ") + ("No note is below a folder “" + folder) +
          "”: its path begins at the vault, and capitals count.";
  return {};
}

}  // namespace secondbrain::search
