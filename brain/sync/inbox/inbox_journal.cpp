#include "brain/sync/inbox/inbox_journal.hpp"

#include <boost/json.hpp>

#include "base/error.hpp"
#include "brain/sync/state_file.hpp"

namespace secondbrain::sync {

namespace json = boost::json;

namespace {

json::object to_json(const inbox_entry& entry) {
  json::array pieces;
  for (const auto& piece : entry.pieces) {
    pieces.push_back({{"content", piece.content}, {"answer", piece.answer}, {"action", piece.action}});
  }
  json::object written{{"day", entry.day}, {"pieces", std::move(pieces)}};
  write_retry(written, entry.retry);
  return written;
}

std::string text_of(const json::object& object, std::string_view key) {
  return json::value_to<std::string>(object.at(key));
}

inbox_entry entry_from(const json::object& object) {
  inbox_entry entry;
  entry.day = text_of(object, "day");
  for (const auto& value : object.at("pieces").as_array()) {
    const auto& piece = value.as_object();
    entry.pieces.push_back({text_of(piece, "content"), text_of(piece, "answer"), text_of(piece, "action")});
  }
  entry.retry = read_retry(object);
  return entry;
}

}  // namespace

result<inbox_journal> inbox_journal::open(std::filesystem::path file) {
  inbox_journal journal{std::move(file)};
  auto loaded = load_state(journal.file_, [&](const json::object& state) {
    std::map<std::string, inbox_entry> entries;
    for (const auto& member : state) entries.emplace(member.key(), entry_from(member.value().as_object()));
    journal.entries_ = std::move(entries);
  });
  RETURN_IF_ERROR(loaded);
  return journal;
}

void inbox_journal::keep_only(const std::set<std::string>& hashes) {
  std::erase_if(entries_, [&](const auto& entry) { return !hashes.contains(entry.first); });
}

status inbox_journal::save() const {
  json::object state;
  for (const auto& [hash, entry] : entries_) state[hash] = to_json(entry);
  return save_state(file_, state);
}

}  // namespace secondbrain::sync
