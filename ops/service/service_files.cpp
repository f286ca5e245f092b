#include "ops/service/service_files.hpp"

#include <initializer_list>
#include <utility>

namespace secondbrain::ops {
namespace {

constexpr auto systemd_head = R"([Unit]
Description=SecondBrain: keeps a folder of notes searchable
# An outage of any length is no reason to stop trying.
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=main
)";

constexpr auto systemd_tail = R"(WatchdogSec=120
TimeoutStartSec=300
TimeoutStopSec=60
Restart=always
RestartSec=10

# What a user unit can give up without namespaces.
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=default.target
)";

constexpr auto plist_head = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
)";

constexpr auto plist_tail = R"(</dict>
</plist>
)";

std::string replaced(const std::string& text, std::initializer_list<std::pair<char, const char*>> replacements) {
  std::string result;
  for (auto c : text) {
    const char* replacement = nullptr;
    for (const auto& [from, to] : replacements)
      if (c == from) replacement = to;
    if (replacement != nullptr) {
      result += replacement;
    } else {
      result += c;
    }
  }
  return result;
}

/// systemd.unit(5): a percent sign begins a specifier.
std::string without_specifiers(const std::string& text) {
  return replaced(text, {{'%', "%%"}});
}

/// systemd.syntax(7): in double quotes, backslash and quote are escaped.
std::string in_quotes(const std::string& text) {
  return "\"" + replaced(text, {{'\\', "\\\\"}, {'"', "\\\""}, {'%', "%%"}}) + "\"";
}

/// systemd.service(5): after the program a dollar sign begins a variable, too.
std::string quoted_argument(const std::string& text) {
  return replaced(in_quotes(text), {{'$', "$$"}});
}

std::string xml(const std::string& text) {
  return replaced(text, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}});
}

std::string key(const std::string& name) {
  return "  <key>" + name + "</key>\n";
}
std::string text_entry(const std::string& name, const std::string& value) {
  return key(name) + "  <string>" + xml(value) + "</string>\n";
}
std::string number_entry(const std::string& name, int value) {
  return key(name) + "  <integer>" + std::to_string(value) + "</integer>\n";
}
std::string true_entry(const std::string& name) {
  return key(name) + "  <true/>\n";
}

}  // namespace

std::string render_systemd_unit(const service_params& params) {
  std::string unit = systemd_head;
  unit += "ExecStart=" + in_quotes(params.program.string());
  for (const auto& argument : params.arguments) unit += " " + quoted_argument(argument);
  unit += "\nWorkingDirectory=" + without_specifiers(params.data_directory.string());
  unit += "\nEnvironment=" + in_quotes("SECONDBRAIN_ENV_FILE=" + params.env_file.string()) + "\n";
  return unit + systemd_tail;
}

// The service rotates api.log itself, so launchd must not hold it open: what launchd catches is only what never reaches
// the log, the last words of a crash.
std::string render_launchd_plist(const service_params& params) {
  auto last_words = (params.data_directory / "api.stderr.log").string();
  std::string plist = plist_head;
  plist += text_entry("Label", launchd_label);
  plist += key("ProgramArguments") + "  <array>\n    <string>" + xml(params.program.string()) + "</string>\n";
  for (const auto& argument : params.arguments) plist += "    <string>" + xml(argument) + "</string>\n";
  plist += "  </array>\n";
  plist += text_entry("WorkingDirectory", params.data_directory.string());
  plist += key("EnvironmentVariables") + "  <dict>\n";
  plist += "  " + key("SECONDBRAIN_ENV_FILE") + "    <string>" + xml(params.env_file.string()) + "</string>\n";
  plist += "  " + key("SECONDBRAIN_LOG_STDERR") + "    <string>false</string>\n";
  plist += "  </dict>\n";
  plist += true_entry("RunAtLoad") + true_entry("KeepAlive");
  plist += number_entry("ThrottleInterval", 10) + number_entry("ExitTimeOut", 60);
  plist += text_entry("StandardOutPath", last_words) + text_entry("StandardErrorPath", last_words);
  return plist + plist_tail;
}

}  // namespace secondbrain::ops
