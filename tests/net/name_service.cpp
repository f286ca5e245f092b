#include "tests/net/name_service.hpp"

#include <dlfcn.h>
#include <netdb.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

namespace secondbrain::net {
namespace {

struct known_names {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, std::string> addresses;
  std::set<std::string> hanging;
};

/// Never destroyed: a look-up that was left behind may come back at the very end.
known_names& known() {
  static auto& names = *new known_names;
  return names;
}

}  // namespace

name_service::~name_service() {
  const std::lock_guard lock{known().mutex};
  known().addresses.clear();
  known().hanging.clear();
  known().changed.notify_all();
}

void name_service::answer(const std::string& name, const std::string& address) {
  const std::lock_guard lock{known().mutex};
  known().addresses[name] = address;
}

void name_service::hang(const std::string& name) {
  const std::lock_guard lock{known().mutex};
  known().hanging.insert(name);
}

}  // namespace secondbrain::net

#ifdef __linux__
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
  using look_up = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto system = reinterpret_cast<look_up>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  auto& names = secondbrain::net::known();
  std::unique_lock lock{names.mutex};
  const std::string wanted = name != nullptr ? name : "";
  if (names.hanging.contains(wanted)) {
    names.changed.wait(lock, [&] { return !names.hanging.contains(wanted); });
    return EAI_AGAIN;
  }
  const auto given = names.addresses.find(wanted);
  const auto address = given != names.addresses.end() ? given->second : wanted;
  lock.unlock();
  return system(name != nullptr ? address.c_str() : nullptr, service, hints, found);
}
#endif
