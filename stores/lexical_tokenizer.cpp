#include "stores/lexical_tokenizer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <vector>

#include "stores/sqlite/fts5.hpp"
#include "stores/sqlite/sqlite_error.hpp"
#include "stores/unread_parts.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::stores {

namespace {

using text::word_kind;
using text::word_span;

constexpr std::size_t remembered_words = 16384;  // by each tokenizer that reads documents

/// A text and the languages that its mark names.
struct marked_text {
  std::string_view languages;
  std::string_view text;
};

marked_text without_mark(std::string_view text) {
  if (!text.starts_with(language_mark_begin)) return {"", text};
  const auto end = text.find(language_mark_end);
  if (end == text.npos) return {"", text};
  return {text.substr(1, end - 1), text.substr(end + 1)};
}

/// Hands tokens to FTS5 until that says stop.
class token_sink {
 public:
  using callback = int(void*, int, const char*, int, int, int);

  token_sink(void* context, callback* take) : context_{context}, take_{take} {}

  void at_next_place(std::string_view token, const word_span& where) { give(0, token, where); }
  void at_same_place(std::string_view token, const word_span& where) { give(FTS5_TOKEN_COLOCATED, token, where); }

  int code() const { return code_; }
  bool is_open() const { return code_ == SQLITE_OK; }

 private:
  void give(int flags, std::string_view token, const word_span& where) {
    if (!is_open()) return;
    code_ = take_(context_, flags, token.data(), static_cast<int>(token.size()), static_cast<int>(where.begin),
                  static_cast<int>(where.end));
  }

  void* context_;
  callback* take_;
  int code_ = SQLITE_OK;
};

class lexical_tokenizer {
 public:
  int read_document(std::string_view marked, token_sink& sink);
  int read_query(std::string_view marked, bool unfinished, token_sink& sink);

 private:
  void give_both_forms(std::string_view word, const word_span& where, token_sink& sink);
  void give_stems(std::string_view word, const word_span& where, std::string_view languages, token_sink& sink);

  text::word_former documents_{remembered_words};
  text::word_former queries_;
  std::string pair_;
  std::string before_;  // the character before this one, folded
  std::string folded_;
};

int lexical_tokenizer::read_document(std::string_view marked, token_sink& sink) {
  const auto [language, whole] = without_mark(marked);
  documents_.set_language(language);
  std::optional<word_span> before;  // a character whose successor, if there is one, stands beside it
  const auto end_run = [&] {
    if (before) sink.at_next_place(before_, *before);
    before.reset();
  };
  auto unread = next_unread_part(whole, 0);
  for (text::word_scanner words{whole}; sink.is_open();) {
    const auto span = words.next();
    if (!span) break;
    while (span->begin >= unread.end && unread.end < whole.size()) unread = next_unread_part(whole, unread.end);
    if (span->begin >= unread.begin && span->begin < unread.end) continue;
    const auto word = whole.substr(span->begin, span->end - span->begin);
    if (span->kind == word_kind::character) {
      folded_ = documents_.of(word).word;
      if (before && before->end == span->begin) {
        pair_.assign(before_).append(folded_);
        sink.at_next_place(pair_, *before);
        sink.at_same_place(before_, *before);
      } else {
        end_run();
      }
      before_.swap(folded_);
      before = span;
      continue;
    }
    end_run();
    if (span->kind == word_kind::sign) {
      sink.at_next_place(documents_.of(word).word, *span);
      sink.at_same_place(documents_.of(text::without_sign(word)).word, *span);
    } else {
      give_both_forms(word, *span, sink);
    }
  }
  end_run();
  return sink.code();
}

void lexical_tokenizer::give_both_forms(std::string_view word, const word_span& where, token_sink& sink) {
  const auto forms = documents_.of(word);
  sink.at_next_place(forms.word, where);
  if (forms.stem != forms.word) sink.at_same_place(forms.stem, where);
}

int lexical_tokenizer::read_query(std::string_view marked, bool unfinished, token_sink& sink) {
  const auto [languages, whole] = without_mark(marked);
  before_.clear();
  text::word_scanner words{whole};
  auto span = words.next();
  while (span && sink.is_open()) {
    const auto next = words.next();
    const auto word = whole.substr(span->begin, span->end - span->begin);
    if (span->kind == word_kind::character) {
      const bool begins = before_.empty();
      folded_ = queries_.of(word).word;
      if (!begins) sink.at_next_place(pair_.assign(before_).append(folded_), *span);
      const bool goes_on = next && next->kind == word_kind::character && next->begin == span->end;
      // The last character of a run has been asked for in its pair, and holds the place for what follows.
      if (!goes_on && (begins || next)) sink.at_next_place(folded_, *span);
      before_ = goes_on ? folded_ : "";
    } else if (span->kind == word_kind::word && !(unfinished && !next)) {
      give_stems(word, *span, languages, sink);
    } else {
      sink.at_next_place(queries_.of(word).word, *span);
    }
    span = next;
  }
  return sink.code();
}

// Every text has its words' stems in its own language, so that the stems in all languages of the index find each text
// that has the word, too.
void lexical_tokenizer::give_stems(std::string_view word, const word_span& where, std::string_view languages,
                                   token_sink& sink) {
  std::vector<std::string> stems;
  while (true) {
    const auto comma = languages.find(',');
    queries_.set_language(languages.substr(0, comma));
    if (std::string stem{queries_.of(word).stem}; std::find(stems.begin(), stems.end(), stem) == stems.end()) {
      stems.empty() ? sink.at_next_place(stem, where) : sink.at_same_place(stem, where);
      stems.push_back(std::move(stem));
    }
    if (comma == languages.npos) break;
    languages.remove_prefix(comma + 1);
  }
}

// What FTS5 calls. No exception gets into the C that calls.

int make_tokenizer(void*, const char**, int, Fts5Tokenizer** made) {
  *made = reinterpret_cast<Fts5Tokenizer*>(new (std::nothrow) lexical_tokenizer);
  return *made == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

void delete_tokenizer(Fts5Tokenizer* owned) {
  delete reinterpret_cast<lexical_tokenizer*>(owned);
}

int tokenize(Fts5Tokenizer* made, void* context, int flags, const char* text, int bytes, token_sink::callback* take) {
  auto& tokenizer = *reinterpret_cast<lexical_tokenizer*>(made);
  token_sink sink{context, take};
  if (text == nullptr || bytes <= 0) return SQLITE_OK;
  const std::string_view whole{text, static_cast<std::size_t>(bytes)};
  try {
    if ((flags & FTS5_TOKENIZE_QUERY) != 0)
      return tokenizer.read_query(whole, (flags & FTS5_TOKENIZE_PREFIX) != 0, sink);
    return tokenizer.read_document(whole, sink);
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

}  // namespace

status add_lexical_tokenizer(sqlite3* connection) {
  const auto fts5 = sqlite::fts5_of(connection);
  RETURN_IF_ERROR(fts5);
  fts5_tokenizer functions{make_tokenizer, delete_tokenizer, tokenize};
  if ((*fts5)->xCreateTokenizer(*fts5, "words", nullptr, &functions, nullptr) != SQLITE_OK)
    return fail(sqlite::last_error(connection));
  return {};
}

std::string language_mark(std::string_view languages) {
  std::string mark{language_mark_begin};
  return mark.append(languages).append(1, language_mark_end);
}

}  // namespace secondbrain::stores
