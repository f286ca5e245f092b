// Notices to a program of the owner's: as JSON on its input, and the most of it in its environment.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "channels/channel.hpp"

namespace secondbrain::channels {

class command_channel final : public channel {
 public:
  /// Program and arguments; they meet no shell.
  explicit command_channel(std::vector<std::string> words) : words_{std::move(words)} {}

  const std::string& name() const override { return name_; }
  delivery send(const notice& one, const net::call_limits& limits) override;

 private:
  const std::string name_ = "command";
  std::vector<std::string> words_;
};

}  // namespace secondbrain::channels
