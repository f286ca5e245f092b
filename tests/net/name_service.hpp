// What names stand for while a test looks: the system's own look-up, with answers for the names of a test.
//
// Only where the program's `getaddrinfo` comes before the system's (Linux). Thread-safe.
#pragma once

#include <string>

namespace secondbrain::net {

class name_service {
 public:
  static constexpr bool is_here =
#ifdef __linux__
      true;
#else
      false;
#endif

  /// Clears what the last test said, and lets look-ups that hang go.
  ~name_service();

  /// The name stands for this address.
  void answer(const std::string& name, const std::string& address);

  /// A look-up of this name takes until the end of the test.
  void hang(const std::string& name);
};

}  // namespace secondbrain::net
