// Notes whose place was taken a moment ago, on file systems where nobody can be kept from writing to them meanwhile.
//
// A program that opened such a note before writes into the file that lies under a hidden name now. It is kept for a
// while, and what was saved to it comes back beside the note: a rename, so that whatever that program writes afterwards
// is seen as well. What a crash leaves is cleared by vault_writer::recover, by the same rule. Thread-safe. Blocks on
// the file system.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "base/file_descriptor.hpp"
#include "brain/vault/writing/file_operations.hpp"

namespace secondbrain::vault {

/// Whether `settle` is called by those who own this, or by a thread that runs while there is something to settle.
enum class settling : std::uint8_t { on_request, in_background };

struct displaced_file {
  std::filesystem::path folder;  // relative to the vault
  std::string hidden_name;       // empty: the file system could not keep a name for it
  std::string note_name;
  file_descriptor file;
  std::size_t before = 0;  // hashes of the texts that it holds if nobody saved to it
  std::size_t after = 0;
  std::chrono::steady_clock::time_point since;
};

class late_saves {
 public:
  /// Is told the path of every text that came back; on any thread, and must not come back here.
  using listener = std::function<void(const std::string& path)>;

  late_saves(std::filesystem::path root, const file_operations& operations, listener on_recovered, settling how);
  /// Looks a last time at each, a little while after it was displaced at the earliest.
  ~late_saves();
  late_saves(const late_saves&) = delete;
  late_saves& operator=(const late_saves&) = delete;

  void watch(displaced_file file);
  /// Gives back what was saved meanwhile, and lets go of what is old enough.
  void settle();
  bool watches(const std::filesystem::path& folder, const std::string& hidden_name) const;

 private:
  enum class fate : std::uint8_t { watched, settled };
  enum class occasion : std::uint8_t { usual, last };

  void look_at_all(occasion when);
  fate look(displaced_file& displaced, occasion when) const;
  fate give_back_named(const displaced_file& displaced) const;
  fate give_back_copy(displaced_file& displaced, const std::string& bytes) const;
  void run();

  std::filesystem::path root_;
  const file_operations& operations_;
  listener on_recovered_;
  settling how_;

  mutable std::mutex guarding_;
  std::condition_variable woken_;
  std::list<displaced_file> watched_;
  std::thread settler_;
  bool is_running_ = false;  // the settler
  bool is_over_ = false;
};

}  // namespace secondbrain::vault
