#include "ops/service/installer.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "base/files.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#endif

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

std::string launchd_domain() {
  return "gui/" + std::to_string(::getuid());
}
std::string launchd_service() {
  return launchd_domain() + "/" + launchd_label;
}

/// Runs commands and remembers how each went.
class recorder {
 public:
  recorder(installation& record, const command_runner& run) : record_{record}, run_{run} {}

  /// A failure is noted for the user, who can type the command again.
  void must(const command& line) {
    if (attempt(line) == 0) return;
    if (!record_.note.empty()) record_.note += "\n";
    record_.note += "This command failed; run it yourself once its cause is fixed: " + join(line, " ");
  }

  /// A failure is expected when there is nothing to do.
  int attempt(const command& line) {
    auto exit_code = run_(line);
    record_.commands.push_back({join(line, " "), exit_code});
    return exit_code;
  }

 private:
  installation& record_;
  const command_runner& run_;
};

status write_definition(service_manager manager, const service_params& params, const fs::path& file) {
  std::error_code failure;
  for (const auto& directory : {file.parent_path(), params.data_directory}) {
    fs::create_directories(directory, failure);
    if (failure) return fail_with(failure, "cannot create " + directory.string());
  }
  return write_atomically(
      file, manager == service_manager::systemd ? render_systemd_unit(params) : render_launchd_plist(params));
}

}  // namespace

service_manager native_service_manager() {
#ifdef __APPLE__
  return service_manager::launchd;
#else
  return service_manager::systemd;
#endif
}

int run_command(const command& line) {
  std::vector<char*> arguments;
  for (const auto& argument : line) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  constexpr int cannot_start = 127;
  pid_t child = 0;
  if (::posix_spawnp(&child, arguments.front(), nullptr, nullptr, arguments.data(), environ) != 0) return cannot_start;
  int state = 0;
  while (::waitpid(child, &state, 0) < 0)
    if (errno != EINTR) return cannot_start;
  return WIFEXITED(state) ? WEXITSTATUS(state) : cannot_start;
}

fs::path service_file_path(service_manager manager, const variables& environment) {
  auto home = home_directory(environment);
  if (manager == service_manager::launchd)
    return home / "Library" / "LaunchAgents" / (std::string{launchd_label} + ".plist");
  return xdg_config_home(environment) / "systemd" / "user" / systemd_unit_name;
}

result<installation> install_service(service_manager manager, const service_params& params,
                                     const variables& environment, const command_runner& run) {
  installation done{service_file_path(manager, environment), {}, {}};
  if (auto written = write_definition(manager, params, done.file); !written)
    return fail(written.error(), "installing the service");

  recorder commands{done, run};
  if (manager == service_manager::systemd) {
    commands.must({"systemctl", "--user", "daemon-reload"});
    commands.must({"systemctl", "--user", "enable", systemd_unit_name});
    commands.must(
        {"systemctl", "--user", "restart", systemd_unit_name});  // also starts; a running one gets the new unit
  } else {
    commands.attempt({"launchctl", "bootout", launchd_service()});
    commands.must({"launchctl", "bootstrap", launchd_domain(), done.file.string()});
  }
  if (manager == service_manager::systemd && done.note.empty())
    done.note = "It runs while you are logged in. To have it run from boot: loginctl enable-linger";
  return done;
}

result<installation> uninstall_service(service_manager manager, const variables& environment,
                                       const command_runner& run) {
  installation done{service_file_path(manager, environment), {}, {}};
  std::error_code failure;
  if (!fs::exists(done.file, failure)) {
    done.note = "It was not installed.";
    return done;
  }
  recorder commands{done, run};
  if (manager == service_manager::systemd) {
    commands.must({"systemctl", "--user", "disable", "--now", systemd_unit_name});
  } else {
    commands.attempt({"launchctl", "bootout", launchd_service()});
  }
  fs::remove(done.file, failure);
  if (failure) return fail_with(failure, "cannot remove " + done.file.string());
  if (manager == service_manager::systemd) commands.must({"systemctl", "--user", "daemon-reload"});
  return done;
}

}  // namespace secondbrain::ops
