// Every system call of the writer goes wrong once: no text is lost, and no part of one is ever seen.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "brain/vault/writing/vault_writer.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"
#include "tests/brain/vault/writing/faulty_file_operations.hpp"
#include "tests/brain/vault/writing/text_changes.hpp"

namespace secondbrain::vault {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

using texts = std::map<std::string, std::string>;  // by path

texts texts_of(const temporary_vault& vault) {
  texts found;
  for (auto& path : files_below(vault.root())) found[path] = bytes_of(vault.root() / path);
  return found;
}

/// What a person sees: no hidden files.
texts seen_in(const temporary_vault& vault) {
  texts seen;
  for (auto& [path, text] : texts_of(vault)) {
    if (path.find("/.") == path.npos && path.front() != '.') seen[path] = text;
  }
  return seen;
}

const std::string old_text(10'000, 'o');
const std::string new_text(20'000, 'n');

/// One way of writing, with the vault before and after it.
struct writing {
  std::string name;
  texts before;
  texts after;
  std::function<status(const vault_writer&)> run;
};

template <class Outcome>
status without_value(const Outcome& outcome) {
  return outcome.map([](auto&&) {});
}

const std::vector<writing> writings{
    {"edit",
     {{"a/note.md", old_text}},
     {{"a/note.md", new_text}},
     [](auto& writer) { return without_value(writer.edit("a/note.md", to(new_text))); }},
    {"create",
     {{"other.md", old_text}},
     {{"a/b/note.md", new_text}, {"other.md", old_text}},
     [](auto& writer) { return without_value(writer.edit("a/b/note.md", to(new_text))); }},
    {"create_unique",
     {{"a/note.md", old_text}},
     {{"a/note 1.md", new_text}, {"a/note.md", old_text}},
     [](auto& writer) { return without_value(writer.create_unique("a", "note", new_text)); }},
    {"move",
     {{"a/note.md", old_text}, {"b/note.md", new_text}},
     {{"b/note 1.md", old_text}, {"b/note.md", new_text}},
     [](auto& writer) { return without_value(writer.move("a/note.md", "b")); }}};

class any_writing : public testing::TestWithParam<writing> {
 protected:
  static void fill(const temporary_vault& vault) {
    for (auto& [path, text] : GetParam().before) vault.write(path, text);
  }

  /// The exit code of a process that writes and is killed.
  static int run_in_child(const temporary_vault& vault, trouble kind, int at) {
    auto child = ::fork();
    if (child == 0) {
      faulty_file_operations operations{kind, at};
      ::_exit(GetParam().run(vault_writer{vault.root(), operations}) ? 0 : 1);
    }
    int ended = 0;
    ::waitpid(child, &ended, 0);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  }

  static int calls_without_trouble() {
    temporary_vault vault;
    fill(vault);
    faulty_file_operations operations;
    EXPECT_TRUE(GetParam().run(vault_writer{vault.root(), operations}));
    EXPECT_EQ(seen_in(vault), GetParam().after);
    return operations.calls();
  }

  static void expect_survives_kills(trouble kind, int expected_kills) {
    auto& [name, before, after, run] = GetParam();
    int kills = 0;
    for (int at = 1, calls = calls_without_trouble(); at <= calls; ++at) {
      temporary_vault vault;
      fill(vault);
      auto code = run_in_child(vault, kind, at);
      if (code == killed_exit_code) ++kills;
      ASSERT_THAT(code, AnyOf(0, killed_exit_code)) << "call " << at;
      ASSERT_THAT(seen_in(vault), AnyOf(before, after)) << "call " << at;
      ASSERT_EQ(vault_writer{vault.root()}.recover(), std::vector<std::string>{}) << "call " << at;
      ASSERT_EQ(texts_of(vault), seen_in(vault)) << "call " << at;
    }
    EXPECT_EQ(kills, expected_kills);
  }

  static void expect_survives_errors(trouble kind, int code) {
    auto& [name, before, after, run] = GetParam();
    int errors = 0;
    for (int at = 1;; ++at) {
      temporary_vault vault;
      fill(vault);
      faulty_file_operations operations{kind, at, code};
      auto done = run(vault_writer{vault.root(), operations});
      if (!done) ++errors;
      if (done) {
        ASSERT_EQ(seen_in(vault), after) << "call " << at;
      } else if (kind == trouble::once) {
        ASSERT_EQ(texts_of(vault), before) << "call " << at << ": " << done.error().message;
      } else {
        // Nothing can be taken back any more.
        ASSERT_THAT(seen_in(vault), AnyOf(before, after)) << "call " << at << ": " << done.error().message;
      }
      ASSERT_EQ(vault_writer{vault.root()}.recover(), std::vector<std::string>{}) << "call " << at;
      ASSERT_EQ(texts_of(vault), seen_in(vault)) << "call " << at;
      if (!operations.struck()) break;
    }
    EXPECT_GT(errors, 5);
  }
};

TEST_P(any_writing, killed_at_any_call_leaves_the_old_or_the_new) {
  expect_survives_kills(trouble::kill, calls_without_trouble());
}

TEST_P(any_writing, killed_amid_a_write_shows_no_part_of_it) {
  expect_survives_kills(trouble::kill_amid, GetParam().name == "move" ? 0 : 1);
}

TEST_P(any_writing, an_error_at_any_call_leaves_the_old_and_no_litter) {
  expect_survives_errors(trouble::once, EIO);
  expect_survives_errors(trouble::once, ENOSPC);
}

TEST_P(any_writing, errors_from_any_call_on_lose_nothing) {
  expect_survives_errors(trouble::lasting, EIO);
  expect_survives_errors(trouble::lasting, ENOSPC);
}

INSTANTIATE_TEST_SUITE_P(all, any_writing, testing::ValuesIn(writings),
                         [](auto& parameter) { return parameter.param.name; });

class writer_trouble : public testing::Test {
 protected:
  temporary_vault vault;
  faulty_file_operations operations;
  std::shared_ptr<write_context> context = std::make_shared<write_context>(vault.root(), operations);
  vault_writer writer{vault.root(), context};

  /// What is there when nobody can be about to save any more.
  texts texts_in_the_end() {
    operations.wait(std::chrono::minutes{1});
    context->late.settle();
    return texts_of(vault);
  }

  /// As an editor that writes a new file and renames it.
  void save(const std::string& path, const std::string& text) {
    vault.write(".editor", text);
    std::filesystem::rename(vault.root() / ".editor", vault.root() / path);
  }
  result<write_outcome> append(const std::string& line) {
    return writer.edit("note.md", [&](const std::string* current) { return std::optional{*current + line}; });
  }
};

TEST_F(writer_trouble, writes_all_however_little_is_taken_at_a_time) {
  operations.longest_write = 7;
  EXPECT_EQ(writer.edit("note.md", to(new_text)), write_outcome::created);
  EXPECT_EQ(texts_of(vault), (texts{{"note.md", new_text}}));
}

TEST_F(writer_trouble, works_where_the_file_system_knows_little) {
  operations.knows_exchange = false;
  operations.knows_rename_new = false;
  operations.knows_holding = false;
  operations.knows_locks = false;
  EXPECT_EQ(writer.edit("note.md", to("one\n")), write_outcome::created);
  EXPECT_EQ(append("two\n"), write_outcome::changed);
  EXPECT_EQ(writer.create_unique("", "note", "other"), "note 1.md");
  EXPECT_EQ(writer.move("note 1.md", "a"), "a/note 1.md");
  EXPECT_EQ(seen_in(vault), (texts{{"a/note 1.md", "other"}, {"note.md", "one\ntwo\n"}}));
  EXPECT_EQ(texts_in_the_end(), seen_in(vault));
}

TEST_F(writer_trouble, takes_its_text_back_when_somebody_saves_just_before) {
  for (bool holding : {true, false}) {
    operations.knows_holding = holding;
    vault.write("note.md", "old\n");
    operations.before_exchange = [&, first = true](int) mutable {
      if (std::exchange(first, false)) save("note.md", "theirs\n");
    };
    EXPECT_EQ(append("ours\n"), write_outcome::changed);
    EXPECT_EQ(texts_in_the_end(), (texts{{"note.md", "theirs\nours\n"}}));
  }
}

TEST_F(writer_trouble, takes_its_text_back_when_somebody_writes_in_place_just_before) {
  vault.write("note.md", "old\n");
  operations.knows_holding = false;  // otherwise the other one would wait
  operations.before_exchange = [&](int exchange) {
    if (exchange == 1) vault.write("note.md", "theirs\n");
  };
  EXPECT_EQ(append("ours\n"), write_outcome::changed);
  EXPECT_EQ(texts_in_the_end(), (texts{{"note.md", "theirs\nours\n"}}));
}

TEST_F(writer_trouble, keeps_both_of_two_saves_within_one_moment) {
  vault.write("note.md", "old\n");
  operations.before_exchange = [&](int exchange) {
    if (exchange <= 2) save("note.md", "save " + std::to_string(exchange) + '\n');
  };
  EXPECT_EQ(append("ours\n"), write_outcome::changed);
  auto seen = texts_of(vault);
  EXPECT_THAT(seen, SizeIs(2));
  EXPECT_EQ(seen["note.md"], "save 2\nours\n");
  EXPECT_THAT(seen, Contains(Pair(testing::MatchesRegex("note \\(recovered ....-..-.. ......\\).md"), "save 1\n")));
}

TEST_F(writer_trouble, keeps_a_save_of_a_note_that_is_then_removed) {
  vault.write("note.md", "old\n");
  operations.before_exchange = [&](int exchange) {
    if (exchange == 1) save("note.md", "theirs\n");
    if (exchange == 2) std::filesystem::remove(vault.root() / "note.md");
  };
  auto outcome = writer.edit("note.md", [](const std::string* current) -> result<std::optional<std::string>> {
    return current ? std::optional<std::string>{"ours\n"} : std::nullopt;
  });
  EXPECT_EQ(outcome, write_outcome::unchanged);
  EXPECT_THAT(texts_of(vault), ElementsAre(Pair(HasSubstr("note (recovered"), "theirs\n")));
}

TEST_F(writer_trouble, killed_with_a_save_displaced_gives_it_back) {
  int kills = 0;
  for (int at = 1;; ++at) {
    temporary_vault other;
    other.write("note.md", "old\n");
    auto child = ::fork();
    if (child == 0) {
      faulty_file_operations killing{trouble::kill, at};
      killing.before_exchange = [&](int exchange) {
        if (exchange == 1) other.write(".editor", "theirs\n");
        if (exchange == 1) std::filesystem::rename(other.root() / ".editor", other.root() / "note.md");
      };
      ::_exit(vault_writer{other.root(), killing}.edit(
                  "note.md", [](const std::string* current) { return std::optional{*current + "ours\n"}; })
                  ? 0
                  : 1);
    }
    int ended = 0;
    ::waitpid(child, &ended, 0);
    auto recovered = vault_writer{other.root()}.recover();
    ASSERT_TRUE(recovered) << recovered.error().message;
    auto seen = texts_of(other);
    ASSERT_EQ(seen.size(), 1 + recovered->size());
    if (recovered->empty()) {
      ASSERT_THAT(seen["note.md"], AnyOf("old\n", "theirs\n", "theirs\nours\n")) << "call " << at;
    } else {
      ASSERT_EQ(seen["note.md"], "old\nours\n") << "call " << at;
      ASSERT_EQ(seen[recovered->front()], "theirs\n") << "call " << at;
      ++kills;
    }
    if (WEXITSTATUS(ended) == 0) break;
  }
  EXPECT_GT(kills, 0) << "the save was never displaced";
}

TEST_F(writer_trouble, takes_its_text_back_when_somebody_is_about_to_write_in_place) {
#ifdef __APPLE__
  GTEST_SKIP() << "macOS does not tell who has a file open";
#endif
  vault.write("note.md", "old\n");
  operations.before_exchange = [&](int exchange) {
    if (exchange > 1) return;
    EXPECT_EQ(::open((vault.root() / "note.md").c_str(), O_WRONLY | O_NONBLOCK), -1) << "others would wait here";
    EXPECT_EQ(errno, EWOULDBLOCK);
  };
  EXPECT_EQ(append("ours\n"), write_outcome::changed);
  EXPECT_EQ(std::count(operations.journal.begin(), operations.journal.end(), "exchange"), 3) << "there, back, there";
  EXPECT_EQ(texts_of(vault), (texts{{"note.md", "old\nours\n"}}));
}

TEST_F(writer_trouble, what_is_answered_is_on_the_disk) {
  vault.write("note.md", "old\n");
  append("ours\n");
  EXPECT_THAT(operations.journal, ElementsAre("sync file", "rename", "exchange", "sync folder", "remove"));
  operations.journal.clear();
  EXPECT_TRUE(writer.create_unique("Inbox", "capture", "text"));
  EXPECT_THAT(operations.journal, ElementsAre("make folder", "sync folder", "sync file", "rename new", "sync folder"));
  operations.journal.clear();
  EXPECT_TRUE(writer.move("note.md", "Inbox"));
  EXPECT_THAT(operations.journal, ElementsAre("rename new", "sync folder", "sync folder"));
}

TEST_F(writer_trouble, waits_for_who_has_the_note_open_and_gives_up_in_the_end) {
#ifdef __APPLE__
  GTEST_SKIP() << "macOS does not tell who has a file open";
#endif
  vault.write("note.md", "old\n");
  auto file = ::open((vault.root() / "note.md").c_str(), O_WRONLY);
  auto outcome = append("ours\n");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::conflict);
  EXPECT_THAT(outcome.error().message,
              HasSubstr("note.md is open for writing in another program; nothing was written."));
  EXPECT_EQ(texts_of(vault), (texts{{"note.md", "old\n"}}));

  operations.on_wait = [&] { ::close(std::exchange(file, -1)); };
  EXPECT_EQ(append("ours\n"), write_outcome::changed);
  EXPECT_EQ(file, -1) << "it must have waited";
}

TEST_F(writer_trouble, reports_a_note_that_keeps_changing) {
  vault.write("note.md", "old\n");
  int saves = 0;
  auto outcome = writer.edit("note.md", [&](const std::string* current) {
    save("note.md", std::to_string(++saves));
    return std::optional{*current + "ours\n"};
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::conflict);
  EXPECT_THAT(outcome.error().message, HasSubstr("note.md"));
  EXPECT_EQ(texts_of(vault), (texts{{"note.md", std::to_string(saves)}}));
}

TEST_F(writer_trouble, waits_for_another_writer_of_ours) {
  vault.write("note.md", "old\n");
  auto root = ::open(vault.root().c_str(), O_RDONLY | O_DIRECTORY);
  ASSERT_EQ(::flock(root, LOCK_EX), 0);
  EXPECT_EQ(append("ours\n").error().code, errc::conflict);
  EXPECT_EQ(writer.create_unique("", "a", "x").error().code, errc::conflict);
  EXPECT_EQ(writer.move("note.md", "a").error().code, errc::conflict);
  EXPECT_EQ(writer.recover().error().code, errc::conflict);
  operations.on_wait = [&] { ::close(std::exchange(root, -1)); };
  EXPECT_EQ(append("ours\n"), write_outcome::changed);
  EXPECT_EQ(root, -1) << "it must have waited";
}

TEST_F(writer_trouble, a_note_replaced_by_a_link_is_not_followed_out) {
  vault.write("note.md", "old\n");
  auto secret = vault.outside() / "secret.md";
  std::ofstream{secret} << "secret";
  auto outcome = writer.edit("note.md", [&](const std::string* current) {
    std::filesystem::remove(vault.root() / "note.md");
    std::filesystem::create_symlink(secret, vault.root() / "note.md");
    return std::optional{*current + "ours\n"};
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::invalid_argument);
  EXPECT_EQ(bytes_of(secret), "secret");
}

/// A file system of its own, so small that it is soon full.
class small_disk {
 public:
  explicit small_disk(std::filesystem::path at) : at_{std::move(at)} {
#ifdef __linux__
    mounted_ = ::mount("tmpfs", at_.c_str(), "tmpfs", 0, "size=64k") == 0;
#endif
  }
  ~small_disk() {
#ifdef __linux__
    if (mounted_) ::umount(at_.c_str());
#endif
  }
  small_disk(const small_disk&) = delete;
  small_disk& operator=(const small_disk&) = delete;

  bool is_mounted() const {
    return mounted_;
  }

 private:
  std::filesystem::path at_;
  bool mounted_ = false;
};

TEST_F(writer_trouble, a_full_disk_changes_nothing) {
  small_disk disk{vault.root()};
  if (!disk.is_mounted()) GTEST_SKIP() << "cannot mount a small file system: " << std::strerror(errno);
  vault.write("note.md", old_text);
  std::string too_large(200'000, 'x');
  auto edited = writer.edit("note.md", to(too_large));
  auto created = writer.create_unique("Inbox", "capture", too_large);
  for (auto& problem : {edited ? error{} : edited.error(), created ? error{} : created.error()}) {
    EXPECT_EQ(problem.code, errc::disk_full);
    EXPECT_THAT(problem.message, HasSubstr("the disk is full; free some space, then try again"));
  }
  EXPECT_EQ(texts_of(vault), (texts{{"note.md", old_text}}));
  EXPECT_EQ(writer.edit("note.md", to(new_text)), write_outcome::changed) << "there is room for this one";
}

TEST_F(writer_trouble, a_read_only_file_system_changes_nothing) {
  small_disk disk{vault.root()};
  if (!disk.is_mounted()) GTEST_SKIP() << "cannot mount a small file system: " << std::strerror(errno);
  vault.write("note.md", old_text);
#ifdef __linux__
  ASSERT_EQ(::mount("tmpfs", vault.root().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, ""), 0) << std::strerror(errno);
#endif
  auto changed = writer.edit("note.md", to(new_text)).error(), created = writer.edit("new.md", to(new_text)).error();
  for (auto& problem : {changed, created}) {
    EXPECT_EQ(problem.code, errc::io_failure);
    EXPECT_THAT(problem.message, HasSubstr("mounted read-only; mount it so that it can be written, then try again"));
  }
  EXPECT_EQ(texts_of(vault), (texts{{"note.md", old_text}}));
}

}  // namespace
}  // namespace secondbrain::vault
