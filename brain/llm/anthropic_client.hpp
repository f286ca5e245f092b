// Anthropic's Messages API (contract: retrieval §6).
#pragma once

#include <string>

#include "brain/llm/http_chat_client.hpp"

namespace secondbrain::llm {

class anthropic_client final : public http_chat_client {
 public:
  anthropic_client(net::http_client& network, const provider_profile& profile, std::string model);

 private:
  std::string path() const override { return "/messages"; }
  boost::json::object wire_request(const chat_request& request, delivery how) const override;
  std::optional<answer_part> read_answer(const boost::json::value& answer) const override;
  std::optional<answer_part> read_event(const boost::json::value& data) const override;
};

}  // namespace secondbrain::llm
