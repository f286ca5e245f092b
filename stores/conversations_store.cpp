#include "stores/conversations_store.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/time_text.hpp"
#include "base/uuid.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/migration.hpp"
#include "stores/sqlite/transaction.hpp"

namespace secondbrain::stores {

namespace {

constexpr std::array<sqlite::migration, 1> conversations_migrations{R"sql(
  CREATE TABLE IF NOT EXISTS conversations (
    conversation_id TEXT PRIMARY KEY,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL,
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at TEXT NOT NULL,
    FOREIGN KEY (conversation_id) REFERENCES conversations(conversation_id)
  );
  CREATE INDEX IF NOT EXISTS idx_messages_conversation ON messages(conversation_id, id);
  CREATE INDEX IF NOT EXISTS idx_conversations_updated ON conversations(updated_at DESC);
)sql"};
static_assert(conversations_migrations.size() == conversations_schema);

status acceptable(const append_messages& request) {
  if (request.messages.empty()) return fail(errc::invalid_argument, "there is no message to store");
  const bool roles_known = std::all_of(request.messages.begin(), request.messages.end(),
                                       [](const chat_message& m) { return m.role == "user" || m.role == "assistant"; });
  if (!roles_known) return fail(errc::invalid_argument, "a message is by \"user\" or by \"assistant\"");
  return {};
}

failed unknown_conversation(std::string_view id) {
  return fail(errc::not_found, "there is no conversation " + std::string{id});
}

}  // namespace

result<conversations_store> conversations_store::open(const std::filesystem::path& file, const clock& time) {
  return sqlite::open_migrated(file, conversations_migrations)
      .and_then([&](sqlite::database db) -> result<conversations_store> {
        conversations_store store{std::move(db), time};
        return store.prepare().map([&] { return std::move(store); });
      });
}

status conversations_store::prepare() {
  return db_.prepare({
      {start_conversation_, R"sql(
         INSERT INTO conversations (conversation_id, created_at, updated_at) VALUES (?1, ?2, ?2)
         ON CONFLICT (conversation_id) DO NOTHING)sql"},
      {touch_conversation_, "UPDATE conversations SET updated_at = ?2 WHERE conversation_id = ?1"},
      {find_conversation_, "SELECT 1 FROM conversations WHERE conversation_id = ?1"},
      {list_conversations_, R"sql(
         SELECT c.conversation_id, c.created_at, c.updated_at,
                (SELECT COUNT(*) FROM messages m WHERE m.conversation_id = c.conversation_id),
                (SELECT m.content FROM messages m WHERE m.conversation_id = c.conversation_id AND m.role = 'user'
                  ORDER BY m.id LIMIT 1)
           FROM conversations c
          ORDER BY c.updated_at DESC, c.conversation_id
          LIMIT ?1)sql"},
      {count_conversations_, "SELECT COUNT(*) FROM conversations"},
      {delete_conversation_, "DELETE FROM conversations WHERE conversation_id = ?1"},
      {insert_message_, "INSERT INTO messages (conversation_id, role, content, created_at) VALUES (?1, ?2, ?3, ?4)"},
      {prune_messages_, R"sql(
         DELETE FROM messages
          WHERE conversation_id = ?1
            AND id <= (SELECT id FROM messages WHERE conversation_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2))sql"},
      {list_messages_, "SELECT role, content FROM messages WHERE conversation_id = ?1 ORDER BY id"},
      {delete_messages_, "DELETE FROM messages WHERE conversation_id = ?1"},
      // SQLite keeps count of the ids it has given out, also when every row is gone.
      {last_message_ever_, "SELECT seq FROM sqlite_sequence WHERE name = 'messages'"},
  });
}

result<conversation> conversations_store::append(const append_messages& request) {
  RETURN_IF_ERROR(acceptable(request));
  const bool nameless = request.conversation_id.empty();
  const auto id = nameless ? random_uuid() : result<std::string>{request.conversation_id};
  RETURN_IF_ERROR(id);
  conversation stored;
  const auto done = sqlite::in_transaction(db_, [&]() -> status {
    if (nameless || request.if_unknown == unknown_id::start) {
      if (auto added = start_conversation_.run(*id, naive_utc_text(time_->now())); !added) return added;
    }
    return store(*id, request.messages).and_then([&] { return get(*id); }).map([&](conversation found) {
      stored = std::move(found);
    });
  });
  RETURN_IF_ERROR(done);
  return stored;
}

status conversations_store::store(std::string_view conversation_id, const std::vector<chat_message>& messages) {
  const auto now = naive_utc_text(time_->now());
  for (const auto& [role, content] : messages) {
    if (auto added = insert_message_.run(conversation_id, role, content, now); !added) return added;
  }
  return touch_conversation_.run(conversation_id, now).and_then([&] {
    return prune_messages_.run(conversation_id, retained_messages);
  });
}

result<conversation> conversations_store::get(std::string_view conversation_id) {
  const auto known = find_conversation_.first([](const sqlite::row&) { return true; }, conversation_id);
  RETURN_IF_ERROR(known);
  if (!*known) return unknown_conversation(conversation_id);
  conversation found{std::string{conversation_id}, {}};
  return list_messages_
      .for_each(
          [&](const sqlite::row& r) {
            found.messages.push_back({std::string{r.text(0)}, std::string{r.text(1)}});
          },
          conversation_id)
      .map([&] { return std::move(found); });
}

result<std::vector<conversation_summary>> conversations_store::list(int limit) {
  std::vector<conversation_summary> found;
  return list_conversations_
      .for_each(
          [&](const sqlite::row& r) {
            found.push_back({std::string{r.text(0)}, std::string{r.text(1)}, std::string{r.text(2)},
                             static_cast<int>(r.integer(3)), std::string{r.text(4)}});
          },
          std::max(limit, 0))  // SQLite takes a negative limit for none
      .map([&] { return std::move(found); });
}

result<int> conversations_store::count() {
  return count_conversations_.first([](const sqlite::row& r) { return static_cast<int>(r.integer(0)); })
      .map([](std::optional<int> count) { return count.value_or(0); });
}

result<bool> conversations_store::untouched() {
  return last_message_ever_.first([](const sqlite::row& r) { return r.integer(0) > 0; })
      .map([](std::optional<bool> any) { return !any.value_or(false); });
}

status conversations_store::remove(std::string_view conversation_id) {
  return sqlite::in_transaction(db_, [&]() -> status {
    return delete_messages_.run(conversation_id).and_then([&] { return delete_conversation_.run(conversation_id); });
  });
}

}  // namespace secondbrain::stores
