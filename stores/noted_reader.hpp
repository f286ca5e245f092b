// What the index has noted of all notes, tasks or events: a read-only connection of its own to lexical.db.
//
// Owned by one thread. Asking whether anything has changed costs some microseconds. Fails with what opening the index
// can (lexical_reader.hpp): not_found while there is none yet.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/noted_event.hpp"
#include "messages/noted_task.hpp"
#include "stores/sqlite/database.hpp"
#include "stores/sqlite/file_identity.hpp"

namespace secondbrain::stores {

template <class Noted>
class noted_reader {
 public:
  explicit noted_reader(std::filesystem::path file) : file_{std::move(file)} {}

  /// All of them, by note and line, when they are others than the last time they were asked for; nothing otherwise.
  result<std::optional<std::vector<Noted>>> changed();

 private:
  struct connection {
    sqlite::database db;
    sqlite::file_identity identity;
    sqlite::statement data_version;
    sqlite::statement revision;
    sqlite::statement select;
    std::optional<std::int64_t> seen_version;   // of the file
    std::optional<std::int64_t> seen_revision;  // of what is read of it
  };

  status open();
  result<std::optional<std::vector<Noted>>> read();

  std::filesystem::path file_;
  std::optional<connection> connection_;
};

extern template class noted_reader<noted_task>;
extern template class noted_reader<noted_event>;

using task_reader = noted_reader<noted_task>;
using event_reader = noted_reader<noted_event>;

}  // namespace secondbrain::stores
