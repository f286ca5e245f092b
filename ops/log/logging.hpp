// Log lines for people: `2026-02-05 18:10:05 [INFO] component: message`, to stderr and to a rotated file.
//
// `set_up_logging` is called once at start, before the first line and before threads. Any thread may log. Secrets that
// were named at set-up never reach a line, and a message cannot forge a line of its own: its continuation is indented.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::ops {

enum class log_to_stderr : std::uint8_t { yes, no };

struct logging_options {
  log_level level = log_level::info;
  log_to_stderr console = log_to_stderr::yes;
  std::optional<std::filesystem::path> file;  // rotated at 10 MiB; unset: stderr only
  std::vector<std::string> secrets;           // replaced by **** wherever they would appear
};

/// Fails when the log file cannot be opened; the logging from before then stays.
status set_up_logging(const logging_options& options);

/// A structured event: one JSON object as the text of an INFO line (contract: operations §2.3).
void log_event(const std::string& component, std::string_view event, boost::json::object fields = {});

}  // namespace secondbrain::ops
