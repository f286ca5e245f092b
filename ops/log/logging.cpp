#include "ops/log/logging.hpp"

#include <spdlog/common.h>
#include <spdlog/formatter.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>

#include "base/control_characters.hpp"
#include "base/json.hpp"
#include "base/redaction.hpp"
#include "ops/log/logger.hpp"
#include "ops/log/rotating_file.hpp"

namespace secondbrain::ops {
namespace {

std::string_view level_name(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::trace:
    case spdlog::level::debug: return "DEBUG";
    case spdlog::level::warn: return "WARNING";
    case spdlog::level::err: return "ERROR";
    case spdlog::level::critical: return "CRITICAL";
    default: return "INFO";
  }
}

spdlog::level::level_enum to_spdlog(log_level level) {
  switch (level) {
    case log_level::debug: return spdlog::level::debug;
    case log_level::warning: return spdlog::level::warn;
    case log_level::error: return spdlog::level::err;
    case log_level::info: break;
  }
  return spdlog::level::info;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

/// `2026-02-05 18:10:05 [INFO] component: message`, secrets masked, continuation lines indented.
class line_formatter final : public spdlog::formatter {
 public:
  explicit line_formatter(std::vector<std::string> secrets) : secrets_{std::move(secrets)} {}

  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) override {
    spdlog::memory_buf_t time;
    time_.format(message, time);
    std::string text{time.data(), time.size()};
    text.append(" [").append(level_name(message.level)).append("] ");
    text.append(message.logger_name.data(), message.logger_name.size()).append(": ");
    text += without_secrets({message.payload.data(), message.payload.size()}, secrets_);
    text = with_controls_escaped(text);  // whatever a message quotes
    replace_all(text, "\n", "\n    ");
    text += '\n';
    line.append(text.data(), text.data() + text.size());
  }

  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<line_formatter>(secrets_); }

 private:
  std::vector<std::string> secrets_;
  spdlog::pattern_formatter time_{"%Y-%m-%d %H:%M:%S", spdlog::pattern_time_type::local, ""};
};

/// spdlog's own rotating sink keeps numbered generations; the reference's names are kept here instead.
class rotated_sink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit rotated_sink(rotating_file file) : file_{std::move(file)} {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    auto written = file_.append({line.data(), line.size() - 1});
    if (!written) throw spdlog::spdlog_ex{written.error().message};  // spdlog reports it on stderr, once a second
  }
  void flush_() override {}  // every line is written through

 private:
  rotating_file file_;
};

}  // namespace

status set_up_logging(const logging_options& options) {
  std::vector<spdlog::sink_ptr> sinks;
  if (options.console == log_to_stderr::yes) sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  if (options.file) {
    auto file = rotating_file::open(*options.file);
    if (!file) return fail(file.error(), "opening the log");
    sinks.push_back(std::make_shared<rotated_sink>(std::move(*file)));
  }
  auto base = std::make_shared<spdlog::logger>("secondbrain", sinks.begin(), sinks.end());
  base->set_formatter(std::make_unique<line_formatter>(options.secrets));
  base->set_level(to_spdlog(options.level));
  spdlog::set_default_logger(std::move(base));
  return {};
}

void log_event(const std::string& component, std::string_view event, boost::json::object fields) {
  boost::json::object object{{"event", event}};
  object.insert(fields.begin(), fields.end());
  logger_for(component).info("{}", json_text(object));
}

}  // namespace secondbrain::ops
