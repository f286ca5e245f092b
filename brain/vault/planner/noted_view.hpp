// The tasks of all notes as the index holds them, and as they are where we ourselves wrote a moment ago and the index
// has not read it yet, also if that was in an earlier process.
//
// Owned by one thread. A refresh costs microseconds unless tasks have changed; notes that we wrote are then read again
// until the index knows them. Nothing fails: while the index cannot be read what it held last stays, and `trouble` says
// why.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/conventions/known_conventions.hpp"
#include "brain/vault/planner/written_notes.hpp"
#include "messages/noted_task.hpp"

namespace secondbrain::vault {

/// All tasks by note and line, where they are others than the last time; nothing otherwise.
using noted_source = std::function<result<std::optional<std::vector<noted_task>>>()>;

class noted_view {
 public:
  /// Without a source there are no tasks.
  noted_view(std::filesystem::path root, noted_source source, std::shared_ptr<known_conventions> conventions,
             written_notes memory = written_notes{})
      : root_{std::move(root)},
        source_{std::move(source)},
        conventions_{std::move(conventions)},
        memory_{std::move(memory)} {}

  void refresh(day today);

  /// We wrote this note, and what is in it now counts from now on.
  void wrote(const std::string& path, day today);

  const std::vector<noted_task>& tasks() const noexcept { return tasks_; }
  /// Whether a note is where the index saw it; one that cannot be looked at is.
  bool is_there(const std::string& path) const;
  /// Grows whenever they become others.
  std::uint64_t revision() const noexcept { return revision_; }
  /// Why the tasks are not known; empty: they are.
  const std::string& trouble() const noexcept { return trouble_; }
  /// Why a process that follows this one might not know what was written; empty: it will.
  const std::string& memory_trouble() const noexcept { return memory_trouble_; }
  /// What they are read by. Null: there is nothing to read them by.
  vault_reading_ptr reading(day today) const { return conventions_ ? conventions_->current(today) : nullptr; }
  /// Whether what tools put into the vault counts.
  tool_copies copies() const noexcept { return conventions_ ? conventions_->copies() : tool_copies::left_out; }

 private:
  std::vector<noted_task> read(const std::string& path, day today) const;
  std::vector<noted_task> indexed_of(const std::string& path) const;
  void put_together();
  bool recall(day today);
  void remember();

  std::filesystem::path root_;
  noted_source source_;
  std::shared_ptr<known_conventions> conventions_;
  written_notes memory_;
  bool is_recalled_ = false;
  std::vector<noted_task> indexed_;
  std::map<std::string, std::vector<noted_task>, std::less<>> written_;  // by us, by note
  std::vector<noted_task> tasks_;
  std::uint64_t revision_ = 0;
  std::string trouble_;
  std::string memory_trouble_;
};

}  // namespace secondbrain::vault
