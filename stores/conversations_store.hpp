// conversations.db: chat history (contract: stores §5). Files of the reference are opened as they are.
//
// Owned by one thread. Each call is one transaction: it happened, or it left no trace. Times are naive UTC.
// Fails with corrupt, busy, disk_full, io_failure, newer_schema (writes to a file of a later version).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "messages/history.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class conversations_store {
 public:
  static constexpr int retained_messages = 20;  // per conversation; older ones are pruned

  static result<conversations_store> open(const std::filesystem::path& file, const clock& time = real_clock());

  /// Appends to the conversation, or starts one: with a new id when there is none in the request, with that id when it
  /// is unknown and the request says so; otherwise an unknown id is not_found. No messages, or a role
  /// other than "user" and "assistant": invalid_argument. Answers with what the conversation then holds.
  result<conversation> append(const append_messages& request);

  result<conversation> get(std::string_view conversation_id);  // not_found
  result<std::vector<conversation_summary>> list(int limit);   // latest change first
  result<int> count();
  status remove(std::string_view conversation_id);  // unknown ids are fine

  /// No message was ever written into this file, not even one that was deleted since.
  result<bool> untouched();

  status check() { return db_.quick_check(); }
  status snapshot_to(const std::filesystem::path& file) { return db_.snapshot_to(file); }

 private:
  conversations_store(sqlite::database db, const clock& time) : db_(std::move(db)), time_(&time) {}

  status prepare();
  status store(std::string_view conversation_id, const std::vector<chat_message>& messages);

  sqlite::database db_;
  const clock* time_;
  sqlite::statement start_conversation_;
  sqlite::statement touch_conversation_;
  sqlite::statement find_conversation_;
  sqlite::statement list_conversations_;
  sqlite::statement count_conversations_;
  sqlite::statement delete_conversation_;
  sqlite::statement insert_message_;
  sqlite::statement prune_messages_;
  sqlite::statement list_messages_;
  sqlite::statement delete_messages_;
  sqlite::statement last_message_ever_;
};

}  // namespace secondbrain::stores
