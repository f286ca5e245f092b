#include "base/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "base/process_group.hpp"

namespace secondbrain {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

steady_time in_good_time() {
  return std::chrono::steady_clock::now() + 60s;
}

result<program_end> run(const program_call& call, std::chrono::milliseconds time = 60s) {
  return run_program(call, std::chrono::steady_clock::now() + time);
}

program_call shell(const std::string& script) {
  return {{"sh", "-c", script}};
}

TEST(run_program_test, hands_over_input_and_keeps_what_is_printed) {
  auto call = shell("cat; echo sorry >&2; exit 3");
  call.input = std::string(std::size_t{200} * 1024, 'x');  // more than a pipe holds
  call.most_output = std::size_t{1024} * 1024;
  const auto ended = run(call);
  ASSERT_TRUE(ended) << ended.error().message;
  EXPECT_EQ(ended->exit_code, 3);
  EXPECT_EQ(ended->output, call.input);
  EXPECT_EQ(ended->errors, "sorry\n");
}

TEST(run_program_test, arguments_meet_no_shell) {
  const auto ended = run({{"printf", "%s|", "$HOME", "a b", ";ls", "*"}});
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->output, "$HOME|a b|;ls|*|");
}

TEST(run_program_test, keeps_as_much_as_it_may_and_lets_the_program_go_on) {
  auto call = shell("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2");
  call.most_output = 1000;
  const auto ended = run(call);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->exit_code, 0);
  EXPECT_EQ(ended->output.size(), 1000U);
  EXPECT_EQ(ended->errors.size(), 1000U);
}

TEST(run_program_test, says_which_stream_was_cut) {
  program_call call{{"sh", "-c", "printf 12345; printf 123456 >&2"}};
  call.most_output = 5;
  const auto end = run_program(call, real_clock().steady() + std::chrono::seconds{60});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->output, "12345");
  EXPECT_EQ(end->errors, "12345");
  EXPECT_FALSE(end->output_is_cut);
  EXPECT_TRUE(end->errors_are_cut);
}

TEST(run_program_test, a_program_that_does_not_read_harms_nobody) {
  program_call call{{"true"}};
  call.input = std::string(std::size_t{1024} * 1024, 'x');
  const auto ended = run(call);
  ASSERT_TRUE(ended) << ended.error().message;
  EXPECT_EQ(ended->exit_code, 0);
}

TEST(run_program_test, our_own_settings_stay_with_us_and_what_is_given_is_there) {
  ::setenv("SECONDBRAIN_TOKEN", "correct-horse-battery", 1);
  ::setenv("secondbrain_token", "correct-horse-battery", 1);
  ::setenv("PROGRAM_TEST", "before", 1);
  program_call call{{"env"}};
  call.environment = {{"PROGRAM_TEST", "now"}, {"SECONDBRAIN_NOTICE_KIND", "alarm"}};
  const auto ended = run(call);
  ::unsetenv("SECONDBRAIN_TOKEN");
  ::unsetenv("secondbrain_token");
  ::unsetenv("PROGRAM_TEST");
  ASSERT_TRUE(ended);
  EXPECT_THAT(ended->output,
              AllOf(HasSubstr("PATH="), HasSubstr("PROGRAM_TEST=now\n"), HasSubstr("SECONDBRAIN_NOTICE_KIND=alarm\n"),
                    Not(HasSubstr("before")), Not(HasSubstr("correct-horse"))));
}

TEST(run_program_test, what_is_not_there_or_cannot_be_run_is_told_apart) {
  const auto absent = run({{"no-such-program-at-all"}});
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().code, errc::not_found);
  EXPECT_THAT(absent.error().message, HasSubstr("cannot run no-such-program-at-all"));
  const auto folder = run({{"/"}});
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, errc::io_failure);
  EXPECT_EQ(run({{}}).error().code, errc::invalid_argument);
}

TEST(run_program_test, a_signal_that_ended_it_is_told) {
  const auto ended = run(shell("kill -TERM $$"));
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->exit_code, 128 + SIGTERM);
}

TEST(run_program_test, it_is_ended_when_its_time_is_over) {
  const auto ended = run({{"sleep", "600"}}, 100ms);
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, errc::timeout);
}

TEST(run_program_test, it_is_ended_with_all_its_children) {
  const auto mark = std::filesystem::temp_directory_path() / ("program-test-" + std::to_string(::getpid()));
  const auto read_mark = [&] {
    std::ifstream in{mark};
    int child = 0;
    std::string rest;
    return in >> child && std::getline(in, rest) && !in.eof() ? child : 0;
  };
  const auto begun = [&] { return read_mark() > 0; };
  const auto ended =
      run_program(shell("sh -c 'echo $$ >" + mark.string() + "; sleep 600' & wait"), in_good_time(), begun);
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, errc::cancelled);
  const auto left = run(shell("while kill -0 " + std::to_string(read_mark()) + "; do sleep 0.01; done"));
  EXPECT_TRUE(left) << "its child is still there";
  std::filesystem::remove(mark);
}

TEST(run_program_test, it_is_ended_when_nobody_waits_any_more) {
  const auto ended = run_program(shell("sleep 600"), in_good_time(), [looks = 0]() mutable { return ++looks > 5; });
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, errc::cancelled);
}

TEST(run_program_test, one_that_moves_nothing_is_ended_long_before_its_time) {
#ifdef __linux__
  if (!std::ifstream{"/proc/self/io"}) GTEST_SKIP() << "this kernel does not tell what a process moves";
#endif
  ASSERT_TRUE(moved_by_group(::getpgrp()));
  for (const auto* script : {"exec sleep 600", "sleep 600 & wait", "while :; do sleep 0.05; done"}) {
    auto call = shell(script);
    call.patience = 500ms;
    const auto ended = run(call);
    ASSERT_FALSE(ended) << script;
    EXPECT_EQ(ended.error().code, errc::timeout);
    EXPECT_THAT(ended.error().message, HasSubstr("has moved nothing")) << script;
  }
}

/// What a program under test writes to a pipe beside its streams, line by line.
class side_line {
 public:
  side_line() {
    std::array<int, 2> ends{-1, -1};
    EXPECT_EQ(::pipe(ends.data()), 0);
    reading_ = ends[0];
    writing_ = ends[1];
  }
  ~side_line() {
    close(reading_);
    close(writing_);
  }
  side_line(const side_line&) = delete;
  side_line& operator=(const side_line&) = delete;

  std::string for_scripts() const { return std::to_string(writing_); }

  /// Waits for it; empty when whoever could write it has gone. Nobody else can be started to write from then on.
  std::string next() {
    close(writing_);
    std::string line;
    for (char letter = 0; ::read(reading_, &letter, 1) == 1 && letter != '\n';) line += letter;
    return line;
  }

 private:
  static void close(int& end) {
    if (end >= 0) ::close(std::exchange(end, -1));
  }
  int reading_ = -1;
  int writing_ = -1;
};

TEST(run_program_test, one_that_is_slow_and_does_something_is_left_at_work) {
  // It writes and reads in a child of its own, as a restic behind a script of its owner does. It is looked at after
  // each of its steps, so that it is as slow as that and no slower, however busy the machine is.
  side_line steps;
  auto call = shell("echo $$ >&" + steps.for_scripts() +
                    "; for n in 1 2 3 4 5 6 7 8; do head -c 600000 /dev/zero | tail -c 1 >/dev/null; sleep 0.2; "
                    "echo $n >&" +
                    steps.for_scripts() + "; done & wait");
  call.patience = 1000ms;
  id_t shell_of_it = 0;
  const auto follow = [&] {
    if (shell_of_it == 0) shell_of_it = static_cast<id_t>(std::stoi("0" + steps.next()));
    const auto step = steps.next();
    siginfo_t ended{};
    if (step == "8") ::waitid(P_PID, shell_of_it, &ended, WEXITED | WNOWAIT);
    return step.empty();
  };
  const auto ended = run_program(call, in_good_time(), follow);
  ASSERT_TRUE(ended) << ended.error().message;
  EXPECT_EQ(ended->exit_code, 0);
}

TEST(run_program_test, it_does_not_outlive_us_where_that_is_asked_for) {
  std::array<int, 2> line{};
  ASSERT_EQ(::pipe(line.data()), 0);
  const auto us = ::fork();
  if (us == 0) {
    ::close(line[0]);
    auto call = shell("sleep 600 & echo $! >&" + std::to_string(line[1]) + "; wait");
    call.afterwards = orphan::killed;
    static_cast<void>(run(call));
    ::_exit(0);
  }
  ::close(line[1]);
  std::string its_child;
  for (char letter = 0; ::read(line[0], &letter, 1) == 1 && letter != '\n';) its_child += letter;
  ::close(line[0]);
  ASSERT_NE(its_child, "");
  ::kill(us, SIGKILL);
  ::waitpid(us, nullptr, 0);
  const auto left = run(shell("while kill -0 " + its_child + "; do sleep 0.01; done"));
  EXPECT_TRUE(left) << "what it has started is still there";
}

TEST(run_program_test, what_it_leaves_in_the_background_is_not_waited_for) {
  const auto ended = run(shell("sleep 600 & echo $!"));
  ASSERT_TRUE(ended) << ended.error().message;
  EXPECT_EQ(::kill(static_cast<pid_t>(std::stoi(ended->output)), SIGKILL), 0) << "it is there still";
}

TEST(words_of_command_test, white_space_parts_them_and_quotes_keep_them_together) {
  EXPECT_THAT(*words_of_command(R"(  tell --to "the owner"  'a "b"' c\ d "")"),
              ElementsAre("tell", "--to", "the owner", R"(a "b")", "c d", ""));
  EXPECT_THAT(*words_of_command(R"(echo $HOME ~ * a\\b '\n' "\"")"),
              ElementsAre("echo", "$HOME", "~", "*", R"(a\b)", R"(\n)", R"(")"));
  EXPECT_THAT(*words_of_command(" \t\n"), IsEmpty());
}

TEST(words_of_command_test, a_quote_without_an_end_is_refused) {
  for (const auto* text : {"tell 'me", "tell \"me", "'"})
    EXPECT_EQ(words_of_command(text).error().code, errc::invalid_argument);
}

}  // namespace
}  // namespace secondbrain
