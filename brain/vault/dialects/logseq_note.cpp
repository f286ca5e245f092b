#include "brain/vault/dialects/logseq_note.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace secondbrain::vault::dialects {
namespace {

/// What stands above the first block.
std::string_view top_of(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const auto line = text.substr(end, text.find('\n', end) - end);
    const auto shown = left_trimmed(line);
    if (shown == "-" || shown.starts_with("- ")) break;
    end = std::min(end + line.size() + 1, text.size());
  }
  const auto top = text.substr(0, end);
  return trimmed(top).empty() ? std::string_view{} : top;
}

bool is_one_of(std::string_view key, std::string_view one, std::string_view other) {
  return key == one || key == other;
}

frontmatter_value list_of(const std::vector<std::string>& texts) {
  frontmatter_value list{value_kind::list, {}, {}, {}};
  list.items.reserve(texts.size());
  for (const auto& each : texts) list.items.push_back({value_kind::string, each, {}, {}});
  return list;
}

}  // namespace

void read_as_logseq_page(note& source, std::string_view text, const logseq_settings& settings) {
  const auto page = read_logseq_page(source.path, top_of(text), settings);
  if (source.metadata.find_scalar("title") == nullptr) source.title = page.name;
  auto& entries = source.metadata.entries;
  if (!page.aliases.empty()) entries.push_back({"alias", list_of(page.aliases)});
  if (!page.tags.empty()) entries.push_back({"tags", list_of(page.tags)});
  for (const auto& each : page.properties) {
    if (is_one_of(each.key, "alias", "tags") || each.key == "title" || source.metadata.find(each.key) != nullptr)
      continue;
    entries.push_back({each.key, each.kind == property_kind::references
                                     ? list_of(each.references)
                                     : frontmatter_value{value_kind::string, each.text, {}, {}}});
  }
}

std::string logseq_title(std::string_view path, const logseq_settings& settings) {
  return read_logseq_page(path, {}, settings).name;
}

}  // namespace secondbrain::vault::dialects
