// What every command is given, and how it answers.
//
// A command is one file with one function `void add_<command>(command, context&)`, which describes the command line
// and sets `context::outcome` when the command runs. Answers go to `out`, problems and progress to `err`. One thread.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "cli/display/terminal.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

class command;

/// Exit codes of the program, as documented in docs/user-guide.md and each command's help.
enum class exit_code : int {
  success = 0,
  failure = 1,   // it was tried and did not work; stderr says why
  usage = 2,     // the command line makes no sense
  gave_up = 70,  // serve: the restart limit was exceeded
  hung = 71,     // serve: a part stopped answering and could not be restarted
};

/// How a command prints its answer.
enum class output_format : std::uint8_t { text, json };

struct context {
  std::ostream& out;
  std::ostream& err;
  terminal out_terminal;
  terminal err_terminal;
  ops::variables environment;      // of this process
  std::istream* person = nullptr;  // who can be asked; null when stdin is not a terminal
  std::istream* piped = nullptr;   // what was piped in; null when stdin is a terminal
  exit_code outcome = exit_code::success;
};

using add_command = void (*)(command, context&);

/// Says on stderr what went wrong and what to do; the outcome is then exit_code::failure.
void report(context& to, const error& problem);

/// Says likewise what the command line lacks; the outcome is then exit_code::usage.
void refuse(context& to, const std::string& sentence);

/// The end of a command: reports what went wrong, if anything did.
void conclude(context& to, const status& done);

/// The answer of a command as one line of JSON.
void print_json(context& to, const boost::json::value& answer);

/// Adds `--json` to a command.
void add_json_option(command to, output_format& format);

}  // namespace secondbrain::cli
