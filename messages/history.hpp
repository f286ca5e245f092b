// Chat history: what the conversations store keeps (contract: stores §5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

struct chat_message {
  std::string role;  // "user" or "assistant"
  std::string content;
};

constexpr auto fields_of(const chat_message*) {
  return record<chat_message>(field_list{
      field("role", &chat_message::role),
      field("content", &chat_message::content),
  });
}

struct conversation_summary {
  std::string conversation_id;
  std::string created_at;  // naive UTC, ISO 8601 with microseconds
  std::string updated_at;
  int message_count = 0;
  std::string preview;  // first retained user message
};

constexpr auto fields_of(const conversation_summary*) {
  return record<conversation_summary>(field_list{
      field("conversation_id", &conversation_summary::conversation_id),
      field("created_at", &conversation_summary::created_at, "UTC, without zone"),
      field("updated_at", &conversation_summary::updated_at, "UTC, without zone"),
      field("message_count", &conversation_summary::message_count),
      field("preview", &conversation_summary::preview, "The oldest retained message of the user"),
  });
}

struct conversation {
  std::string conversation_id;
  std::vector<chat_message> messages;  // oldest first
};

constexpr auto fields_of(const conversation*) {
  return record<conversation>(field_list{
      field("conversation_id", &conversation::conversation_id),
      field("messages", &conversation::messages),
  });
}

/// What to do about a conversation id that is not there.
enum class unknown_id : std::uint8_t { refuse, start };

/// Appends to a conversation, or starts one when `conversation_id` is empty. Not idempotent: a repeat would
/// store the text twice.
struct append_messages {
  using reply = conversation;
  static constexpr retry_policy retry = retry_policy::never;
  std::string conversation_id;
  std::vector<chat_message> messages;
  unknown_id if_unknown = unknown_id::refuse;  // start: a conversation of that id begins
};

struct list_conversations {
  using reply = std::vector<conversation_summary>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  int limit = 50;
};

constexpr auto fields_of(const list_conversations*) {
  return record<list_conversations>(field_list{
      field("limit", &list_conversations::limit, "", {.least = 0, .most = 1000, .presence = in_requests::optional}),
  });
}

struct get_conversation {
  using reply = conversation;  // errc::not_found
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string conversation_id;
};

struct delete_conversation {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string conversation_id;
};

struct count_conversations {
  using reply = int;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

}  // namespace secondbrain
