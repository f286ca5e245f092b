// Notices on the desktop of this machine: `notify-send`, on macOS `osascript`.
//
// The service must run in the owner's session, as the one that `secondbrain service install` makes does.
#pragma once

#include <string>

#include "base/program.hpp"
#include "channels/channel.hpp"

namespace secondbrain::channels {

enum class desktop : std::uint8_t { freedesktop, macos };

constexpr desktop this_desktop =
#ifdef __APPLE__
    desktop::macos;
#else
    desktop::freedesktop;
#endif

/// What is run to show the notice.
program_call desktop_program(desktop kind, const notice& one);

class desktop_channel final : public channel {
 public:
  explicit desktop_channel(desktop kind = this_desktop) : kind_{kind} {}

  const std::string& name() const override { return name_; }
  delivery send(const notice& one, const net::call_limits& limits) override;

 private:
  const std::string name_ = "desktop";
  desktop kind_;
};

}  // namespace secondbrain::channels
