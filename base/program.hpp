// Runs another program to its end, or ends it: arguments without a shell, its input handed to it, what it prints kept.
//
// The program gets the environment of this process without the SECONDBRAIN_ variables, which hold secrets of ours, and
// a process group of its own, which is killed as a whole when the time is over. Blocks; any thread. Fails with
// not_found (no such program), io_failure (it cannot be run), timeout and cancelled.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace secondbrain {

/// What becomes of a program when this process ends without having ended it, by `kill -9`, say.
enum class orphan : std::uint8_t { left, killed };

struct program_call {
  std::vector<std::string> arguments;  // the first is the program; looked for in PATH unless it has a slash
  std::vector<std::pair<std::string, std::string>> environment{};  // besides what it inherits
  std::string input{};                                             // what it reads; it need not
  std::size_t most_output = std::size_t{64} * 1024;     // bytes of each stream that are kept; what follows is dropped
  std::optional<std::chrono::milliseconds> patience{};  // for which it may read and write next to nothing
  orphan afterwards = orphan::left;
};

struct program_end {
  int exit_code = 0;  // 128 and the number of the signal that ended it
  std::string output;
  std::string errors;  // what it wrote to its error stream
  bool output_is_cut = false;
  bool errors_are_cut = false;  // a secret may be cut in two there
};

/// `cancelled` is looked at every few milliseconds; empty: never. A program that moves nothing for longer than the
/// patience of the call is ended like one whose time is over; where the system does not tell what it moves, only the
/// deadline counts.
result<program_end> run_program(const program_call& call, steady_time deadline,
                                const std::function<bool()>& cancelled = {});

/// Whether `run_program` would find it: a file that may be run, at that path or in a folder of PATH.
bool finds_program(const std::string& program);

/// A command as a person types it, in words: white space parts them, quotes of either kind and a backslash keep them
/// together. Nothing else has a meaning: no variables, no patterns, no pipes. invalid_argument: a quote without an end.
result<std::vector<std::string>> words_of_command(std::string_view text);

}  // namespace secondbrain
