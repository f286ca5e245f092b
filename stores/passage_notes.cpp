#include "stores/passage_notes.hpp"

#include <limits>
#include <utility>

namespace secondbrain::stores {

status passage_notes::prepare(sqlite::database& connection) {
  return connection.prepare({
      {select_renames_, "SELECT value FROM schema_meta WHERE key = 'renames'"},
      {select_all_, "SELECT rowid, note_path FROM chunks WHERE rowid > ?1 ORDER BY note_path"},  // by its index alone
      {select_newer_, "SELECT rowid, note_path FROM chunks WHERE rowid > ?1 ORDER BY rowid"},
  });
}

status passage_notes::refresh(const passage_table& table) {
  if (generation_ == table.generation()) return {};
  const auto renames = select_renames_.first([](const sqlite::row& r) { return std::string{r.text(0)}; });
  RETURN_IF_ERROR(renames);
  auto counted = renames->value_or("");
  generation_ = -1;  // in case it fails
  if (counted == renames_ && goes_on_in(table)) {
    RETURN_IF_ERROR(read(select_newer_, table, last_rowid_));
  } else {
    note_of_slot_.clear();
    numbers_.clear();
    RETURN_IF_ERROR(read(select_all_, table, std::numeric_limits<std::int64_t>::min()));
  }
  last_rowid_ = table.size() == 0 ? 0 : table.rowid(table.size() - 1);
  renames_ = std::move(counted);
  generation_ = table.generation();
  return {};
}

/// Passages that went may have been taken out of the table, and the slots of the others are others then.
bool passage_notes::goes_on_in(const passage_table& table) const {
  const auto known = note_of_slot_.size();
  return known > 0 && known <= table.size() && table.rowid(known - 1) == last_rowid_;
}

// A slot whose passage has gone is nobody's; it is given to any note, as nothing is found in it.
status passage_notes::read(sqlite::statement& passages, const passage_table& table, std::int64_t behind) {
  note_of_slot_.resize(table.size());
  std::string last;
  std::uint32_t note = 0;
  return passages.for_each(
      [&](const sqlite::row& r) {
        if (const auto path = r.text(1); path != last || numbers_.empty()) {
          last = path;
          note = number_of(path);
        }
        if (const auto slot = table.find(r.integer(0))) note_of_slot_[*slot] = note;
      },
      behind);
}

std::uint32_t passage_notes::number_of(std::string_view path) {
  const auto known = numbers_.find(path);
  if (known != numbers_.end()) return known->second;
  const auto number = static_cast<std::uint32_t>(numbers_.size());
  numbers_.emplace(path, number);
  return number;
}

std::optional<std::uint32_t> passage_notes::find(std::string_view path) const {
  const auto known = numbers_.find(path);
  return known == numbers_.end() ? std::nullopt : std::optional{known->second};
}

}  // namespace secondbrain::stores
