// Notices to a program of the owner's: as JSON on its input, and the most of it in its environment.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "channels/channel.hpp"

namespace secondbrain::channels {

class command_channel final : public channel {
 public:
  /// Program and arguments; they meet no shell. What the program complains of is told without these secrets.
  explicit command_channel(std::vector<std::string> words, std::vector<std::string> secrets = {})
      : words_{std::move(words)}, secrets_{std::move(secrets)} {}

  const std::string& name() const override { return name_; }
  delivery send(const notice& one, const net::call_limits& limits) override;

 private:
  const std::string name_ = "command";
  std::vector<std::string> words_;
  std::vector<std::string> secrets_;
};

}  // namespace secondbrain::channels
