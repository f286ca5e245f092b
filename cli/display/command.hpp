// How a command describes what may stand on its command line: its options, flags, groups and sub-commands.
//
// The library that reads the command line (CLI11) is one of headers alone; it stays behind this one and is compiled
// once. `command` and `option` are handles: they are copied freely and live as long as the `program` they belong to.
// What an option is bound to must live until the program has run. Names are those of the help: "--limit,-n" is an
// option, "query" a positional one. One thread. A description that contradicts itself is a mistake of ours and throws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
class Validator;
}  // namespace CLI

namespace secondbrain::cli {

/// What the value of an option may be.
class value_rule {
 public:
  static value_rule one_of(const std::vector<std::string>& words);
  static value_rule between(int least, int most);
  static value_rule between(std::size_t least, std::size_t most);
  static value_rule existing_file();

  /// What is wrong with the value; empty: nothing.
  std::string objection(std::string value) const;

 private:
  friend class option;
  explicit value_rule(std::shared_ptr<const CLI::Validator> validator);

  std::shared_ptr<const CLI::Validator> validator_;
};

class option {
 public:
  explicit option(CLI::Option& described);

  option& required();
  option& check(const value_rule& rule);
  option& transform(const std::function<std::string(std::string)>& replace);  // before it is taken
  option& show_default();                                                     // in the help: the value it is bound to
  option& excludes(const option& other);
  option& needs(const option& other);

  bool was_given() const;

 private:
  CLI::Option* described_;
};

/// A command, a sub-command or a group of options of one.
class command {
 public:
  explicit command(CLI::App& described);

  command add_subcommand(const std::string& name, const std::string& description);
  /// Options that stand together in the help, below the description.
  command add_option_group(const std::string& name, const std::string& description = {});

  /// An option whose value goes into `value`, or to `take`.
  option add_option(const std::string& names, std::string& value, const std::string& description);
  option add_option(const std::string& names, std::optional<std::string>& value, const std::string& description);
  option add_option(const std::string& names, std::vector<std::string>& values, const std::string& description);
  option add_option(const std::string& names, int& value, const std::string& description);
  option add_option(const std::string& names, std::size_t& value, const std::string& description);
  option add_option(const std::string& names, const std::function<void(const std::string&)>& take,
                    const std::string& description);

  /// An option without a value, which sets `value` or calls `when_given`.
  option add_flag(const std::string& names, bool& value, const std::string& description);
  option add_flag(const std::string& names, const std::function<void()>& when_given, const std::string& description);

  void require_one_option();
  void require_one_subcommand();
  void allow_one_subcommand();

  void footer(const std::string& text);  // of the help
  void hide();                           // from the help of the command above
  void callback(const std::function<void()>& run);

  bool has_subcommand() const;  // on the command line that was read

 private:
  CLI::App* described_;
};

/// How the reading of a command line ended: the command ran, help or the version was printed, or it made no sense.
enum class command_line_end : std::uint8_t { ran, explained, refused };

/// The program, whose commands are sub-commands.
class program {
 public:
  program(const std::string& name, const std::string& description, const std::string& version);
  ~program();

  command commands();

  /// Runs the command that the line names. Help goes to `out`, what makes no sense to `err`. Throws what a command
  /// throws.
  command_line_end run(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

 private:
  std::unique_ptr<CLI::App> app_;
};

}  // namespace secondbrain::cli
