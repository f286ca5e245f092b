#include "brain/answers/quotes.hpp"

#include <re2/re2.h>

#include <array>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "text/folding.hpp"
#include "text/words.hpp"

namespace secondbrain::answers {

namespace {

struct quotation_marks {
  std::string_view opening;
  std::string_view closing;
};

constexpr std::array<quotation_marks, 4> kinds_of_marks{{{"“", "”"}, {"„", "“"}, {"«", "»"}, {"\"", "\""}}};

bool is_word_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  for (text::word_scanner words{text}; words.next();) ++count;
  return count;
}

// ---- finding what claims to be a quotation ----

/// Where a quotation that begins with these marks at `at` ends, or npos. A plain `"` after a letter or a digit opens
/// nothing (5"), and one before a letter or a digit closes nothing.
std::size_t end_of_quotation(std::string_view text, std::size_t at, const quotation_marks& marks) {
  if (!text.substr(at).starts_with(marks.opening)) return text.npos;
  const bool same_marks = marks.opening == marks.closing;
  if (same_marks && at > 0 && is_word_byte(text[at - 1])) return text.npos;
  for (auto end = text.find(marks.closing, at + marks.opening.size()); end != text.npos;
       end = text.find(marks.closing, end + marks.closing.size())) {
    const auto behind = end + marks.closing.size();
    if (!same_marks || behind == text.size() || !is_word_byte(text[behind])) return end;
  }
  return text.npos;
}

void find_in_paragraph(std::string_view paragraph, std::vector<std::string>& spans) {
  for (std::size_t at = 0; at < paragraph.size(); ++at) {
    for (const auto& marks : kinds_of_marks) {
      const auto end = end_of_quotation(paragraph, at, marks);
      if (end == paragraph.npos) continue;
      const auto begin = at + marks.opening.size();
      spans.emplace_back(paragraph.substr(begin, end - begin));
      at = end + marks.closing.size() - 1;
      break;
    }
  }
}

/// What stands behind the `>` of a line of a block quotation.
std::optional<std::string_view> block_quoted(std::string_view line) {
  line = left_trimmed(line);
  if (!line.starts_with('>')) return std::nullopt;
  return trimmed(line.substr(1));
}

enum class part : std::uint8_t { none, paragraph, block_quotation };

/// Gathers lines to paragraphs and block quotations; an empty line, also one behind a `>`, ends either.
std::vector<std::string> find_spans(std::string_view answer) {
  std::vector<std::string> spans;
  std::string gathered;
  auto now = part::none;
  const auto finish = [&](part next) {
    if (now == part::paragraph) find_in_paragraph(gathered, spans);
    if (now == part::block_quotation) spans.push_back(gathered);
    gathered.clear();
    now = next;
  };
  for (bool more = true; more;) {
    const auto end = answer.find('\n');
    more = end != answer.npos;
    const auto line = answer.substr(0, end);
    answer.remove_prefix(more ? end + 1 : answer.size());
    const auto quoted = block_quoted(line);
    const auto text = quoted.value_or(trimmed(line));
    const auto kind = text.empty() ? part::none : (quoted ? part::block_quotation : part::paragraph);
    if (kind != now) finish(kind);
    if (!gathered.empty()) gathered += '\n';
    gathered += text;
  }
  finish(part::none);
  return spans;
}

// ---- comparing ----

/// Without what may differ between a text and a faithful quotation of it.
std::string normal_form(std::string_view text) {
  static const RE2 emphasis{"[*_`~]|\\[\\[|\\]\\]"};
  static const RE2 double_marks{"[“”„«»]"};
  static const RE2 single_marks{"[‘’‚‹›]"};
  std::string plain{text};
  RE2::GlobalReplace(&plain, emphasis, "");
  RE2::GlobalReplace(&plain, double_marks, "\"");
  RE2::GlobalReplace(&plain, single_marks, "'");
  plain = collapse_white_space(plain);
  return text::folded(plain);
}

/// The pieces of a quotation between the places where something was left out.
std::vector<std::string> pieces_of(std::string_view span) {
  static const RE2 reference{R"(\s*\[C?\d{1,2}(?:\s*,\s*C?\d{1,2})*\])"};
  static const RE2 omission{R"(\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*)"};
  static const RE2 punctuation_at_ends{R"(^[\s.,;:!?]+|[\s.,;:!?]+$)"};
  std::string text{span};
  RE2::GlobalReplace(&text, reference, "");
  RE2::GlobalReplace(&text, omission, "\n\n");
  text += "\n\n";
  std::vector<std::string> pieces;
  for (std::size_t begin = 0, end = 0; (end = text.find("\n\n", begin)) != text.npos; begin = end + 2) {
    auto piece = normal_form(std::string_view{text}.substr(begin, end - begin));
    RE2::GlobalReplace(&piece, punctuation_at_ends, "");
    if (!piece.empty()) pieces.push_back(std::move(piece));
  }
  return pieces;
}

bool contains_in_order(std::string_view text, const std::vector<std::string>& pieces) {
  for (const auto& piece : pieces) {
    const auto found = text.find(piece);
    if (found == text.npos) return false;
    text.remove_prefix(found + piece.size());
  }
  return true;
}

}  // namespace

std::vector<quoted_span> check_quotes(std::string_view answer, const std::vector<ranked_passage>& passages) {
  std::vector<std::string> texts;
  texts.reserve(passages.size());
  for (const auto& passage : passages) texts.push_back(normal_form(passage.piece.text));
  std::vector<quoted_span> quotes;
  for (auto& span : find_spans(answer)) {
    if (count_words(span) < shortest_checked_quote) continue;
    const auto pieces = pieces_of(span);
    quoted_span quote{std::move(span), -1};
    for (std::size_t at = 0; at < texts.size() && quote.citation < 0; ++at)
      if (contains_in_order(texts[at], pieces)) quote.citation = static_cast<int>(at);
    quotes.push_back(std::move(quote));
  }
  return quotes;
}

}  // namespace secondbrain::answers
