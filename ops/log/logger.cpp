#include "ops/log/logger.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace secondbrain::ops {
namespace {

spdlog::level::level_enum to_spdlog(severity level) {
  switch (level) {
    case severity::debug: return spdlog::level::debug;
    case severity::info: return spdlog::level::info;
    case severity::warning: return spdlog::level::warn;
    case severity::error: return spdlog::level::err;
    case severity::critical: break;
  }
  return spdlog::level::critical;
}

}  // namespace

logger::logger(std::shared_ptr<spdlog::logger> lines) : lines_{std::move(lines)} {}

bool logger::shows(severity level) const {
  return lines_->should_log(to_spdlog(level));
}

void logger::write(severity level, fmt::string_view line, fmt::format_args values) const {
  if (shows(level)) lines_->log(to_spdlog(level), fmt::vformat(line, values));
}

logger logger_for(const std::string& component) {
  return logger{spdlog::default_logger()->clone(component)};
}

}  // namespace secondbrain::ops
