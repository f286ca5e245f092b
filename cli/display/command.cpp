#include "cli/display/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

namespace secondbrain::cli {

// ---- value_rule ----

value_rule::value_rule(std::shared_ptr<const CLI::Validator> validator) : validator_(std::move(validator)) {}

value_rule value_rule::one_of(const std::vector<std::string>& words) {
  return value_rule{std::make_shared<CLI::IsMember>(words)};
}

value_rule value_rule::between(int least, int most) {
  return value_rule{std::make_shared<CLI::Range>(least, most)};
}

value_rule value_rule::between(std::size_t least, std::size_t most) {
  return value_rule{std::make_shared<CLI::Range>(least, most)};
}

value_rule value_rule::existing_file() {
  return value_rule{std::make_shared<CLI::Validator>(CLI::ExistingFile)};
}

std::string value_rule::objection(std::string value) const {
  return (*validator_)(value);
}

// ---- option ----

option::option(CLI::Option& described) : described_(&described) {}

option& option::required() {
  described_->required();
  return *this;
}

option& option::check(const value_rule& rule) {
  described_->check(*rule.validator_);
  return *this;
}

option& option::transform(const std::function<std::string(std::string)>& replace) {
  described_->transform(replace);
  return *this;
}

option& option::show_default() {
  described_->capture_default_str();
  return *this;
}

option& option::excludes(const option& other) {
  described_->excludes(other.described_);
  return *this;
}

option& option::needs(const option& other) {
  described_->needs(other.described_);
  return *this;
}

bool option::was_given() const {
  return described_->count() > 0;
}

// ---- command ----

command::command(CLI::App& described) : described_(&described) {}

command command::add_subcommand(const std::string& name, const std::string& description) {
  return command{*described_->add_subcommand(name, description)};
}

command command::add_option_group(const std::string& name, const std::string& description) {
  return command{*described_->add_option_group(name, description)};
}

option command::add_option(const std::string& names, std::string& value, const std::string& description) {
  return option{*described_->add_option(names, value, description)};
}

option command::add_option(const std::string& names, std::optional<std::string>& value,
                           const std::string& description) {
  return option{*described_->add_option(names, value, description)};
}

option command::add_option(const std::string& names, std::vector<std::string>& values, const std::string& description) {
  return option{*described_->add_option(names, values, description)};
}

option command::add_option(const std::string& names, int& value, const std::string& description) {
  return option{*described_->add_option(names, value, description)};
}

option command::add_option(const std::string& names, std::size_t& value, const std::string& description) {
  return option{*described_->add_option(names, value, description)};
}

option command::add_option(const std::string& names, const std::function<void(const std::string&)>& take,
                           const std::string& description) {
  return option{*described_->add_option_function<std::string>(names, take, description)};
}

option command::add_flag(const std::string& names, bool& value, const std::string& description) {
  return option{*described_->add_flag(names, value, description)};
}

option command::add_flag(const std::string& names, const std::function<void()>& when_given,
                         const std::string& description) {
  return option{*described_->add_flag_callback(names, when_given, description)};
}

void command::require_one_option() {
  described_->require_option(1);
}

void command::require_one_subcommand() {
  described_->require_subcommand(1);
}

void command::allow_one_subcommand() {
  described_->require_subcommand(0, 1);
}

void command::hide() {
  described_->group("");
}

void command::footer(const std::string& text) {
  described_->footer(text);
}

void command::callback(const std::function<void()>& run) {
  described_->callback(run);
}

bool command::has_subcommand() const {
  return !described_->get_subcommands().empty();
}

// ---- program ----

namespace {

/// The words up to the one that names no command, where a command is required; empty: that is not what is wrong.
std::string unknown_command(const CLI::App& app, int argc, const char* const* argv) {
  const auto* at = &app;
  std::string words;
  for (int each = 1; each < argc && at->get_require_subcommand_min() > 0; ++each) {
    const std::string word = argv[each];
    if (word.starts_with('-')) break;
    words += (words.empty() ? "" : " ") + word;
    const auto named = at->get_subcommands([&](const CLI::App* one) { return one->get_name() == word; });
    if (named.empty()) return words;
    at = named.front();
  }
  return {};
}

const CLI::App& called_command(const CLI::App& app) {
  const auto called = app.get_subcommands();
  return called.empty() ? app : called_command(*called.front());
}

std::string full_name(const CLI::App& command) {
  const auto* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + ' ' + command.get_name();
}

/// For a command that takes words, of which one was taken for an option that there is not; empty: something else is
/// wrong.
std::string hint_at_dashes(const CLI::App& command) {
  const auto takes_words = command.get_options(
      [](const CLI::Option* one) { return one->get_positional() && one->get_items_expected_max() > 1; });
  const auto extras = command.remaining();
  const auto dashed = std::find_if(extras.begin(), extras.end(), [](const auto& one) { return one.starts_with('-'); });
  if (takes_words.empty() || dashed == extras.end()) return {};
  return "A word that begins with a minus sign goes after `--`, as in `" + full_name(command) + " -- " + *dashed +
         "`.\n";
}

std::string all_but_the_last_of(const std::string& words) {
  const auto at = words.rfind(' ');
  return at == std::string::npos ? "" : words.substr(0, at + 1);
}

}  // namespace

program::program(const std::string& name, const std::string& description, const std::string& version)
    : app_(std::make_unique<CLI::App>(description, name)) {
  app_->set_version_flag("--version", version);
  app_->require_subcommand(1);
}

program::~program() = default;

command program::commands() {
  return command{*app_};
}

command_line_end program::run(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    if (const auto words = unknown_command(*app_, argc, argv); !words.empty()) {
      err << "There is no command `" << words << "`; `" << app_->get_name() << ' ' << all_but_the_last_of(words)
          << "--help` lists those there are.\n";
      return command_line_end::refused;
    }
    const bool is_answer = app_->exit(problem, out, err) == 0;
    if (is_answer) return command_line_end::explained;
    err << hint_at_dashes(called_command(*app_));
    return command_line_end::refused;
  }
  return command_line_end::ran;
}

}  // namespace secondbrain::cli
