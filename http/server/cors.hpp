// Which pages of other origins may read our answers (contract: http_api §1.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/wire/http_message.hpp"

namespace secondbrain::http {

class cors_policy {
 public:
  explicit cors_policy(std::vector<std::string> origins) : origins_{std::move(origins)} {}

  bool allows(std::string_view origin) const noexcept;

  /// The answer to a preflight, to be marked like any other; nothing when the request is not one.
  std::optional<http_response> preflight(const http_request& request) const;

  /// Lets an allowed origin read the answer.
  void mark(const http_request& request, http_response& answer) const;

 private:
  std::vector<std::string> origins_;
};

}  // namespace secondbrain::http
