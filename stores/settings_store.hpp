// settings.json: the user's task categories (contract: vault §13). Other settings in the file are kept as they are.
//
// Owned by one thread. The file is read again for every answer, so that an edit by hand counts at once. A file that is
// not there is written with the defaults; one that makes no sense is kept beside as `settings.json.corrupt-<stamp>`
// first, and `damage` says so. Fails with io_failure or disk_full; the file is then as it was.
#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/settings.hpp"

namespace secondbrain::stores {

/// `Work` without sub-projects and `Personal` with eight of them.
std::vector<task_category> default_categories();

class settings_store {
 public:
  explicit settings_store(std::filesystem::path file);

  /// Empty when the file has no `categories`.
  result<std::vector<task_category>> categories();

  /// Durable when it returns.
  status put_categories(const std::vector<task_category>& categories);

  /// A sentence about the last file that made no sense; empty when there was none.
  const std::string& damage() const noexcept { return damage_; }

 private:
  struct document {
    boost::json::object settings;
    std::vector<task_category> categories;
  };

  result<document> load();
  result<document> write_defaults();
  status save(const boost::json::object& settings);

  std::filesystem::path file_;
  std::string damage_;
};

}  // namespace secondbrain::stores
