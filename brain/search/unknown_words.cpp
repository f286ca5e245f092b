#include "brain/search/unknown_words.hpp"

#include <cstddef>
#include <utility>

#include "base/utf8.hpp"
#include "brain/search/candidates.hpp"

namespace secondbrain::search {

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
    auto near = reader.words_near(typed->second, taken);
    RETURN_IF_ERROR(near);
    if (near->empty()) continue;
    const auto word = typed->second;
    look_for_instead(query, at, *near);
    corrected.push_back({word, *std::move(near)});
  }
  return corrected;
}

std::string not_found_in_words(const std::vector<std::string>& words, searched where) {
  constexpr std::size_t most_words = 3;
  constexpr std::size_t longest_word = 60;  // code points
  const std::string whose = where == searched::all_notes ? "No note has " : "None of the notes searched has ";
  if (words.empty() || words.size() > most_words) return whose + "any of these words.";
  std::string named;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (at > 0) named += at + 1 == words.size() ? " or " : ", ";
    const auto shown = first_code_points(words[at], longest_word);
    named.append("“").append(shown).append(shown.size() < words[at].size() ? "…”" : "”");
  }
  return whose + named + ".";
}

std::string found_instead(bool by_filters, bool for_answer) {
  if (by_filters) return "These are the notes that the filters let through.";
  return for_answer ? "What is cited is near in meaning." : "These are near in meaning.";
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
