#include "base/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <sstream>
#include <thread>

#include "base/file_descriptor.hpp"
#include "base/human_text.hpp"
#include "base/process_group.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#endif

namespace secondbrain {
namespace {

constexpr std::chrono::milliseconds slice{10};  // how long a cancellation or the end of the program waits to be noticed
constexpr std::string_view our_prefix = "SECONDBRAIN_";

struct pipe_ends {
  file_descriptor reading;
  file_descriptor writing;
};

result<pipe_ends> make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe(ends.data()) != 0) return fail_with_errno("cannot make a pipe");
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  return pipe_ends{file_descriptor{ends[0]}, file_descriptor{ends[1]}};
}

void never_block(const file_descriptor& descriptor) {
  ::fcntl(descriptor.get(), F_SETFL, O_NONBLOCK);
}

/// While it is there, writing to a program that does not read fails in silence.
class no_broken_pipe_signal {
 public:
  no_broken_pipe_signal() {
    ::sigemptyset(&set_);
    ::sigaddset(&set_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &set_, &before_);
  }
  ~no_broken_pipe_signal() {
    sigset_t waiting;
    ::sigpending(&waiting);
    int taken = 0;
    if (::sigismember(&waiting, SIGPIPE) == 1 && ::sigismember(&before_, SIGPIPE) == 0) ::sigwait(&set_, &taken);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  no_broken_pipe_signal(const no_broken_pipe_signal&) = delete;
  no_broken_pipe_signal& operator=(const no_broken_pipe_signal&) = delete;

 private:
  sigset_t set_;
  sigset_t before_;
};

std::vector<std::string> environment_for(const program_call& call) {
  std::vector<std::string> lines;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    const auto name = line.substr(0, line.find('='));
    const bool replaced = std::any_of(call.environment.begin(), call.environment.end(),
                                      [&](const auto& own) { return own.first == name; });
    if (!replaced && !ascii_upper_case(name).starts_with(our_prefix)) lines.emplace_back(line);
  }
  for (const auto& [name, value] : call.environment) {
    auto line = name + "=";
    lines.push_back(line += value);
  }
  return lines;
}

/// As C wants them; they point into the lines.
std::vector<char*> pointers_to(std::vector<std::string>& lines) {
  std::vector<char*> pointers;
  pointers.reserve(lines.size() + 1);
  for (auto& line : lines) pointers.push_back(line.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// What the child is given: three streams, a group of its own, and signals as a program expects them.
class spawn_settings {
 public:
  /// Group 0: one of its own.
  spawn_settings(int input, int output, int errors, pid_t group) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t usual;
    ::sigemptyset(&none);
    ::sigemptyset(&usual);
    for (const int each : {SIGPIPE, SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&usual, each);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &usual);
    ::posix_spawnattr_setpgroup(&attributes_, group);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~spawn_settings() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }
  spawn_settings(const spawn_settings&) = delete;
  spawn_settings& operator=(const spawn_settings&) = delete;

  result<pid_t> start(const program_call& call) const {
    auto words = call.arguments;
    auto lines = environment_for(call);
    auto arguments = pointers_to(words);
    auto environment = pointers_to(lines);
    pid_t child = 0;
    const int problem =
        ::posix_spawnp(&child, arguments.front(), &actions_, &attributes_, arguments.data(), environment.data());
    if (problem != 0)
      return fail_with(std::error_code{problem, std::generic_category()}, "cannot run " + call.arguments.front());
    return child;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

int exit_code_of(int state) {
  constexpr int by_signal = 128;
  return WIFEXITED(state) ? WEXITSTATUS(state) : by_signal + WTERMSIG(state);
}

/// A program that runs, and its streams as this side has them.
class running_program {
 public:
  running_program(const program_call& call, pid_t child, pid_t group, file_descriptor input, file_descriptor output,
                  file_descriptor errors)
      : call_{call},
        child_{child},
        group_{group},
        input_{std::move(input)},
        output_{std::move(output)},
        errors_{std::move(errors)} {
    for (const auto* each : {&input_, &output_, &errors_}) never_block(*each);
  }
  running_program(const running_program&) = delete;
  running_program& operator=(const running_program&) = delete;

  /// Nobody is left when it has not ended by itself.
  ~running_program() {
    if (ended_) return;
    ::kill(-group_, SIGKILL);
    ::kill(child_, SIGKILL);  // in case it has left its group
    while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  /// Hands over and takes what there is; waits for a moment when there is nothing.
  void work() {
    std::array<pollfd, 3> watched{pollfd{input_.get(), POLLOUT, 0}, pollfd{output_.get(), POLLIN, 0},
                                  pollfd{errors_.get(), POLLIN, 0}};
    const bool has_streams = input_ || output_ || errors_;
    if (has_streams)
      ::poll(watched.data(), watched.size(), static_cast<int>(slice.count()));
    else
      std::this_thread::sleep_for(slice);
    give();
    take(output_, end_.output, end_.output_is_cut);
    take(errors_, end_.errors, end_.errors_are_cut);
  }

  /// What it leaves behind in the background may hold its streams for long, so these are not waited for.
  bool has_ended() {
    int state = 0;
    if (::waitpid(child_, &state, WNOHANG) != child_) return false;
    ended_ = true;
    end_.exit_code = exit_code_of(state);
    take(output_, end_.output, end_.output_is_cut);
    take(errors_, end_.errors, end_.errors_are_cut);
    return true;
  }

  program_end take_end() { return std::move(end_); }

 private:
  void give() {
    if (!input_) return;
    const no_broken_pipe_signal silence;
    while (given_ < call_.input.size()) {
      const auto count = ::write(input_.get(), call_.input.data() + given_, call_.input.size() - given_);
      if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (count < 0) break;  // it does not read
      given_ += static_cast<std::size_t>(count);
    }
    input_.close();
  }

  void take(file_descriptor& from, std::string& into, bool& is_cut) const {
    std::array<char, 4096> bytes;
    while (from) {
      const auto count = ::read(from.get(), bytes.data(), bytes.size());
      if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (count <= 0) return from.close();
      const auto room = call_.most_output - std::min(call_.most_output, into.size());
      into.append(bytes.data(), std::min(room, static_cast<std::size_t>(count)));
      is_cut = is_cut || room < static_cast<std::size_t>(count);
    }
  }

  const program_call& call_;
  pid_t child_;
  pid_t group_;
  file_descriptor input_;
  file_descriptor output_;
  file_descriptor errors_;
  std::size_t given_ = 0;
  bool ended_ = false;
  program_end end_;
};

/// Whether a program still does something, looked at now and then: a connection that hangs moves nothing, however slow
/// a good one is.
class standstill_watch {
 public:
  standstill_watch(pid_t group, std::optional<std::chrono::milliseconds> patience)
      : group_{group}, patience_{patience} {}

  bool is_over(steady_time now) {
    if (!patience_ || now < next_look_) return false;
    next_look_ = now + std::min<std::chrono::milliseconds>(*patience_ / 10, longest_between_looks);
    const auto moved = moved_by_group(group_);
    const auto since_then = moved && moved_ ? std::max(*moved, *moved_) - std::min(*moved, *moved_) : 0;
    if (!moved || !moved_ || since_then >= least_movement) {
      moved_ = moved;
      moved_at_ = now;
      return false;
    }
    return now - moved_at_ >= *patience_;
  }

 private:
  static constexpr std::chrono::milliseconds longest_between_looks{30'000};
#ifdef __APPLE__
  static constexpr std::uint64_t least_movement = 1'000;
#else
  // More than clocks, locks that are refreshed and signs of life of a connection come to in the time.
  static constexpr std::uint64_t least_movement = 256 * 1024;
#endif

  pid_t group_;
  std::optional<std::chrono::milliseconds> patience_;
  std::optional<std::uint64_t> moved_;
  steady_time moved_at_{};
  steady_time next_look_{};
};

}  // namespace

result<program_end> run_program(const program_call& call, steady_time deadline,
                                const std::function<bool()>& cancelled) {
  if (call.arguments.empty() || call.arguments.front().empty())
    return fail(errc::invalid_argument, "no program is named");
  auto input = make_pipe();
  RETURN_IF_ERROR(input);
  auto output = make_pipe();
  RETURN_IF_ERROR(output);
  auto errors = make_pipe();
  RETURN_IF_ERROR(errors);
  std::optional<guarded_group> guarded;
  if (call.afterwards == orphan::killed) {
    auto begun = guarded_group::begin();
    RETURN_IF_ERROR(begun);
    guarded.emplace(std::move(*begun));
  }
  const auto child = spawn_settings{input->reading.get(), output->writing.get(), errors->writing.get(),
                                    guarded ? guarded->number() : 0}
                         .start(call);
  RETURN_IF_ERROR(child);
  const auto group = guarded ? guarded->number() : *child;
  input->reading.close();
  output->writing.close();
  errors->writing.close();

  running_program program{
      call, *child, group, std::move(input->writing), std::move(output->reading), std::move(errors->reading)};
  standstill_watch standstill{group, call.patience};
  while (!program.has_ended()) {
    if (cancelled && cancelled()) return fail(errc::cancelled, call.arguments.front() + " was ended before its time");
    if (std::chrono::steady_clock::now() >= deadline)
      return fail(errc::timeout, call.arguments.front() + " did not end in time and was ended");
    if (standstill.is_over(std::chrono::steady_clock::now()))
      return fail(errc::timeout, call.arguments.front() + " has moved nothing for " +
                                     elapsed(std::chrono::duration_cast<std::chrono::seconds>(*call.patience)) +
                                     " and was ended");
    program.work();
  }
  return program.take_end();
}

result<std::vector<std::string>> words_of_command(std::string_view text) {
  std::vector<std::string> words;
  std::optional<std::string> word;
  char quote = '\0';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    const bool escapes = letter == '\\' && quote != '\'' && at + 1 < text.size();
    if (escapes) {
      word = word.value_or("") + text[++at];
    } else if (quote != '\0' ? letter == quote : letter == '"' || letter == '\'') {
      quote = quote == '\0' ? letter : '\0';
      word = word.value_or("");
    } else if (quote == '\0' && (letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r')) {
      if (word) words.push_back(*std::exchange(word, std::nullopt));
    } else {
      word = word.value_or("") + letter;
    }
  }
  if (quote != '\0') return fail(errc::invalid_argument, "a quotation mark has no second one");
  if (word) words.push_back(std::move(*word));
  return words;
}

bool finds_program(const std::string& program) {
  const auto is_there = [](const std::string& path) {
    std::error_code unreadable;
    return std::filesystem::is_regular_file(path, unreadable) && ::access(path.c_str(), X_OK) == 0;
  };
  if (program.find('/') != std::string::npos) return is_there(program);
  const char* folders = std::getenv("PATH");
  std::istringstream each{folders == nullptr ? "" : folders};
  for (std::string folder; std::getline(each, folder, ':');)
    if (is_there((folder.empty() ? "." : folder) + "/" + program)) return true;
  return false;
}

}  // namespace secondbrain
