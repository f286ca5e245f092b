#include "brain/answers/citations.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::answers {

namespace {

constexpr std::size_t snippet_length = 200;  // code points

std::string snippet_of(std::string_view text) {
  const auto beginning = first_code_points(text, snippet_length);
  std::string snippet{beginning};
  if (beginning.size() < text.size()) snippet += "...";
  return snippet;
}

int last_line_of(const chunk& piece) {
  const auto text = right_trimmed(piece.text);
  return piece.line + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::vector<citation> citations_of(const std::vector<ranked_passage>& passages) {
  std::vector<citation> citations;
  citations.reserve(passages.size());
  for (const auto& [piece, similarity, score] : passages)
    citations.push_back({piece.note_path, piece.note_title, piece.heading_path, piece.id, snippet_of(piece.text),
                         piece.line, last_line_of(piece), similarity.value_or(0), score});
  return citations;
}

source_references references_in(std::string_view answer, std::size_t count) {
  static const RE2 reference{R"((?:^|[^\[])\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]([(\]]?))"};
  static const RE2 next_number{R"((\d+))"};
  static const RE2 linked_note{R"(\[C\d{1,2}\b)"};
  const std::string text{answer};
  source_references found;
  found.any = RE2::PartialMatch(text, linked_note);
  std::set<int> unknown;
  re2::StringPiece rest{text};
  for (std::string numbers, behind; RE2::FindAndConsume(&rest, reference, &numbers, &behind);) {
    if (!behind.empty()) continue;
    re2::StringPiece listed{numbers};
    for (int number = 0; RE2::FindAndConsume(&listed, next_number, &number);) {
      if (number < 1 || static_cast<std::size_t>(number) > count)
        unknown.insert(number);
      else
        found.any = true;
    }
  }
  found.unknown = {unknown.begin(), unknown.end()};
  return found;
}

}  // namespace secondbrain::answers
