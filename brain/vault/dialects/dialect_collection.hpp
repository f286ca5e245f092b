// What each dialect offers, so that a new one changes nothing elsewhere: the file `<name>_dialect.cpp` defines
// `offers_of_<name>_dialect`, and the build asks every file of such a name in this folder (brain/CMakeLists.txt).
//
// Thread-safe. Cannot fail: settings that make no sense count as not said.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "brain/vault/conventions/vault_conventions.hpp"
#include "brain/vault/dialects/task_dialect.hpp"

namespace secondbrain::vault::dialects {

struct dialect_offer {
  std::string_view name;                                  // as settings and the API call it, and the dialect itself
  bool (*is_read)(const vault_conventions& conventions);  // whether notes of such a vault may hold tasks in it
  std::unique_ptr<task_dialect> (*make)(const vault_conventions& conventions);
};

/// Those of all files. Written by the build.
const std::vector<dialect_offer>& dialect_offers();

}  // namespace secondbrain::vault::dialects
