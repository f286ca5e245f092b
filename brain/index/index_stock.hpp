// What is known of the vault as a whole from one run to the next: how many notes it holds, which of them cannot be
// found, and which are only links to others. Taken by a run that lists everything, and kept by those that look at some
// places.
//
// Owned by the thread that indexes. No file system; cannot fail.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "brain/index/index_plan.hpp"
#include "brain/vault/changes/classify.hpp"
#include "messages/index.hpp"

namespace secondbrain::index {

class index_stock {
 public:
  /// All of the vault was listed. What is tracked can be found, and so can what is stored although it is looked at
  /// again.
  void take(const vault::scan_result& found, const vault::file_changes& changes,
            const std::vector<tracked_file>& tracked, const std::optional<stored_chunks>& stored);
  /// These places were looked at; `tracked` is what was known of them.
  void update(const vault::place_set& places, const vault::scan_result& found, const vault::file_changes& changes,
              const std::vector<tracked_file>& tracked);

  void can_be_found(const std::string& path) {
    not_found_yet_.erase(path);
    told_.erase(path);
  }
  /// Gone since the vault was listed.
  void is_gone(const std::string& path);
  void set_aside(const std::string& path) { set_aside_.insert(path); }
  void cannot_be_read(const std::string& path, const std::string& why) { unreadable_.emplace(path, why); }
  /// What is odd in an indexed note; empty: nothing.
  void note(const std::string& path, std::string_view notice);
  /// True when it is news that the note cannot be indexed for that reason.
  bool tell(const std::string& path, const std::string& why);

  /// The places, and the links that change with a file among them.
  vault::place_set with_links(const vault::place_set& places) const;

  /// Nothing is filled in before the vault was listed for the first time.
  bool show(index_progress& progress) const;

 private:
  void add(const vault::scan_result& found, const vault::file_changes& changes,
           const std::vector<tracked_file>& tracked, const std::optional<stored_chunks>& stored);

  std::optional<int> listed_;                           // notes that the vault shows
  std::unordered_set<std::string> not_found_yet_;       // of these, and no text of theirs is in the index
  std::unordered_set<std::string> hidden_;              // tracked, not shown, and believed to be there
  std::unordered_set<std::string> set_aside_;           // because of what they did to an earlier run
  std::map<std::string, std::string> unreadable_;       // places, and why
  std::unordered_set<std::string> noted_;               // notes with something odd in them
  std::unordered_set<std::string> left_out_;            // places that tools made
  std::unordered_map<std::string, std::string> told_;   // notes that could not be indexed, and why: news once
  std::unordered_map<std::string, std::string> links_;  // and what they lead to
};

}  // namespace secondbrain::index
