#include "brain/index/index_plan.hpp"

#include <string_view>
#include <unordered_set>

namespace secondbrain::index {
namespace {

using path_set = std::unordered_set<std::string>;

path_set broken_promises(const std::vector<tracked_file>& tracked, const std::optional<stored_chunks>& stored) {
  path_set broken;
  if (!stored) return broken;
  for (const auto& file : tracked) {
    auto held = stored->find(file.path);
    if (file.chunk_count != (held == stored->end() ? 0 : held->second)) broken.insert(file.path);
  }
  return broken;
}

}  // namespace

index_plan make_index_plan(const vault::scan_result& found, const vault::file_changes& changes,
                           const std::vector<tracked_file>& tracked, const std::optional<stored_chunks>& stored) {
  auto broken = broken_promises(tracked, stored);
  std::unordered_map<std::string, known_content> known;
  std::unordered_map<std::string_view, const tracked_file*> rows;
  for (const auto& file : tracked) {
    known.emplace(file.path, known_content{file.content_hash, file.chunk_count, false, file.notice});
    rows.emplace(file.path, &file);
  }

  index_plan plan;
  for (const auto& file : changes.added) plan.to_do.push_back({file, std::nullopt});
  for (const auto& file : changes.suspects) {
    if (!broken.contains(file.path)) {
      plan.to_do.push_back({file, known.at(file.path)});
      plan.to_do.back().known->row_is_current = vault::looks_the_same(file, *rows.at(file.path));
    }
  }
  path_set listed;
  for (const auto& file : found.files) {
    listed.insert(file.path);
    if (broken.contains(file.path)) plan.to_do.push_back({file, std::nullopt});
  }
  plan.gone = changes.deleted;
  if (stored)
    for (const auto& [path, chunks] : *stored)
      if (!known.contains(path) && !listed.contains(path)) plan.gone.push_back(path);
  return plan;
}

}  // namespace secondbrain::index
