#include "brain/index/index_stock.hpp"

#include <string_view>
#include <utility>

namespace secondbrain::index {
namespace {

bool may_hide_notes(vault::scan_problem_kind kind) {
  return kind == vault::scan_problem_kind::directory_unreadable || kind == vault::scan_problem_kind::file_unreadable;
}

}  // namespace

void index_stock::take(const vault::scan_result& found, const vault::file_changes& changes,
                       const std::vector<tracked_file>& tracked, const std::optional<stored_chunks>& stored) {
  auto told = std::move(told_);
  *this = {};
  std::unordered_set<std::string_view> listed;
  for (const auto& file : found.files) listed.insert(file.path);
  std::erase_if(told, [&](const auto& each) { return !listed.contains(each.first); });
  told_ = std::move(told);
  listed_ = static_cast<int>(found.files.size());
  add(found, changes, tracked, stored);
}

void index_stock::update(const vault::place_set& places, const vault::scan_result& found,
                         const vault::file_changes& changes, const std::vector<tracked_file>& tracked) {
  if (!listed_) return;
  const auto looked_at = [&](const auto& entry) { return vault::covers(places, entry); };
  const auto no_longer_hidden = std::erase_if(hidden_, looked_at);
  auto shown_before = tracked.size() - no_longer_hidden;
  std::unordered_set<std::string_view> known;
  for (const auto& file : tracked) known.insert(file.path);
  std::erase_if(not_found_yet_, [&](const std::string& path) {
    if (!looked_at(path)) return false;
    if (!known.contains(path)) ++shown_before;
    return true;
  });
  std::erase_if(set_aside_, looked_at);
  std::erase_if(noted_, looked_at);
  std::erase_if(left_out_, looked_at);
  std::erase_if(unreadable_, [&](const auto& entry) { return looked_at(entry.first); });
  std::erase_if(links_, [&](const auto& entry) { return looked_at(entry.first); });
  *listed_ += static_cast<int>(found.files.size()) - static_cast<int>(shown_before);
  add(found, changes, tracked, std::nullopt);
}

void index_stock::add(const vault::scan_result& found, const vault::file_changes& changes,
                      const std::vector<tracked_file>& tracked, const std::optional<stored_chunks>& stored) {
  std::unordered_set<std::string_view> findable, listed;
  for (const auto& file : tracked) findable.insert(file.path);
  if (stored)
    for (const auto& [path, chunks] : *stored) findable.insert(path);
  for (const auto& file : found.files) {
    listed.insert(file.path);
    if (!findable.contains(file.path)) not_found_yet_.insert(file.path);
  }
  listed.insert(changes.deleted.begin(), changes.deleted.end());
  for (const auto& file : tracked)
    if (!listed.contains(file.path)) hidden_.insert(file.path);
  for (const auto& problem : found.problems)
    if (may_hide_notes(problem.kind)) cannot_be_read(problem.path, problem.message);
  for (const auto& link : found.links) links_[link.path] = link.target;
  for (const auto& file : tracked) note(file.path, file.notice);
  for (const auto& place : found.left_out)
    if (!place.reason.empty()) left_out_.insert(place.path);
}

void index_stock::note(const std::string& path, std::string_view notice) {
  if (notice.empty())
    noted_.erase(path);
  else
    noted_.insert(path);
}

bool index_stock::tell(const std::string& path, const std::string& why) {
  auto& told = told_[path];
  const bool is_news = told != why;
  told = why;
  return is_news;
}

void index_stock::is_gone(const std::string& path) {
  if (not_found_yet_.erase(path) > 0) --*listed_;  // one that is tracked goes with its row
  noted_.erase(path);
  told_.erase(path);
}

vault::place_set index_stock::with_links(const vault::place_set& places) const {
  auto all = places;
  for (const auto& [path, target] : links_)
    if (vault::covers(places, target)) all.insert(path);
  return all;
}

bool index_stock::show(index_progress& progress) const {
  if (!listed_) return false;
  progress.notes_total = *listed_;
  progress.notes_searchable = *listed_ - static_cast<int>(not_found_yet_.size());
  progress.notes_set_aside = static_cast<int>(set_aside_.size());
  progress.notes_noted = static_cast<int>(noted_.size());
  progress.places_left_out = static_cast<int>(left_out_.size());
  progress.places_unreadable = static_cast<int>(unreadable_.size());
  progress.unreadable = unreadable_.empty() ? std::string{} : unreadable_.begin()->second;
  return true;
}

}  // namespace secondbrain::index
