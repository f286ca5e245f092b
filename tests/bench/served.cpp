#include "tests/bench/served.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "base/file_descriptor.hpp"

namespace secondbrain::bench {
namespace {

/// Another program may take it before ours does; then ours says so and the run is to be repeated.
int free_port() {
  const file_descriptor probe{socket(AF_INET, SOCK_STREAM, 0)};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(probe.get(), generic, length) != 0 || getsockname(probe.get(), generic, &length) != 0) return 0;
  return ntohs(address.sin_port);
}

}  // namespace

served::served(const std::filesystem::path& vault, const std::filesystem::path& data, const settings& further)
    : port_{free_port()} {
  std::filesystem::create_directories(data);
  pid_ = fork();
  if (pid_ != 0) return;
  setenv("SECONDBRAIN_ENV_FILE", (data / "none.env").c_str(), 1);
  setenv("SECONDBRAIN_LOG_LEVEL", "error", 1);
  for (const auto& [name, value] : further) setenv(name.c_str(), value.c_str(), 1);
  if (std::freopen("/dev/null", "w", stdout) == nullptr) std::_Exit(127);
  const auto number = std::to_string(port_);
  execl(SECONDBRAIN_BINARY, "secondbrain", "serve", "--vault", vault.c_str(), "--data", data.c_str(), "--port",
        number.c_str(), static_cast<char*>(nullptr));
  std::_Exit(127);
}

served::~served() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

void served::stop_if_ended() const {
  if (waitpid(pid_, nullptr, WNOHANG) == 0) return;
  std::fprintf(stderr, "%s has ended, so there is nothing to measure; its log tells why\n", SECONDBRAIN_BINARY);
  std::exit(1);
}

long served::resident_megabytes() const {
  std::ifstream statm{proc() / "statm"};
  long size = 0, resident = 0;
  statm >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE) / 1'000'000;
}

long served::context_switches() const {
  long switches = 0;
  std::error_code gone;
  for (std::filesystem::directory_iterator task{proc() / "task", gone}, end; !gone && task != end;
       task.increment(gone)) {
    std::ifstream lines{task->path() / "status"};
    for (std::string line; std::getline(lines, line);)
      if (line.find("ctxt_switches:") != line.npos) switches += std::atol(line.substr(line.find(':') + 1).c_str());
  }
  return switches;
}

httplib::Client served::connect() const {
  httplib::Client client{"127.0.0.1", port_};
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  return client;
}

bool answers_with(httplib::Client& client, const std::string& path, const std::string& part) {
  const auto got = client.Get(path);
  return got && got->status == 200 && got->body.find(part) != std::string::npos;
}

bool is_ready(httplib::Client& client) {
  return answers_with(client, "/readyz", "");
}

bool finished_a_run(httplib::Client& client) {
  return answers_with(client, "/api/v1/index/progress", "\"phase\":\"finished\"");
}

}  // namespace secondbrain::bench
