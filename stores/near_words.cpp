#include "stores/near_words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/lower_case.hpp"
#include "base/utf8.hpp"
#include "text/code_point_kinds.hpp"
#include "text/code_points.hpp"
#include "text/folding.hpp"
#include "text/stemmer.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::stores {

namespace {

constexpr std::size_t shortest = 4;              // of fewer letters, every other word is near
constexpr std::size_t shortest_likely_stem = 5;  // as that of "washing" is near "wasp"
constexpr std::size_t longest = 24;
constexpr std::size_t most_examined = 12;  // of the words that are near
constexpr std::size_t most_read = 64;      // passages, for each of them
constexpr std::size_t enough_read = 8;     // of these, that write it so

std::string in_utf8(const std::u32string& points) {
  std::string text;
  for (const auto point : points) append_utf8(text, point);
  return text;
}

bool is_folded_letter(char32_t value) {
  if (text::kind_of(value) != text::code_point_kind::letter) return false;
  const auto written = in_utf8(std::u32string(1, value));
  return text::folded(written) == written;
}

/// The letters that may stand in such a word: of English, or of the part of Unicode that its own are from.
std::u32string alphabet_of(const std::u32string& word) {
  constexpr char32_t block = 0x80;
  std::set<char32_t> blocks;
  for (const auto letter : word) blocks.insert(letter / block);
  std::u32string letters;
  for (const auto number : blocks)
    for (auto letter = number * block; letter < (number + 1) * block; ++letter)
      if (is_folded_letter(letter) && !(letter >= U'0' && letter <= U'9')) letters.push_back(letter);
  return letters;
}

/// Every word at one slip from it.
std::set<std::u32string> slips_of(const std::u32string& word) {
  const auto alphabet = alphabet_of(word);
  std::set<std::u32string> slips;
  const auto add = [&](auto&& slip) {
    auto changed = word;
    slip(changed);
    slips.insert(std::move(changed));
  };
  for (std::size_t at = 0; at <= word.size(); ++at) {
    for (const auto letter : alphabet) add([&](std::u32string& one) { one.insert(at, 1, letter); });
    if (at == word.size()) break;
    add([&](std::u32string& one) { one.erase(at, 1); });
    for (const auto letter : alphabet) add([&](std::u32string& one) { one[at] = letter; });
    if (at + 1 < word.size()) add([&](std::u32string& one) { std::swap(one[at], one[at + 1]); });
  }
  slips.erase(word);
  return slips;
}

/// Letters need no escapes.
std::string json_array(const std::set<std::u32string>& words) {
  std::string text{"["};
  for (const auto& word : words) text.append(text.size() == 1 ? "\"" : ",\"").append(in_utf8(word)).append("\"");
  return text.append("]");
}

bool can_be_mistyped(const std::u32string& word) {
  return word.size() >= shortest && word.size() <= longest && std::all_of(word.begin(), word.end(), [](char32_t each) {
           return text::kind_of(each) == text::code_point_kind::letter && !(each >= U'0' && each <= U'9');
         });
}

/// In which ways a text writes a word, and how often.
using spellings = std::map<std::string, std::size_t>;

/// True: it has the word. An index of the version before has the stems of words alone, those of English.
bool count_spellings(std::string_view text, const std::string& folded, bool by_stems, spellings& seen) {
  bool any = false;
  for (text::word_scanner words{text}; const auto word = words.next();) {
    const auto raw = text.substr(word->begin, word->end - word->begin);
    if (word->kind != text::word_kind::word) continue;
    if (text::fold(raw) != folded && !(by_stems && text::stem(raw, text::default_language) == folded)) continue;
    any = true;
    ++seen[text::composed(raw)];
  }
  return any;
}

/// A capital may be that of a sentence or a title, where the word is written without one, too.
std::string usual_of(const spellings& seen) {
  const auto rank = [](const auto& spelling) {
    return std::pair{lower_case(spelling.first) == spelling.first, spelling.second};
  };
  const auto best = std::max_element(seen.begin(), seen.end(),
                                     [&](const auto& one, const auto& other) { return rank(one) < rank(other); });
  return best == seen.end() ? std::string{} : best->first;
}

}  // namespace

status near_words::prepare(sqlite::database& connection, bool is_earlier) {
  has_stems_alone_ = is_earlier;
  const std::string names = is_earlier ? ""
                                       : "|| ' ' || note_name || ' ' || aliases || ' ' || tags || ' ' || place || "
                                         "' ' || properties";
  // In one pass: what it costs FTS5 to open its vocabulary is a third of what a look-up costs.
  return connection
      .execute(
          "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'chunks_fts', 'row');"
          "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_places USING fts5vocab('main', 'chunks_fts', 'instance')")
      .and_then([&] {
        return connection.prepare(
            {{select_known_, R"sql(
                SELECT term, doc FROM json_each(?1) AS slip CROSS JOIN temp.vocabulary ON term = slip.value)sql"},
             {select_passages_, "SELECT DISTINCT doc FROM temp.word_places WHERE term = ?1 LIMIT ?2"},
             {select_text_, "SELECT chunk_text || ' ' || note_title || ' ' || heading_path " + names +
                                " FROM chunks WHERE rowid = ?1"}});
      });
}

result<std::vector<near_words::near_word>> near_words::look_up(const std::string& folded, slips taken) {
  std::vector<near_word> found;
  const auto word = text::code_points_of(folded);
  if (!can_be_mistyped(word)) return found;
  const auto begins_alike = [first = in_utf8(word.substr(0, 1))](std::string_view slip) {
    return slip.starts_with(first);
  };
  const auto add = [&](const sqlite::row& r) {
    const bool alike = begins_alike(r.text(0));
    if (alike || taken == slips::any) found.push_back({std::string{r.text(0)}, r.integer(1), alike});
  };
  RETURN_IF_ERROR(select_known_.for_each(add, json_array(slips_of(word))));
  std::sort(found.begin(), found.end(), [](const near_word& one, const near_word& other) {
    return std::tuple{!one.begins_alike, -one.passages, one.word} <
           std::tuple{!other.begins_alike, -other.passages, other.word};
  });
  return found;
}

/// Empty: no passage that was read writes it, so it is the stem of others.
result<std::string> near_words::as_written(const std::string& folded) {
  std::vector<std::int64_t> passages;
  RETURN_IF_ERROR(select_passages_.for_each([&](const sqlite::row& r) { passages.push_back(r.integer(0)); }, folded,
                                            static_cast<std::int64_t>(most_read)));
  spellings seen;
  std::size_t with_it = 0;
  for (const auto passage : passages) {
    if (with_it == enough_read) break;
    const auto count = [&](const sqlite::row& r) {
      with_it += count_spellings(r.text(0), folded, has_stems_alone_, seen) ? 1 : 0;
    };
    RETURN_IF_ERROR(select_text_.for_each(count, passage));
  }
  return usual_of(seen);
}

/// Of those that are near, what the notes have as a word.
result<std::vector<near_words::near_word>> near_words::look_up_words(const std::string& folded, slips taken) {
  auto found = look_up(folded, taken);
  RETURN_IF_ERROR(found);
  found->resize(std::min(found->size(), most_examined));
  for (auto& each : *found) {
    auto written = as_written(each.word);
    RETURN_IF_ERROR(written);
    each.written = *std::move(written);
  }
  std::erase_if(*found, [](const near_word& each) { return each.written.empty(); });
  return found;
}

// A typed ending may belong to a word whose stem alone is near. Of a word and one that goes on, the longer one is told,
// which finds both. A slip of the first letter is rare.
result<std::vector<std::string>> near_words::find(std::string_view typed, slips taken) {
  const auto folded = text::fold(typed);
  auto found = look_up_words(folded, taken);
  RETURN_IF_ERROR(found);
  if (found->empty()) {
    const auto stem = text::stem(typed, text::default_language);
    const bool is_long_enough = taken == slips::any || count_code_points(stem) >= shortest_likely_stem;
    if (stem != folded && is_long_enough) found = look_up_words(stem, taken);
    RETURN_IF_ERROR(found);
  }
  std::vector<std::string> words;
  words.reserve(most);
  for (auto& each : *found) {
    const bool is_beginning = std::any_of(found->begin(), found->end(), [&](const near_word& other) {
      return other.word.size() > each.word.size() && other.word.starts_with(each.word);
    });
    if (!is_beginning && words.size() < most) words.push_back(std::move(each.written));
  }
  return words;
}

}  // namespace secondbrain::stores
