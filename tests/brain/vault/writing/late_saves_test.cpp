// Where nobody can be kept from writing to a note: the writer waits until it has been quiet, looks again, and gives
// back what comes too late. Time passes only by waiting.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "brain/vault/writing/vault_writer.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"
#include "tests/brain/vault/writing/faulty_file_operations.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;

/// A note that another program opened, and goes on writing.
class open_note {
 public:
  explicit open_note(const std::filesystem::path& note) : file_{::open(note.c_str(), O_WRONLY | O_CLOEXEC)} {}
  ~open_note() { close(); }
  open_note(const open_note&) = delete;
  open_note& operator=(const open_note&) = delete;

  void write_anew(const std::string& text) const {
    EXPECT_EQ(::ftruncate(file_, 0), 0);
    EXPECT_EQ(::lseek(file_, 0, SEEK_SET), 0);
    go_on(text);
  }
  void go_on(const std::string& text) const {
    EXPECT_EQ(::write(file_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void close() {
    if (file_ >= 0) ::close(std::exchange(file_, -1));
  }

 private:
  int file_;
};

class late_saves_test : public testing::Test {
 protected:
  late_saves_test() {
    operations.knows_holding = false;
    operations.knows_open_files = false;
    vault.write("note.md", "old\n");
  }

  /// What a test does while time passes looks at its variables; the last look comes when they are gone.
  ~late_saves_test() override { operations.on_wait = nullptr; }

  result<write_outcome> append(const std::string& line) {
    return writer.edit("note.md", [&](const std::string* current) { return std::optional{*current + line}; });
  }
  std::string note() { return bytes_of(vault.root() / "note.md"); }
  void pass(std::chrono::seconds time) {
    operations.wait(time);
    context->late.settle();
  }
  void make_old() {
    std::filesystem::last_write_time(vault.root() / "note.md",
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours{1});
  }

  temporary_vault vault;
  faulty_file_operations operations;
  std::vector<std::string> recovered;
  std::shared_ptr<write_context> context = std::make_shared<write_context>(
      vault.root(), operations, settling::on_request, [this](const std::string& path) { recovered.push_back(path); });
  vault_writer writer{vault.root(), context};
};

TEST_F(late_saves_test, a_save_in_two_steps_is_waited_for) {
  open_note other{vault.root() / "note.md"};
  other.write_anew("all that ");
  int waits = 0;
  operations.on_wait = [&] {
    if (++waits == 5) other.go_on("a person wrote\n");
  };
  EXPECT_EQ(append("ours\n"), write_outcome::changed);
  EXPECT_EQ(note(), "all that a person wrote\nours\n");
  EXPECT_THAT(recovered, IsEmpty());
}

TEST_F(late_saves_test, a_note_that_is_saved_all_the_time_is_left_alone) {
  int saves = 0;
  operations.on_wait = [&] { vault.write("note.md", std::to_string(++saves)); };
  auto outcome = append("ours\n");
  operations.on_wait = {};
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::conflict);
  EXPECT_THAT(outcome.error().message, HasSubstr("note.md is being saved by another program"));
  EXPECT_EQ(note(), std::to_string(saves));
}

TEST_F(late_saves_test, a_note_of_long_ago_and_one_of_ours_are_edited_at_once) {
  make_old();
  int waits = 0;
  operations.on_wait = [&] { ++waits; };
  append("one\n");
  append("two\n");
  EXPECT_EQ(note(), "old\none\ntwo\n");
  EXPECT_EQ(waits, 2) << "only for the look behind each exchange";
}

TEST_F(late_saves_test, what_is_written_into_the_old_file_comes_back_and_is_said) {
  for (auto [exchanges, links] : {std::pair{true, true}, {false, true}, {false, false}}) {
    operations.knows_exchange = exchanges;
    operations.knows_second_names = links;
    vault.write("note.md", "old\n");
    make_old();
    recovered.clear();
    open_note other{vault.root() / "note.md"};
    ASSERT_EQ(append("ours\n"), write_outcome::changed);
    pass(std::chrono::seconds{25});
    other.write_anew("theirs");
    pass(std::chrono::seconds{1});
    ASSERT_THAT(recovered, ElementsAre(MatchesRegex("note \\(recovered ....-..-.. ......\\)( .)?.md")));
    EXPECT_EQ(note(), "old\nours\n");
    EXPECT_EQ(bytes_of(vault.root() / recovered.front()), "theirs");
    other.go_on(", and more");
    pass(std::chrono::minutes{1});
    pass(std::chrono::minutes{1});
    EXPECT_EQ(bytes_of(vault.root() / recovered.back()), "theirs, and more");
    for (auto& file : files_below(vault.root())) EXPECT_NE(file.front(), '.') << "nothing hidden stays";
  }
}

TEST_F(late_saves_test, the_old_file_goes_when_nobody_wrote_to_it) {
  make_old();
  append("ours\n");
  EXPECT_THAT(files_below(vault.root()), SizeIs(2));
  EXPECT_THAT(*writer.recover(), IsEmpty()) << "it is watched, not left behind";
  EXPECT_THAT(files_below(vault.root()), SizeIs(2));
  pass(std::chrono::seconds{20});
  EXPECT_THAT(files_below(vault.root()), SizeIs(2));
  pass(std::chrono::seconds{20});
  EXPECT_THAT(files_below(vault.root()), ElementsAre("note.md"));
  EXPECT_THAT(recovered, IsEmpty());
}

TEST_F(late_saves_test, a_process_that_ends_looks_a_last_time) {
  make_old();
  std::vector<std::string> recovered;
  open_note other{vault.root() / "note.md"};
  {
    auto own = std::make_shared<write_context>(vault.root(), operations, settling::on_request,
                                               [&](const std::string& path) { recovered.push_back(path); });
    vault_writer brief{vault.root(), own};
    brief.edit("note.md", [](const std::string* current) { return std::optional{*current + "ours\n"}; });
    operations.on_wait = [&] { other.write_anew("theirs"); };
  }
  ASSERT_THAT(recovered, SizeIs(1));
  EXPECT_EQ(bytes_of(vault.root() / recovered.front()), "theirs");
  EXPECT_THAT(files_below(vault.root()), SizeIs(2));
}

TEST_F(late_saves_test, after_a_crash_a_late_save_is_found_by_the_next_start) {
  make_old();
  open_note other{vault.root() / "note.md"};
  append("ours\n");
  other.write_anew("theirs");
  other.close();
  auto recovered = vault_writer{vault.root()}.recover();  // of another process, which watches nothing
  ASSERT_TRUE(recovered) << recovered.error().message;
  ASSERT_THAT(*recovered, SizeIs(1));
  EXPECT_EQ(bytes_of(vault.root() / recovered->front()), "theirs");
}

TEST_F(late_saves_test, a_thread_of_its_own_gives_back_as_well) {
  make_old();
  std::atomic<int> recovered = 0;
  {
    auto own = std::make_shared<write_context>(vault.root(), operations, settling::in_background,
                                               [&](const std::string&) { ++recovered; });
    vault_writer served{vault.root(), own};
    open_note other{vault.root() / "note.md"};
    served.edit("note.md", [](const std::string* current) { return std::optional{*current + "ours\n"}; });
    other.write_anew("theirs");
    while (recovered == 0) std::this_thread::yield();
  }
  EXPECT_EQ(recovered, 1);
}

#ifdef __linux__
TEST_F(late_saves_test, who_has_the_note_open_is_waited_for_where_that_is_seen) {
  operations.knows_open_files = true;
  make_old();
  open_note other{vault.root() / "note.md"};
  auto outcome = append("ours\n");
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().message, HasSubstr("note.md is open for writing in another program"));
  operations.on_wait = [&] { other.close(); };
  EXPECT_EQ(append("ours\n"), write_outcome::changed);
  EXPECT_EQ(note(), "old\nours\n");
}

TEST_F(late_saves_test, who_only_reads_the_note_is_not_waited_for) {
  operations.knows_open_files = true;
  make_old();
  auto reader = ::open((vault.root() / "note.md").c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(append("ours\n"), write_outcome::changed);
  ::close(reader);
}
#endif

}  // namespace
}  // namespace secondbrain::vault
