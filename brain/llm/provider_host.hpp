// A provider as a host that is called: where, with which key, how often, and how its failures are told to a person.
//
// Thread-safe. A request is repeated only where nobody can have been paid for the first: no connection, or an answer
// that says "not now" (408, 409, 429, 5xx). Never after a 2xx, and never when a request was sent and no answer came.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "net/call_deadline.hpp"
#include "net/http_client.hpp"

namespace secondbrain::llm {

struct provider_profile {
  std::string name;      // anthropic, openai, ollama: as it is recorded
  std::string title;     // as a person calls it
  std::string base_url;  // up to and including `/v1`
  std::string api_key;
  std::string key_setting;  // the variable that holds the key; empty: none is needed
  std::string url_setting;  // the variable that holds the base URL
};

/// What a request came to. `ended` names the provider and says what to do; it never contains a key.
struct provider_outcome {
  status ended{};
  bool may_have_cost = false;   // the provider may charge for it, whether or not it ended well
  std::string for_log{};        // of a failure: what the protocol said, which tells a person nothing; may be empty
  bool nobody_listens = false;  // at its address
};

class provider_host {
 public:
  using headers = std::vector<std::pair<std::string, std::string>>;

  /// `fixed` carry the key. The network outlives this.
  provider_host(net::http_client& network, provider_profile profile, headers fixed)
      : network_{network}, profile_{std::move(profile)}, headers_{std::move(fixed)} {}

  const provider_profile& profile() const noexcept { return profile_; }

  provider_outcome post(std::string_view path, const std::string& body, const net::call_deadline& deadline,
                        const net::body_receiver& on_body) const;

  /// The provider answered something that is not what its protocol says.
  failed nonsense(std::string_view what) const;

  /// The provider reported a failure inside its answer.
  failed reported(std::string_view message) const;

 private:
  error explain(const net::http_answer& answer) const;
  error explain_status(const net::http_answer& answer) const;
  std::string without_key(std::string text) const;

  net::http_client& network_;
  provider_profile profile_;
  headers headers_;
};

}  // namespace secondbrain::llm
