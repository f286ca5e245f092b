#include "brain/search/query.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/search/common_words.hpp"
#include "brain/search/query_segments.hpp"
#include "brain/search/typed_terms.hpp"
#include "text/code_point_kinds.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::search {
namespace {

// What a query says: words and phrases to look for, and conditions.
struct understood_query {
  std::vector<typed_term> terms;
  stores::note_conditions conditions;
  std::string question;
  bool with_the_rest = false;
  std::string remark;
  std::string refusal;             // why it is not answered
  std::size_t words_left_out = 0;  // of what is joined
};

std::string too_many_conditions(std::size_t count) {
  return "The query has " + std::to_string(count) +
         " conditions (filters, words behind a minus sign, phrases joined by OR), and " +
         std::to_string(max_query_conditions) + " can be looked for at once: leave some of them out.";
}

std::string too_long_condition() {
  return "A phrase behind a minus sign or beside OR has more than " + std::to_string(max_query_words) +
         " words: shorten it.";
}

std::string too_long_phrases() {
  return "The phrases between quotation marks have more than " + std::to_string(max_phrase_words) +
         " words together: shorten them, or leave the quotation marks out.";
}

std::vector<std::string> stems_of(const phrase& pieces, std::string_view language) {
  std::vector<std::string> stems;
  for (const auto piece : pieces) stems.push_back(text::stem(piece, language));
  return stems;
}

bool may_be_unfinished(const typed_term& term, std::string_view query) {
  return !term.is_quoted && !term.is_run && end_of(term.pieces.back()) == end_of(query) &&
         count_code_points(term.pieces.back()) >= min_prefix_code_points;
}

// An FTS5 string: words contain neither quotes nor NUL. What was typed without a gap stays so.
std::string in_quotes(const phrase& pieces) {
  std::string out{'"'};
  const char* end = nullptr;
  for (auto piece : pieces) {
    if (end != nullptr && end != piece.data()) out += ' ';
    out += piece;
    end = end_of(piece);
  }
  return out += '"';
}

stores::note_condition condition_of(const query_segment& segment) {
  if (segment.what == query_segment::kind::filter) return segment.condition;
  auto pieces = phrase_of(segment.text);
  pieces.resize(std::min(pieces.size(), max_query_words));
  return {stores::note_condition::kind::words, pieces.empty() ? "" : in_quotes(pieces), {}};
}

void append_terms(const query_segment& segment, bool one_of_several, std::vector<typed_term>& terms) {
  switch (segment.what) {
    case query_segment::kind::loose: append_loose_terms(segment.text, terms); break;
    case query_segment::kind::quoted: append_phrase(phrase_of(segment.text), !one_of_several, terms); break;
    case query_segment::kind::filter: break;
  }
}

bool is_too_long_for_a_condition(const query_segment& segment) {
  return segment.what != query_segment::kind::filter && phrase_of(segment.text).size() > max_query_words;
}

bool are_only_excluded_words(const std::vector<query_segment>& segments) {
  return !segments.empty() && std::all_of(segments.begin(), segments.end(), [](const query_segment& each) {
    return each.excluded && each.what != query_segment::kind::filter && !trimmed(each.text).empty();
  });
}

std::string ignored_minus_sign(std::string_view word) {
  constexpr std::size_t longest_shown = 60;  // bytes
  if (word.size() > longest_shown) return "A minus sign before a word alone is ignored: it was searched for.";
  return "A minus sign before a word alone is ignored: “" + std::string{word} +
         "” was searched for. To list the notes without it, type -“" + std::string{word} + "”.";
}

constexpr std::string_view only_excluded_words =
    "Only words to leave out were given, so all notes without them are listed.";

// Of words alone any is enough: an `OR` between them says nothing. One beside a phrase or a filter makes a condition of
// the word, too.
understood_query understood(std::string_view query) {
  understood_query found;
  auto segments = segments_of(query);
  if (are_only_excluded_words(segments)) {
    auto& first = segments.front();
    const bool is_word_alone = segments.size() == 1 && first.what == query_segment::kind::loose;
    first.excluded = !is_word_alone;
    found.remark = is_word_alone ? ignored_minus_sign(first.text) : std::string{only_excluded_words};
  }
  std::size_t conditions = 0;
  const auto add_condition = [&](stores::condition_group group) {
    std::erase_if(group.any_of, [](const auto& each) {
      return each.what == stores::note_condition::kind::words && each.value.empty();
    });
    conditions += group.any_of.size();
    if (!group.any_of.empty() && conditions <= max_query_conditions) found.conditions.push_back(std::move(group));
  };
  for (auto first = segments.begin(); first != segments.end();) {
    const auto last = std::find_if(first, segments.end(), [](const auto& each) { return !each.or_next; });
    const auto end = last == segments.end() ? last : std::next(last);
    stores::condition_group alternatives;
    bool words_alone = true;
    bool any_filter = false;
    bool any_word = false;
    bool too_long = false;
    for (auto each = first; each != end; ++each) {
      too_long = too_long || is_too_long_for_a_condition(*each);
      if (each->excluded) {
        if (too_long) found.refusal = too_long_condition();
        add_condition({{condition_of(*each)}, true});
        continue;
      }
      words_alone = words_alone && each->what == query_segment::kind::loose;
      append_terms(*each, std::distance(first, end) > 1, found.terms);
      alternatives.any_of.push_back(condition_of(*each));
      const bool is_filter = each->what == query_segment::kind::filter;
      any_filter = any_filter || is_filter;
      any_word = any_word || !is_filter;
      if (is_filter) continue;
      if (!found.question.empty()) found.question += ' ';
      found.question += each->text;
    }
    const bool are_several = std::distance(first, end) > 1;
    const bool is_condition = !words_alone && (any_filter || are_several);
    if (is_condition && too_long) found.refusal = too_long_condition();
    if (is_condition) add_condition(std::move(alternatives));
    found.with_the_rest = found.with_the_rest || (any_filter && any_word);
    first = end;
  }
  if (conditions > max_query_conditions) found.refusal = too_many_conditions(conditions);
  found.question = found.conditions.empty() ? std::string{query} : collapse_white_space(found.question);
  return found;
}

understood_query typed(std::string_view query, quoting marks) {
  understood_query found;
  switch (marks) {
    case quoting::phrases: found = understood(query); break;
    case quoting::phrases_alone:
      found.terms = phrases_and_words(query);
      found.question = query;
      break;
    case quoting::punctuation:
      append_loose_terms(query, found.terms);
      found.question = query;
      break;
  }
  for (auto& term : found.terms) {
    const auto kept = std::min(term.pieces.size(), max_query_words);
    found.words_left_out += term.pieces.size() - kept;
    term.pieces.resize(kept);
  }
  return found;
}

query_term to_highlight(const phrase& pieces, query_term::ending last) {
  return {{pieces.begin(), pieces.end()}, last};
}

/// Signs that are pictures only if they are asked for as such: one that somebody types by itself is.
std::string with_pictures(std::string_view query) {
  std::string asked;
  for (std::size_t at = 0; at < query.size();) {
    const auto point = code_point_at(query, at);
    const auto next = at + point.length;
    const bool is_alone = (at == 0 || query[at - 1] == ' ') && (next == query.size() || query[next] == ' ');
    asked.append(query.substr(at, point.length));
    if (is_alone && point.valid && text::kind_of(point.value) == text::code_point_kind::pictograph)
      asked.append("\uFE0F");
    at = next;
  }
  return asked;
}

}  // namespace

parsed_query parse_query(std::string_view typed_query, quoting marks, std::span<const std::string> note_languages) {
  const auto most = marks == quoting::phrases ? max_query_bytes : max_text_bytes;
  const auto asked = with_pictures(typed_query.substr(0, most));
  const std::string_view query = asked;
  auto said = typed(query, marks);
  parsed_query parsed;
  parsed.languages = languages_of_query(query, said.terms, note_languages);
  parsed.note_languages.assign(note_languages.begin(), note_languages.end());
  const auto language = parsed.languages.empty() ? std::string{} : parsed.languages.front();
  parsed.conditions = std::move(said.conditions);
  parsed.question = std::move(said.question);
  parsed.with_the_rest = said.with_the_rest;
  parsed.remark = std::move(said.remark);
  parsed.refusal = std::move(said.refusal);
  parsed.words_left_out = said.words_left_out;
  parsed.is_prose = marks != quoting::phrases;
  std::vector<std::vector<std::string>> seen;
  std::size_t loose_words = 0;
  std::size_t phrase_words = 0;
  for (const auto& term : without_common_words(said.terms, parsed.languages)) {
    auto stems = stems_of(term.pieces, language);
    if (std::find(seen.begin(), seen.end(), stems) != seen.end()) continue;
    auto& count = term.is_required ? phrase_words : loose_words;
    count += stems.size();
    if (phrase_words > max_phrase_words) parsed.refusal = too_long_phrases();
    if (!term.is_required && count > max_query_words) parsed.words_left_out += stems.size();
    if (parsed.is_prose && loose_words > max_query_words) break;
    if (count > (term.is_required ? max_phrase_words : max_query_words)) continue;
    seen.push_back(std::move(stems));
    const bool open = may_be_unfinished(term, query);
    parsed.terms.push_back(to_highlight(term.pieces, open ? query_term::ending::open : query_term::ending::exact));
    parsed.words.emplace_back(stretch_of(term.pieces));
    if (term.is_required) parsed.phrases.push_back(parsed.words.back());
    auto& [required, wanted, unfinished] = parsed.lookup;
    (term.is_required ? required : wanted).push_back(in_quotes(term.pieces));
    if (open) unfinished = wanted.back();
    if (!term.is_required && !term.is_quoted && !term.is_run && term.pieces.size() == 1)
      parsed.single_words.emplace(wanted.size() - 1, term.pieces.front());
    for (const auto& part : term.parts) {
      auto expression = in_quotes(part);
      if (std::find(wanted.begin(), wanted.end(), expression) != wanted.end()) continue;
      wanted.push_back(std::move(expression));
      parsed.terms.push_back(to_highlight(part, query_term::ending::exact));
    }
  }
  if (marks == quoting::phrases_alone && !parsed.refusal.empty())
    return parse_query(typed_query, quoting::punctuation, note_languages);
  return parsed;
}

std::string words_left_out_in_words() {
  return "Only the first " + std::to_string(max_query_words) + " words of the query were looked for.";
}

void look_for_instead(parsed_query& query, std::size_t wanted, const std::vector<std::string>& words) {
  const auto typed = query.single_words.find(wanted);
  if (typed == query.single_words.end() || words.empty()) return;
  auto& expression = query.lookup.wanted.at(wanted);
  if (query.lookup.unfinished == expression) query.lookup.unfinished.clear();
  const auto shown = std::find(query.words.begin(), query.words.end(), typed->second);
  for (const auto& word : words) {
    const auto quoted = in_quotes({word});
    if (&word == &words.front()) {
      expression = quoted;
    } else {
      query.lookup.wanted.push_back(quoted);
    }
    query.terms.push_back(to_highlight({word}, query_term::ending::exact));
  }
  if (shown != query.words.end()) query.words.insert(query.words.erase(shown), words.begin(), words.end());
  query.single_words.erase(typed);
}

}  // namespace secondbrain::search
