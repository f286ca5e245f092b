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

struct write_context {
  /// The operations outlive it.
  explicit write_context(const std::filesystem::path& root,
                         const file_operations& operations_used = system_file_operations(),
                         settling how = settling::on_request, const late_saves::listener& listener = {},
                         write_gate gate = {})
      : operations{operations_used},
        may_write{std::move(gate)},
        on_recovered{listener},
        late{root, operations_used, listener, how} {}

  const file_operations& operations;
  const write_gate may_write;
  const late_saves::listener on_recovered;
  own_texts ours;
  late_saves late;
};

}  // namespace secondbrain::vault
