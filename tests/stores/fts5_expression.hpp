// Queries, and each whole as one FTS5 expression: what our ranking is compared with.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "stores/lexical_query.hpp"

namespace secondbrain::stores {

/// A query of words, any of which must occur.
inline lexical_terms any_of(std::vector<std::string> words) {
  return {{}, std::move(words), {}};
}

/// Any of the wanted; with required terms, all of these, and the wanted ones only add to the score.
inline std::string fts5_expression(const lexical_terms& terms) {
  const auto any_wanted = join(terms.wanted, " OR ");
  if (terms.required.empty()) return any_wanted;
  const auto all_required = join(terms.required, " AND ");
  if (terms.wanted.empty()) return all_required;
  return all_required + " AND ((" + all_required + ") OR " + any_wanted + ")";
}

/// Longer words too, in passages that do not have the word itself. Empty when no word is unfinished.
inline std::string fts5_expression_of_longer_words(lexical_terms terms) {
  if (terms.unfinished.empty()) return "";
  terms.wanted.push_back("(" + terms.unfinished + " * NOT " + terms.unfinished + ")");
  return fts5_expression(terms);
}

}  // namespace secondbrain::stores
