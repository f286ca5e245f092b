// Every variable, described once: loading, validation, `secondbrain config` and docs/configuration.md all come from
// this table. The type and the default of a variable are those of the field it sets.
#pragma once

#include <limits>
#include <span>
#include <string_view>
#include <variant>

#include "ops/config/config.hpp"

namespace secondbrain::ops {

using config_field =
    std::variant<std::string config::*, std::vector<std::string> config::*, std::filesystem::path config::*,
                 std::optional<std::filesystem::path> config::*, int config::*, std::optional<int> config::*,
                 double config::*, bool config::*, std::chrono::seconds config::*, std::chrono::hours config::*,
                 watch_mode config::*, upkeep_mode config::*, vault_backup config::*, embedding_provider config::*,
                 log_level config::*, alarm_grace config::*, std::optional<daily_span> config::*,
                 std::optional<time_of_day> config::*, webhook_shape config::*, mail_encryption config::*,
                 ping_shape config::*>;

enum class visibility : std::uint8_t { open, secret };

struct limits {
  double least = std::numeric_limits<double>::lowest();
  double most = std::numeric_limits<double>::max();
};

struct config_variable {
  std::string_view name;
  config_field field;
  std::string_view unit;  // empty: none, or said by the type
  std::string_view description;
  limits allowed{};  // numbers and durations
  visibility shown = visibility::open;
  std::string_view default_in_words{};  // when the default depends on the machine
};

std::span<const config_variable> config_table();

/// Null for a name that is no setting; names are in upper case.
const config_variable* find_variable(std::string_view name);

/// The setting whose name takes the fewest changes.
const config_variable& nearest_variable(std::string_view name);

/// Names the .env file; not a setting itself.
inline constexpr std::string_view env_file_variable = "SECONDBRAIN_ENV_FILE";

}  // namespace secondbrain::ops
