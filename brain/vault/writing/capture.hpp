// Keeps a thought in the inbox of the vault (contract: http_api §7).
//
// Thread-safe, in several processes too. Blocks on the file system.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "brain/vault/conventions/inbox_place.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::vault {

/// A new file in the inbox with exactly these bytes, on the disk when answered: `capture_<UTC date and time>.md`, with
/// the microseconds behind it when that is taken. Answers its name. errc::vault_missing and what vault_writer::edit
/// says.
result<std::string> write_capture(const vault_writer& writer, std::string_view text,
                                  std::chrono::system_clock::time_point now, std::string_view inbox = usual_inbox);

}  // namespace secondbrain::vault
