// Writes single settings into the .env file, so that nobody has to make its folder, quote its values or mind its mode.
//
// The file is made if need be, with its folder, readable by its owner only; comments and other settings stay as they
// are, and it is replaced whole. Two writers at once take turns. Any thread. Whoever has read the configuration sees
// the change at the next start.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "ops/config/config_places.hpp"

namespace secondbrain::ops {

struct saved_setting {
  std::string name;                // SECONDBRAIN_PORT
  std::string value;               // as it is written; "****" for a secret, empty when removed
  std::filesystem::path env_file;  // where
};

/// The name with or without its prefix, in any case. A path may be relative to the working directory and is made
/// absolute. errc::invalid_argument for a name that is no setting, a value it cannot have, and one that contradicts the
/// others in the file. What is merely not complete yet, such as a channel, is checked at the start of the service.
result<saved_setting> save_setting(const variables& environment, const std::string& name, const std::string& value);

/// Back to the default; fine when it was not set. errc::invalid_argument where the others contradict that.
result<saved_setting> forget_setting(const variables& environment, const std::string& name);

}  // namespace secondbrain::ops
