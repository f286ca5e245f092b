#include "brain/vault/links/mention_finder.hpp"

#include <algorithm>

#include "brain/vault/links/line_excerpt.hpp"
#include "brain/vault/links/link_reader.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/text_lines.hpp"
#include "text/folding.hpp"
#include "text/words.hpp"

namespace secondbrain::vault {
namespace {

struct placed_word {
  std::string word;
  std::size_t begin = 0;
};

std::vector<placed_word> words_of(std::string_view text) {
  std::vector<placed_word> words;
  text::word_scanner scanner{text};
  while (const auto found = scanner.next())
    words.push_back({text::case_folded(text.substr(found->begin, found->end - found->begin)), found->begin});
  return words;
}

/// A control character in place of every byte of a link, which separates words.
std::string without_links(std::string_view text) {
  std::string masked{text};
  for (const auto& each : read_links(text).links)
    for (auto at = each.begin; at < each.end; ++at)
      if (masked[at] != '\n') masked[at] = '\x01';
  return masked;
}

}  // namespace

mention_finder::mention_finder(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    sought_name sought{name, {}};
    for (auto& each : words_of(name)) sought.words.push_back(std::move(each.word));
    if (!sought.words.empty()) names_.push_back(std::move(sought));
  }
}

std::optional<mention> mention_finder::find(std::string_view text) const {
  const auto masked = without_links(text);
  const text_lines lines{masked};
  const code_and_comments aside{lines};
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (aside.holds(at)) continue;
    const auto words = words_of(lines[at]);
    for (const auto& [name, sought] : names_) {
      const auto same = [](const placed_word& one, const std::string& other) { return one.word == other; };
      const auto found = std::search(words.begin(), words.end(), sought.begin(), sought.end(), same);
      if (found == words.end()) continue;
      const auto offset = static_cast<std::size_t>(lines[at].data() - masked.data());
      return mention{at, line_excerpt(text.substr(offset, lines[at].size()), found->begin), name};
    }
  }
  return std::nullopt;
}

}  // namespace secondbrain::vault
