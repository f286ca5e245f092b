// What all writers of one vault share: whether it may be written now, which texts are ours, and what was saved to notes
// whose place was taken a moment ago.
//
// Thread-safe. Blocks on the file system.
#pragma once

#include <filesystem>
#include <functional>

#include "base/error.hpp"
#include "brain/vault/writing/file_operations.hpp"
#include "brain/vault/writing/late_saves.hpp"
#include "brain/vault/writing/own_texts.hpp"

namespace secondbrain::vault {

/// Nothing, or why the folder must not be written to now; asked before every write, so it does not take long.
using write_gate = std::function<status()>;

struct vault_care {
  /// The operations outlive it.
  explicit vault_care(const std::filesystem::path& root,
                      const file_operations& operations_used = system_file_operations(),
                      settling how = settling::on_request, const late_saves::listener& told = {}, write_gate gate = {})
      : operations{operations_used},
        may_write{std::move(gate)},
        on_recovered{told},
        late{root, operations_used, told, how} {}

  const file_operations& operations;
  const write_gate may_write;
  const late_saves::listener on_recovered;
  own_texts ours;
  late_saves late;
};

}  // namespace secondbrain::vault
