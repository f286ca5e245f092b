#include "ops/config/config_docs.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

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
)";

/// Begins at this variable of the table.
struct section {
  std::string_view first;
  std::string_view heading;
};

constexpr section sections[] = {
    {"SECONDBRAIN_VAULT_PATH", "Notes and data"},
    {"SECONDBRAIN_DAILY_FOLDER", "How the vault is laid out"},
    {"SECONDBRAIN_WATCH", "Noticing changes"},
    {"SECONDBRAIN_HOST", "Network"},
    {"SECONDBRAIN_SEARCH_WORKERS", "Workers, supervision, logs"},
    {"SECONDBRAIN_BACKUP_PATH", "Backups"},
    {"SECONDBRAIN_BACKUP_COPY_PATH", "Copies of the backups elsewhere"},
    {"SECONDBRAIN_MACHINE_NAME", "Alarms: what you are told"},
    {"SECONDBRAIN_QUIET_HOURS", "Alarms and briefing: when you are told"},
    {"SECONDBRAIN_SYNC_INTERVAL", "Daily sync"},
    {"SECONDBRAIN_ALARM_NTFY", "Alarms: how you are told"},
    {"SECONDBRAIN_PING_URL", "Being missed elsewhere"},
    {"SECONDBRAIN_EMBEDDING_PROVIDER", "Search by meaning"},
    {"SECONDBRAIN_RERANK_MODEL", "Language models"},
    {"SECONDBRAIN_COST_ALERT_THRESHOLD", "Costs"},
    {"SECONDBRAIN_GRADIO_PORT", "Without effect"},
};

std::string heading_before(const config_variable& variable) {
  const auto begun = std::find_if(std::begin(sections), std::end(sections),
                                  [&](const section& each) { return each.first == variable.name; });
  if (begun == std::end(sections)) return {};
  return "\n## " + std::string{begun->heading} + "\n\n| Variable | Type | Default | Meaning |\n|---|---|---|---|\n";
}

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
    page += heading_before(variable) + "| " + code(std::string{variable.name}) + " | " + type_cell(variable) + " | " +
            default_cell(variable) + " | " + std::string{variable.description} + " |\n";
  return page;
}

}  // namespace secondbrain::ops
