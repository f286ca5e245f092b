// Who may come in: the checks that stand before every route.
//
// Host: a page of another site cannot reach us by pointing its own name at this machine (DNS rebinding). Origin: it
// cannot make a browser change anything here. Token: where one is configured, everything but the probes and the page
// asks for it.
// Thread-safe.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/server/cors.hpp"
#include "http/server/server_options.hpp"
#include "http/server/token_guesses.hpp"
#include "http/wire/http_message.hpp"
#include "http/wire/route.hpp"

namespace secondbrain::http {

class admission {
 public:
  explicit admission(const server_options& options);

  /// The refusal of a request that was sent to a name that is not ours.
  std::optional<http_response> refuse_host(const http_request& request) const;

  /// The refusal of a change that a page of another origin asked for.
  std::optional<http_response> refuse_origin(const http_request& request, const cors_policy& cors) const;

  /// The refusal of a call without the token, where its scope needs one. A wrong token is logged, and its refusal is
  /// held back for a while.
  std::optional<http_response> refuse_token(const http_request& request, scope access) const;

 private:
  bool is_ours(std::string_view host_name) const noexcept;

  std::vector<std::string> hosts_;  // that are ours besides the loopback ones
  std::string token_;
  std::chrono::milliseconds wrong_token_pause_;
  bool on_loopback_;
  std::unique_ptr<token_guesses> guesses_;
};

}  // namespace secondbrain::http
