// What the protocols of all providers share: one POST with JSON, and an answer that is JSON or a stream of events.
//
// A protocol says what is posted and what the answer's JSON means. Thread-safe: nothing changes after construction.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "brain/llm/chat_provider.hpp"
#include "brain/llm/provider_host.hpp"

namespace secondbrain::llm {

enum class delivery : std::uint8_t { whole, streamed };

/// Whether more is to come after a part of an answer.
enum class answer_position : std::uint8_t {
  middle,
  text_is_complete,  // what follows is not needed, but may tell the costs
  end,
};

/// A part of an answer, or the whole of one.
struct answer_part {
  std::string text{};
  token_counts tokens{};
  answer_position position = answer_position::middle;
  std::optional<std::string> failure{};  // reported by the provider, in its words
  bool thought = false;                  // it tells of thinking, too, apart from the text
};

class http_chat_client : public chat_provider {
 public:
  http_chat_client(net::http_client& network, const provider_profile& profile, provider_host::headers headers,
                   std::string model)
      : host_{network, profile, std::move(headers)}, model_{std::move(model)} {}

  const std::string& name() const final { return host_.profile().name; }
  const std::string& title() const final { return host_.profile().title; }
  const std::string& model() const final { return model_; }
  provider_reply ask(const chat_request& request, const call_limits& limits, const text_receiver& on_text) final;

 private:
  virtual std::string path() const = 0;
  virtual boost::json::object wire_request(const chat_request& request, delivery how) const = 0;

  /// Nothing: this is not what the protocol says.
  virtual std::optional<answer_part> read_answer(const boost::json::value& answer) const = 0;
  virtual std::optional<answer_part> read_event(const boost::json::value& data) const = 0;

  struct answer_in_progress;

  provider_reply complete(const std::string& body, std::size_t longest_text, const net::call_deadline& deadline) const;
  provider_reply stream(const std::string& body, std::size_t longest_text, net::call_deadline& deadline,
                        const text_receiver& on_text) const;

  /// False: the stream is over, for good or bad.
  bool take_event(const std::string& data, answer_in_progress& so_far, net::call_deadline& deadline,
                  const text_receiver& on_text) const;

  provider_host host_;
  std::string model_;
};

}  // namespace secondbrain::llm
