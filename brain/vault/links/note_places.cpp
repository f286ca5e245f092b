#include "brain/vault/links/note_places.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "text/folding.hpp"

namespace secondbrain::vault {
namespace {

/// What Obsidian compares of a heading.
std::string plain_heading(std::string_view heading) {
  constexpr std::string_view passed_over = "!\"#$%&()*+,.:;<=>?@^`{|}~/[]\\";
  std::string plain{heading};
  std::replace_if(
      plain.begin(), plain.end(), [=](char c) { return passed_over.find(c) != passed_over.npos; }, ' ');
  return text::case_folded(collapse_white_space(plain));
}

/// `text ^name`, at the end of a line.
std::string_view block_name(std::string_view line) noexcept {
  line = right_trimmed(line);
  const auto mark = line.rfind('^');
  if (mark == line.npos || (mark > 0 && line[mark - 1] != ' ' && line[mark - 1] != '\t')) return {};
  const auto name = line.substr(mark + 1);
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return std::all_of(name.begin(), name.end(), is_part) ? name : std::string_view{};
}

/// Whether all of these stand in the path, in this order, the last one at its end.
bool leads_along(const std::vector<std::string>& path, const std::vector<std::string>& wanted) {
  if (path.empty() || path.back() != wanted.back()) return false;
  auto at = path.begin();
  for (const auto& each : wanted) {
    at = std::find(at, path.end(), each);
    if (at == path.end()) return false;
    ++at;
  }
  return true;
}

}  // namespace

note_places::note_places(const std::vector<chunk>& passages) {
  for (const auto& passage : passages) {
    if (!passage.heading_path.empty()) {
      heading found{{}, passage.line};
      found.path.reserve(passage.heading_path.size());
      for (const auto& each : passage.heading_path) found.path.push_back(plain_heading(each));
      auto& same = headings_[found.path.back()];
      if (same.empty() || same.back().path != found.path) same.push_back(std::move(found));
    }
    auto line = passage.line;
    for (std::string_view left = passage.text; !left.empty(); ++line) {
      const auto end = std::min(left.find('\n'), left.size());
      if (const auto name = block_name(left.substr(0, end)); !name.empty())
        blocks_.try_emplace(ascii_lower_case(name), line);
      left.remove_prefix(std::min(end + 1, left.size()));
    }
  }
}

std::optional<int> note_places::line_of(std::string_view subpath) const {
  if (subpath.starts_with('^')) {
    const auto block = blocks_.find(ascii_lower_case(trimmed(subpath.substr(1))));
    return block == blocks_.end() ? std::nullopt : std::optional{block->second};
  }
  std::vector<std::string> wanted;
  while (!subpath.empty()) {
    const auto end = std::min(subpath.find('#'), subpath.size());
    if (auto part = plain_heading(subpath.substr(0, end)); !part.empty()) wanted.push_back(std::move(part));
    subpath.remove_prefix(std::min(end + 1, subpath.size()));
  }
  if (wanted.empty()) return std::nullopt;
  const auto same = headings_.find(wanted.back());
  if (same == headings_.end()) return std::nullopt;
  for (const auto& each : same->second)
    if (leads_along(each.path, wanted)) return each.line;
  return std::nullopt;
}

}  // namespace secondbrain::vault
