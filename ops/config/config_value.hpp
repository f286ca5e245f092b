// Text to setting and back, by the type of the field a variable sets.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "ops/config/config_table.hpp"

namespace secondbrain::ops {

/// What the names of all variables begin with.
inline constexpr std::string_view variable_prefix = "SECONDBRAIN_";

/// What paths are resolved against.
struct path_base {
  std::filesystem::path directory;  // of the .env file
  std::filesystem::path home;
};

/// Sets the variable's field. On failure says what is allowed ("a whole number from 0 to 65535") and sets nothing.
std::optional<std::string> assign(config& target, const config_variable& variable, const std::string& text,
                                  const path_base& base);

/// The field as text, in the form `assign` reads; empty when unset.
std::string text_of(const config& source, const config_variable& variable);

/// "whole number", "path", "auto, poll or off", …
std::string type_in_words(const config_variable& variable);

}  // namespace secondbrain::ops
