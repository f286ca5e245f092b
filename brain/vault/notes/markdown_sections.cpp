#include "brain/vault/notes/markdown_sections.hpp"

#include <utility>

namespace secondbrain::vault {

std::vector<markdown_section> split_sections(std::string_view text, const std::vector<markdown_block>& blocks) {
  std::vector<markdown_section> sections;
  std::vector<std::pair<int, std::string_view>> open_headings;  // level and text, outermost first
  markdown_section current;

  auto finish = [&](int next_level) {
    bool says_something = !current.blocks.empty();
    bool is_leaf = !open_headings.empty() && next_level <= open_headings.back().first;
    if (says_something || is_leaf) sections.push_back(std::move(current));
    current = {};
  };

  for (auto& block : blocks) {
    if (block.kind != block_kind::heading) {
      current.blocks.push_back(block);
      continue;
    }
    finish(block.level);
    while (!open_headings.empty() && open_headings.back().first >= block.level) open_headings.pop_back();
    open_headings.emplace_back(block.level, heading_text(text, block));
    for (auto& [level, heading] : open_headings) current.heading_path.push_back(heading);
    current.heading_line = block.line;
  }
  finish(0);
  return sections;
}

}  // namespace secondbrain::vault
