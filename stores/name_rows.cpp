#include "stores/name_rows.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "text/name_words.hpp"

namespace secondbrain::stores {

status name_rows::prepare(sqlite::database& db) {
  return db.prepare({
      {select_, "SELECT words, kind FROM names WHERE note = ?1"},
      {insert_, "INSERT INTO names (words, kind, note) VALUES (?1, ?2, ?3)"},
      {delete_, "DELETE FROM names WHERE note = ?1"},
      {delete_all_, "DELETE FROM names"},
      {select_notes_, R"sql(
         SELECT linked_notes.id, chunks.note_path, chunks.note_title, chunks.aliases, chunks.tags
           FROM chunks JOIN linked_notes ON linked_notes.note_path = chunks.note_path
          WHERE chunks.chunk_index = 0)sql"},
  });
}

/// Each once, by what counts most.
name_rows::names name_rows::names_of(std::string_view path, std::string_view title, std::string_view aliases,
                                     std::string_view tags) {
  names called;
  const auto add = [&called](std::string_view name, name_kind kind) {
    if (auto words = text::name_words(name); !words.empty()) called.try_emplace(std::move(words), kind);
  };
  const auto add_lines = [&add](std::string_view lines, name_kind kind) {
    while (!lines.empty()) {
      const auto end = std::min(lines.find('\n'), lines.size());
      add(lines.substr(0, end), kind);
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  };
  auto file_name = path.substr(path.find_last_of('/') + 1);  // npos + 1 is 0
  if (file_name.ends_with(".md")) file_name.remove_suffix(3);
  add(file_name, name_kind::file_name);
  add_lines(aliases, name_kind::alias);
  add(title, name_kind::title);
  add_lines(tags, name_kind::tag);
  return called;
}

status name_rows::replace(std::int64_t row, const indexed_note& note) {
  names before;
  const auto add = [&before](const sqlite::row& r) {
    before.emplace(std::string{r.text(0)}, static_cast<name_kind>(r.integer(1)));
  };
  RETURN_IF_ERROR(select_.for_each(add, row));
  names now;
  if (!note.chunks.empty()) {
    const auto& first = note.chunks.front();
    now = names_of(note.path, first.note_title, first.fields.aliases, first.fields.tags);
  }
  if (now == before) return {};
  if (!before.empty()) RETURN_IF_ERROR(remove(row));
  return insert(row, now);
}

status name_rows::insert(std::int64_t row, const names& called) {
  for (const auto& [words, kind] : called) RETURN_IF_ERROR(insert_.run(words, static_cast<int>(kind), row));
  return {};
}

status name_rows::remove(std::int64_t row) {
  return delete_.run(row);
}

status name_rows::clear() {
  return delete_all_.run();
}

status name_rows::make_anew() {
  std::vector<std::pair<std::int64_t, names>> notes;
  const auto add = [&notes](const sqlite::row& r) {
    notes.emplace_back(r.integer(0), names_of(r.text(1), r.text(2), r.text(3), r.text(4)));
  };
  RETURN_IF_ERROR(clear());
  RETURN_IF_ERROR(select_notes_.for_each(add));
  for (const auto& [row, called] : notes) RETURN_IF_ERROR(insert(row, called));
  return {};
}

}  // namespace secondbrain::stores
