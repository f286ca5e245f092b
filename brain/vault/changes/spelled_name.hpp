// Whether a file is called so, where capitals make no difference to the file system.
//
// Blocks on the file system; thread-safe.
#pragma once

#include <sys/stat.h>

#include <string>

namespace secondbrain::vault {

/// Where capitals make no difference a file answers to names that it has not, as to the one it had before. `found` are
/// the attributes of what the folder answers to this name.
bool is_spelled_so(int directory, const std::string& name, const struct stat& found);

}  // namespace secondbrain::vault
