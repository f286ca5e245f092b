// Programs that open a note, wait and write it in place beside our edits, with file leases and where they are missing
// (macOS, network and FUSE mounts): whatever they saved is in the note, or beside it and said.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
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
#include "tests/brain/vault/writing/text_changes.hpp"

namespace secondbrain::vault {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using steady = std::chrono::steady_clock;

struct abilities {
  std::string name;
  bool leases = false;
  bool open_files = false;  // tells who has a file open
  bool exchange = false;
  bool second_names = false;
};

/// Time that runs fast, so that whatever waits for a while is met often. It stands still while a save takes longer than
/// those who wait for it are asked to: the machine is busy, and nothing else is meant.
class hasty_clock {
 public:
  static constexpr int haste = 40;
  static constexpr milliseconds longest_save{300};  // twelve seconds of this clock

  steady::time_point now() const {
    const std::lock_guard guard{guarding_};
    auto real = steady::now();
    if (saving_since_) real = std::min(real, *saving_since_ + longest_save);
    return start_ + haste * (real - start_ - stood_);
  }
  void begin_save() {
    const std::lock_guard guard{guarding_};
    saving_since_ = steady::now();
  }
  void end_save() {
    const std::lock_guard guard{guarding_};
    stood_ += std::max(steady::duration::zero(), steady::now() - *saving_since_ - longest_save);
    saving_since_.reset();
  }

 private:
  mutable std::mutex guarding_;
  steady::time_point start_ = steady::now();
  steady::duration stood_{};
  std::optional<steady::time_point> saving_since_;
};

/// A system that can do less, by the hasty clock.
class poorer_operations final : public file_operations {
 public:
  poorer_operations(const abilities& can, const hasty_clock& clock) : can_{can}, clock_{clock} {}

  int hold_writers(int file) const override { return can_.leases ? file_operations::hold_writers(file) : refuse(); }
  int find_writers(int file) const override { return can_.open_files ? file_operations::find_writers(file) : refuse(); }
  int exchange(int folder, const char* one, const char* other) const override {
    return can_.exchange ? file_operations::exchange(folder, one, other) : refuse();
  }
  int link(int from, const char* old_name, int to, const char* new_name) const override {
    return can_.second_names ? file_operations::link(from, old_name, to, new_name) : refuse();
  }
  int sync(int) const override { return 0; }  // durability is not what is tested here
  steady::time_point now() const override { return clock_.now(); }
  void wait(microseconds time) const override { std::this_thread::sleep_for(time / hasty_clock::haste); }

 private:
  static int refuse() {
    errno = ENOTSUP;
    return -1;
  }

  abilities can_;
  const hasty_clock& clock_;
};

/// Opens the note, thinks, empties it, and rewrites it in two steps; never over what it has not seen.
class slow_editor {
 public:
  slow_editor(std::filesystem::path note, hasty_clock& clock) : note_{std::move(note)}, clock_{clock} {}

  /// False: nothing was saved.
  bool save(const std::string& line) {
    clock_.begin_save();
    auto is_saved = rewrite(line);
    clock_.end_save();
    return is_saved;
  }

  /// Sometimes until the note has come to rest and somebody else has written into it.
  template <class Condition>
  void pause_until_sometimes(const Condition& is_written) {
    think(2 * longest_thought);
    if (++pauses_ % 16 != 0) return;
    for (auto began = steady::now(); !is_written() && steady::now() - began < hang;) think(longest_thought);
  }

 private:
  static constexpr microseconds longest_thought{3'000};
  static constexpr std::chrono::seconds hang{20};

  bool rewrite(const std::string& line) {
    file_descriptor file{::open(note_.c_str(), O_RDWR | O_CLOEXEC)};
    struct stat opened, named;
    if (!file || ::fstat(file.get(), &opened) != 0 || ::stat(note_.c_str(), &named) != 0) return false;
    if (opened.st_ino != named.st_ino) return false;
    std::string text(static_cast<std::size_t>(opened.st_size), '\0');
    if (::pread(file.get(), text.data(), text.size(), 0) != opened.st_size) return false;
    text += line + '\n';
    think(longest_thought);
    if (::ftruncate(file.get(), 0) != 0) return false;
    auto half = text.size() / 2;
    if (::pwrite(file.get(), text.data(), half, 0) != static_cast<ssize_t>(half)) return false;
    think(longest_thought / 4);
    auto rest = text.size() - half;
    auto written = ::pwrite(file.get(), text.data() + half, rest, static_cast<off_t>(half));
    return written == static_cast<ssize_t>(rest);
  }

  void think(microseconds longest) {
    std::this_thread::sleep_for(microseconds{std::uniform_int_distribution<long>{0, longest.count()}(random_)});
  }

  std::filesystem::path note_;
  hasty_clock& clock_;
  std::minstd_rand random_{7};
  int pauses_ = 0;
};

class late_saves_concurrency : public testing::TestWithParam<abilities> {};

TEST_P(late_saves_concurrency, nothing_that_anybody_saved_is_lost) {
  constexpr int saves = 400;
  temporary_vault vault;
  auto note = vault.root() / "note.md";
  vault.write("note.md", "first\n");
  hasty_clock clock;
  const poorer_operations operations{GetParam(), clock};
  std::vector<std::string> recovered;
  std::set<std::string> acknowledged, saved;
  {
    auto context =
        std::make_shared<write_context>(vault.root(), operations, settling::on_request,
                                        [&recovered](const std::string& path) { recovered.push_back(path); });
    vault_writer writer{vault.root(), context};
    std::atomic<bool> over = false;
    std::atomic<int> written = 0;
    std::thread editing{[&] {
      slow_editor editor{note, clock};
      for (int number = 0; number < saves; ++number) {
        auto line = "editor " + std::to_string(number);
        if (editor.save(line)) saved.insert(line);
        editor.pause_until_sometimes([&written, before = written.load()] { return written > before; });
      }
      over = true;
    }};
    for (int number = 0; !over; ++number) {
      auto line = "writer " + std::to_string(number);
      auto done = writer.edit("note.md", [&](const std::string* current) {
        const auto* end = current->ends_with('\n') ? "" : "\n";  // what was half written ends within a line
        return std::optional{*current + end + line + '\n'};
      });
      if (done) {
        acknowledged.insert(line);
        ++written;
      }
      context->late.settle();
    }
    editing.join();
    EXPECT_EQ(writer.recover(), std::vector<std::string>{}) << "only a crash leaves something behind";
  }

  std::set<std::string> everywhere;
  for (auto& file : files_below(vault.root())) {
    for (auto& line : lines_of(bytes_of(vault.root() / file))) everywhere.insert(line);
    EXPECT_TRUE(file == "note.md" || std::count(recovered.begin(), recovered.end(), file) == 1)
        << file << " was not reported";
  }
  auto missing = [](const std::set<std::string>& wanted, const std::set<std::string>& there) {
    return std::count_if(wanted.begin(), wanted.end(), [&](auto& line) { return !there.contains(line); });
  };
  EXPECT_EQ(missing(saved, everywhere), 0) << "of " << saved.size() << " saves beside " << acknowledged.size();
  EXPECT_EQ(missing(acknowledged, everywhere), 0) << "of " << acknowledged.size();
  EXPECT_GT(saved.size(), saves / 4);
  EXPECT_GT(acknowledged.size(), 10);
  RecordProperty("beside_the_note", static_cast<int>(recovered.size()));
}

#ifdef __linux__
INSTANTIATE_TEST_SUITE_P(where_others_are_seen, late_saves_concurrency,
                         testing::Values(abilities{"files_are_leased", true, true, true, true},
                                         abilities{"open_files_are_listed", false, true, true, true}),
                         [](auto& parameter) { return parameter.param.name; });
#endif

INSTANTIATE_TEST_SUITE_P(where_nobody_is_seen, late_saves_concurrency,
                         testing::Values(abilities{"files_are_exchanged", false, false, true, true},
                                         abilities{"files_have_second_names", false, false, false, true},
                                         abilities{"files_have_one_name", false, false, false, false}),
                         [](auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace secondbrain::vault
