// Which vault and which data directory a request is meant for, where its caller says so.
//
// Purpose: a caller whose settings name one vault may reach a server that serves another one, because both use one
// port. What changes something is then refused (412), here where the vault cannot change in between, and every other
// answer tells what this server serves. The headers are X-SecondBrain-Vault and X-SecondBrain-Data, percent-encoded
// paths; who sends none is not asked. Constant after construction; any thread. Never fails.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/server/server_options.hpp"
#include "http/wire/http_message.hpp"

namespace secondbrain::http {

inline constexpr std::string_view vault_header = "X-SecondBrain-Vault";
inline constexpr std::string_view data_header = "X-SecondBrain-Data";

class vault_precondition {
 public:
  explicit vault_precondition(const server_options& options) : vault_{options.vault}, data_{options.data} {}

  /// For a request that changes something and is meant for another vault or data directory.
  std::optional<http_response> refuse(const http_request& request) const;

  /// Says what is served here, on the answer to a request that is meant for another vault or data directory.
  void mark(const http_request& request, http_response& answer) const;

 private:
  bool is_met(const http_request& request) const;

  std::string vault_;
  std::string data_;
};

}  // namespace secondbrain::http
