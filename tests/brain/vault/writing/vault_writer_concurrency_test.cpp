// Editors and other processes write the same notes at the same time: nothing that anybody saved is lost.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "base/file_descriptor.hpp"
#include "base/text.hpp"
#include "brain/vault/writing/file_operations.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"
#include "tests/brain/vault/writing/patient_operations.hpp"
#include "tests/brain/vault/writing/text_changes.hpp"

namespace secondbrain::vault {
namespace {

/// Durability is not what is tested here; without it the writers meet more often.
class unsynced_operations final : public file_operations {
 public:
  int sync(int) const override { return 0; }
};

bool holds_line(const std::string& text, const std::string& line) {
  return ('\n' + text).find('\n' + line + '\n') != std::string::npos;
}

/// Adds a line unless it is there.
text_change add(const std::string& line) {
  return [line](const std::string* current) -> result<std::optional<std::string>> {
    if (current && holds_line(*current, line)) return std::nullopt;
    return (current ? *current : std::string{}) + line + '\n';
  };
}

/// A program that adds lines to a note, one at a time, and never overwrites what it has not seen.
class editor {
 public:
  explicit editor(std::filesystem::path note) : note_{std::move(note)} {}
  virtual ~editor() = default;
  editor(const editor&) = delete;
  editor& operator=(const editor&) = delete;

  /// Saves a line; false: the note changed under it, to be tried again.
  virtual bool save(const std::string& line) = 0;

 protected:
  const std::filesystem::path note_;
};

/// Opens the note for writing, makes sure that it still is the note, and rewrites it from the beginning.
class editor_in_place final : public editor {
 public:
  using editor::editor;

  bool save(const std::string& line) override {
    file_descriptor file{::open(note_.c_str(), O_RDWR | O_CLOEXEC)};
    struct stat opened, named;
    if (!file || ::fstat(file.get(), &opened) != 0 || ::stat(note_.c_str(), &named) != 0) return false;
    if (opened.st_ino != named.st_ino) return false;
    std::string text(static_cast<std::size_t>(opened.st_size), '\0');
    if (::pread(file.get(), text.data(), text.size(), 0) != opened.st_size) return false;
    text += line + '\n';
    if (::ftruncate(file.get(), 0) != 0) return false;
    std::this_thread::yield();  // a moment in which the note is empty
    return ::pwrite(file.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
  }
};

#ifdef __linux__
/// Writes the whole note beside it and puts it in place. When that displaces lines that it has not seen, it adds them.
class editor_that_renames final : public editor {
 public:
  using editor::editor;

  bool save(const std::string& line) override {
    auto text = bytes_of(note_) + line + '\n';
    auto temporary = note_.parent_path() / ".editor";
    for (;;) {
      std::ofstream{temporary, std::ios::binary | std::ios::trunc} << text;
      if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, note_.c_str(), RENAME_EXCHANGE) != 0) return false;
      auto displaced = bytes_of(temporary);
      std::filesystem::remove(temporary);
      auto known = text.size();
      const auto seen = lines_of(text);
      const std::set<std::string> known_lines{seen.begin(), seen.end()};
      for (auto& unseen : lines_of(displaced)) {
        if (!known_lines.contains(unseen)) text += unseen + '\n';
      }
      if (text.size() == known) return true;
    }
  }
};
#endif

/// All lines of the note and of what was recovered beside it.
std::multiset<std::string> all_lines(const std::filesystem::path& root) {
  std::multiset<std::string> lines;
  for (auto& file : files_below(root)) {
    for (auto& line : lines_of(bytes_of(root / file))) lines.insert(line);
  }
  return lines;
}

/// 1,000 edits, or more until enough was saved, beside an editor that saves without pause.
void expect_nothing_lost(const temporary_vault& vault, editor& other) {
  const unsynced_operations operations;
  vault_writer writer{vault.root(), operations};
  vault.write("note.md", "first\n");

  std::atomic<bool> over = false;
  std::vector<std::string> saved;
  std::atomic<std::size_t> saves = 0;
  std::thread editing{[&] {
    for (int number = 0; !over; ++number) {
      auto line = "editor " + std::to_string(number);
      auto begin = std::chrono::steady_clock::now();
      if (other.save(line)) saved.push_back(line);
      saves = saved.size();
      // On a machine with too much to do a save takes long; the note is still left alone for most of the time.
      const auto pause_ends =
          std::min(begin + 5 * (std::chrono::steady_clock::now() - begin), begin + std::chrono::seconds{10});
      while (!over && std::chrono::steady_clock::now() < pause_ends)
        std::this_thread::sleep_for(std::chrono::microseconds{100});
    }
  }};
  std::vector<std::string> acknowledged;
  constexpr int edits = 1000;
  constexpr std::size_t enough_saves = 11;
  const auto hang = std::chrono::steady_clock::now() + std::chrono::minutes{1};
  for (int number = 0; number < edits || (saves < enough_saves && std::chrono::steady_clock::now() < hang); ++number) {
    if (number >= edits) std::this_thread::sleep_for(std::chrono::milliseconds{20});  // it is the editor's turn
    auto line = "writer " + std::to_string(number);
    auto outcome = writer.edit("note.md", add(line));
    if (outcome) {
      acknowledged.push_back(line);
    } else {
      EXPECT_EQ(outcome.error().code, errc::conflict) << outcome.error().message;
    }
  }
  over = true;
  editing.join();

  EXPECT_EQ(writer.recover(), std::vector<std::string>{}) << "only a crash leaves something behind";
  auto note = lines_of(bytes_of(vault.root() / "note.md"));
  std::set<std::string> in_note{note.begin(), note.end()};
  auto lines = all_lines(vault.root());
  EXPECT_EQ(in_note.size(), note.size()) << "no line is there twice";
  EXPECT_TRUE(in_note.count("first"));
  for (auto& line : acknowledged) EXPECT_TRUE(in_note.count(line)) << line;
  for (auto& line : saved) EXPECT_TRUE(lines.count(line)) << line;
  EXPECT_GE(saved.size(), enough_saves);
  EXPECT_GT(acknowledged.size(), edits / 2);
}

TEST(vault_writer_concurrency, beside_an_editor_that_writes_in_place) {
#ifdef __APPLE__
  GTEST_SKIP() << "macOS does not tell who has a file open";
#endif
  temporary_vault vault;
  editor_in_place other{vault.root() / "note.md"};
  expect_nothing_lost(vault, other);
}

#ifdef __linux__
TEST(vault_writer_concurrency, beside_an_editor_that_renames) {
  temporary_vault vault;
  editor_that_renames other{vault.root() / "note.md"};
  expect_nothing_lost(vault, other);
}
#endif

/// As a process that lives long has it.
std::shared_ptr<write_context> served_by(const temporary_vault& vault, const file_operations& operations) {
  return std::make_shared<write_context>(vault.root(), operations, settling::in_background);
}

/// Runs the works each in a process of its own; all must succeed.
void run_in_processes(const std::vector<std::function<bool()>>& works) {
  std::vector<pid_t> children;
  for (auto& work : works) {
    auto child = ::fork();
    if (child == 0) ::_exit(work() ? 0 : 1);
    children.push_back(child);
  }
  for (auto child : children) {
    int ended = 0;
    ::waitpid(child, &ended, 0);
    EXPECT_EQ(ended, 0);
  }
}

TEST(vault_writer_concurrency, several_processes_edit_one_note) {
  temporary_vault vault;
  constexpr int processes = 3, edits = 60;
  std::vector<std::function<bool()>> works;
  works.reserve(processes);
  for (int process = 0; process < processes; ++process) {
    works.emplace_back([&vault, process] {
      const patient_operations operations;
      const vault_writer writer{vault.root(), served_by(vault, operations)};
      for (int i = 0; i < edits; ++i) {
        auto done = writer.edit("note.md", add(std::to_string(process) + ' ' + std::to_string(i)));
        if (!done) return false;
      }
      return true;
    });
  }
  run_in_processes(works);
  EXPECT_THAT(files_below(vault.root()), testing::ElementsAre("note.md"));
  auto lines = all_lines(vault.root());
  EXPECT_EQ(lines.size(), std::size_t{processes} * edits);
  EXPECT_EQ((std::set<std::string>{lines.begin(), lines.end()}).size(), lines.size());
}

TEST(vault_writer_concurrency, several_processes_create_and_move) {
  temporary_vault vault;
  constexpr int processes = 3, files = 20;
  std::vector<std::function<bool()>> works;
  works.reserve(processes);
  for (int process = 0; process < processes; ++process) {
    works.emplace_back([&vault, process] {
      const patient_operations operations;
      const vault_writer writer{vault.root(), served_by(vault, operations)};
      for (int i = 0; i < files; ++i) {
        auto text = std::to_string(process) + ' ' + std::to_string(i);
        auto path = writer.create_unique("Inbox", "capture", text);
        if (!path || !writer.move(*path, "Inbox/_processed")) return false;
      }
      return true;
    });
  }
  run_in_processes(works);
  auto lines = all_lines(vault.root());
  EXPECT_EQ((std::set<std::string>{lines.begin(), lines.end()}).size(), std::size_t{processes} * files);
  EXPECT_EQ(files_below(vault.root() / "Inbox/_processed").size(), std::size_t{processes} * files);
}

}  // namespace
}  // namespace secondbrain::vault
