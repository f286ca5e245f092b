#include "ops/config/config_docs.hpp"

#include "ops/config/config_table.hpp"
#include "ops/config/config_value.hpp"

namespace secondbrain::ops {
namespace {

constexpr auto introduction = R"(# Configuration

SecondBrain is configured by variables. A value on the command line beats the process environment, the environment
beats the `.env` file, the file beats the default. Names ignore case; an empty value counts as unset.

The file is `$SECONDBRAIN_ENV_FILE` if that is set, else `.env` in the user's configuration directory:
`$XDG_CONFIG_HOME/secondbrain` or `~/.config/secondbrain`; on macOS `~/Library/Application Support/SecondBrain`.
The working directory never matters: `~` is expanded, and relative paths start from the folder of the `.env` file.

On macOS data is kept in `~/Library/Application Support/SecondBrain/data` by default; elsewhere `$XDG_DATA_HOME` is
followed when it is set.

`secondbrain config` shows every value and where it came from; `secondbrain config set NAME VALUE` writes one into the
file and creates the file if need be, `secondbrain config unset NAME` takes it out again. A wrong value stops the service at start, and every
wrong value is named at once; `secondbrain config` refuses exactly what the service would refuse. Settings that belong together are set one at a time, in any order:
what is still missing is said. An unknown `SECONDBRAIN_` name causes a warning.

A secret may be kept in a file of its own instead, as containers and password stores hand them out: `NAME_FILE` names the file that holds the value of
`NAME` on its only line, as in `SECONDBRAIN_TOKEN_FILE=/run/secrets/token`. One of the two is set, not both.

This page is generated from the table in `ops/config/config_table.cpp`; a test compares the two.

| Variable | Type | Default | Meaning |
|---|---|---|---|
)";

std::string code(const std::string& text) {
  return "`" + text + "`";
}

std::string default_cell(const config_variable& variable) {
  if (!variable.default_in_words.empty()) return std::string{variable.default_in_words};
  auto text = text_of(config{}, variable);
  return text.empty() ? "unset" : code(text);
}

std::string type_cell(const config_variable& variable) {
  auto text = type_in_words(variable);
  if (!variable.unit.empty()) text += " (" + std::string{variable.unit} + ")";
  if (variable.shown == visibility::secret) text += ", secret";
  return text;
}

}  // namespace

std::string configuration_markdown() {
  std::string page = introduction;
  for (const auto& variable : config_table())
    page += "| " + code(std::string{variable.name}) + " | " + type_cell(variable) + " | " + default_cell(variable) +
            " | " + std::string{variable.description} + " |\n";
  return page;
}

}  // namespace secondbrain::ops
