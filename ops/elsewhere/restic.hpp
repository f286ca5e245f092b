// The program restic: what is asked of it, bounded in time and output, and what its answers mean.
//
// The address and the passphrase go to it in its environment, never on its command line. It is killed, with what it has
// started, when the time is over or the service stops; the lock that it leaves then is taken away by the next call, as
// restic does with locks of processes that are gone. Nor does it outlive this process. Blocks; any thread. An error is
// a sentence with its remedy, and names no secret.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::ops {

struct restic_options {
  std::string program = "restic";
  std::string address;
  std::string shown;     // the address for a person
  std::string password;  // one of the two
  std::string password_command;
  std::chrono::seconds patience{1800};  // for which it may move nothing while it works
};

class restic {
 public:
  restic(restic_options options, std::function<bool()> cancelled)
      : options_{std::move(options)}, cancelled_{std::move(cancelled)} {}

  /// Answers with what it printed. invalid_argument: no such program; not_found: no repository there; unavailable: no
  /// passphrase is set, or a wrong one; locked; timeout; cancelled; corrupt: what is there is damaged; io_failure:
  /// anything else.
  ///
  /// A question has to be answered by `longest`. Work may take days, as a first copy over a slow line does, as long as
  /// something moves.
  result<std::string> ask(const std::vector<std::string>& question, std::chrono::seconds longest) const;
  result<std::string> work(const std::vector<std::string>& order) const;

 private:
  using limit = std::optional<std::chrono::seconds>;

  result<std::string> unlocked(const std::vector<std::string>& arguments, limit longest) const;
  result<std::string> run(const std::vector<std::string>& arguments, limit longest) const;

  restic_options options_;
  std::function<bool()> cancelled_;
};

}  // namespace secondbrain::ops
