#include "brain/vault/planner/noted_view.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

#include "brain/vault/dialects/noted_tasks.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {
namespace {

struct by_note {
  bool operator()(const noted_task& one, const std::string& path) const { return one.path < path; }
  bool operator()(const std::string& path, const noted_task& one) const { return path < one.path; }
};

}  // namespace

void noted_view::refresh(day today) {
  if (!source_) return;
  const bool has_recalled = recall(today);
  auto found = source_();
  trouble_ = found ? std::string{} : found.error().message;
  if (!found || !*found) {  // what was known stays, also until the index can be read again
    if (has_recalled) put_together();
    return;
  }
  indexed_ = *std::move(*found);
  for (auto each = written_.begin(); each != written_.end();) {
    each->second = read(each->first, today);
    each = each->second == indexed_of(each->first) ? written_.erase(each) : std::next(each);
  }
  put_together();
  remember();
}

void noted_view::wrote(const std::string& path, day today) {
  if (!source_) return;
  written_[path] = read(path, today);
  put_together();
  remember();
}

/// True: an earlier process wrote notes that the index may not know yet.
bool noted_view::recall(day today) {
  if (std::exchange(is_recalled_, true)) return false;
  const auto paths = memory_.recall();
  memory_trouble_ = paths ? std::string{} : paths.error().message;
  if (!paths) return false;
  for (const auto& path : *paths) written_.try_emplace(path, read(path, today));
  return !paths->empty();
}

void noted_view::remember() {
  std::set<std::string> paths;
  for (const auto& each : written_) paths.insert(each.first);
  const auto kept = memory_.keep(paths);
  memory_trouble_ = kept ? std::string{} : kept.error().message;
}

bool noted_view::is_there(const std::string& path) const {
  std::error_code unknown;
  return std::filesystem::exists(root_ / path, unknown) || unknown;
}

std::vector<noted_task> noted_view::read(const std::string& path, day today) const {
  const auto bytes = read_note_file(root_, path);
  const auto how = reading(today);
  if (!bytes || !how) return {};
  return dialects::noted_tasks_of(path, read_note_text(*bytes).text, how->dialects);
}

std::vector<noted_task> noted_view::indexed_of(const std::string& path) const {
  const auto [begin, end] = std::equal_range(indexed_.begin(), indexed_.end(), path, by_note{});
  return {begin, end};
}

void noted_view::put_together() {
  ++revision_;
  tasks_.clear();
  std::copy_if(indexed_.begin(), indexed_.end(), std::back_inserter(tasks_),
               [&](const noted_task& one) { return !written_.contains(one.path); });
  for (const auto& [path, tasks] : written_) {
    const auto place = std::lower_bound(tasks_.begin(), tasks_.end(), path, by_note{});
    tasks_.insert(place, tasks.begin(), tasks.end());
  }
}

}  // namespace secondbrain::vault
