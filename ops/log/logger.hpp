// What a part writes its log lines with. spdlog stays behind it, in logger.cpp: a file that logs would otherwise
// compile the whole of its formatting.
//
// A value, cheap to copy. Any thread may log. A line that cannot be written is reported on stderr; nothing is thrown.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace secondbrain::ops {

enum class severity : std::uint8_t { debug, info, warning, error, critical };

class logger {
 public:
  explicit logger(std::shared_ptr<spdlog::logger> lines);

  template <class... Values>
  void debug(fmt::format_string<Values...> line, Values&&... values) const {
    write(severity::debug, line, fmt::make_format_args(values...));
  }
  template <class... Values>
  void info(fmt::format_string<Values...> line, Values&&... values) const {
    write(severity::info, line, fmt::make_format_args(values...));
  }
  template <class... Values>
  void warn(fmt::format_string<Values...> line, Values&&... values) const {
    write(severity::warning, line, fmt::make_format_args(values...));
  }
  template <class... Values>
  void error(fmt::format_string<Values...> line, Values&&... values) const {
    write(severity::error, line, fmt::make_format_args(values...));
  }
  template <class... Values>
  void critical(fmt::format_string<Values...> line, Values&&... values) const {
    write(severity::critical, line, fmt::make_format_args(values...));
  }
  template <class... Values>
  void log(severity level, fmt::format_string<Values...> line, Values&&... values) const {
    write(level, line, fmt::make_format_args(values...));
  }

  /// Whether a line of this severity would appear.
  bool shows(severity level) const;

 private:
  void write(severity level, fmt::string_view line, fmt::format_args values) const;

  std::shared_ptr<spdlog::logger> lines_;
};

/// A logger whose lines carry the component's name. Make it once and keep it: it stays bound to the set-up of its time.
logger logger_for(const std::string& component);

}  // namespace secondbrain::ops
