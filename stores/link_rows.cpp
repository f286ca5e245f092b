#include "stores/link_rows.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/sign_of_life.hpp"
#include "text/folding.hpp"
#include "text/name_key.hpp"

namespace secondbrain::stores {
namespace {

using names = std::set<std::pair<std::string, other_name>>;

/// Its title, where that is not the name of its file, and its aliases.
names names_of_note(const indexed_note& note) {
  names known;
  if (note.chunks.empty()) return known;
  const auto& first = note.chunks.front();
  auto title = text::case_folded(first.note_title);
  if (!title.empty() && title != text::name_key(note.path)) known.emplace(std::move(title), other_name::title);
  for (std::string_view left = first.fields.aliases; !left.empty();) {
    const auto end = std::min(left.find('\n'), left.size());
    known.emplace(text::case_folded(left.substr(0, end)), other_name::alias);
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return known;
}

}  // namespace

note_link read_link(const sqlite::row& r, int at) {
  note_link link;
  link.line = static_cast<int>(r.integer(at));
  link.kind = static_cast<link_kind>(r.integer(at + 1));
  link.target = r.text(at + 2);
  link.subpath = r.text(at + 3);
  link.shown = r.text(at + 4);
  link.within = r.text(at + 5);
  return link;
}

status link_rows::prepare(sqlite::database& db) {
  RETURN_IF_ERROR(names_.prepare(db));
  return db.prepare({
      {find_, "SELECT id FROM linked_notes WHERE note_path = ?1"},
      {insert_, "INSERT INTO linked_notes (note_path, name) VALUES (?1, ?2) RETURNING id"},
      {rename_, "UPDATE linked_notes SET note_path = ?2, name = ?3 WHERE id = ?1"},
      {keep_left_out_, "UPDATE linked_notes SET links_left_out = ?2 WHERE id = ?1 AND links_left_out <> ?2"},
      {delete_, "DELETE FROM linked_notes WHERE id = ?1"},
      {select_names_, "SELECT name, kind FROM known_as WHERE note = ?1"},
      {insert_name_, "INSERT INTO known_as (name, note, kind) VALUES (?1, ?2, ?3)"},
      {delete_names_, "DELETE FROM known_as WHERE note = ?1"},
      {select_links_, "SELECT " + std::string{link_columns} + " FROM links WHERE note = ?1 ORDER BY place"},
      {insert_link_, R"sql(
         INSERT INTO links (note, place, line, kind, target, subpath, shown, within, name)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))sql"},
      {delete_links_, "DELETE FROM links WHERE note = ?1"},
      {delete_all_, "DELETE FROM linked_notes"},
      {delete_all_names_, "DELETE FROM known_as"},
      {delete_all_links_, "DELETE FROM links"},
  });
}

status link_rows::replace(const indexed_note& note, std::string_view former_path) {
  const auto row = take_row(note, former_path);
  RETURN_IF_ERROR(row);
  return keep_left_out_.run(*row, note.links_left_out)
      .and_then([&] { return replace_names(*row, note); })
      .and_then([&] { return names_.replace(*row, note); })
      .and_then([&] { return replace_links(*row, note); });
}

result<std::optional<std::int64_t>> link_rows::find(std::string_view note_path) {
  return find_.first([](const sqlite::row& r) { return r.integer(0); }, note_path);
}

result<std::int64_t> link_rows::take_row(const indexed_note& note, std::string_view former_path) {
  const auto known = find(note.path);
  RETURN_IF_ERROR(known);
  if (!former_path.empty()) {
    const auto former = find(former_path);
    RETURN_IF_ERROR(former);
    if (*former && *known) RETURN_IF_ERROR(remove_row(**former));
    if (*former && !*known)
      return rename_.run(**former, note.path, text::name_key(note.path)).map([&] { return **former; });
  }
  if (*known) return **known;
  const auto added =
      insert_.first([](const sqlite::row& r) { return r.integer(0); }, note.path, text::name_key(note.path));
  RETURN_IF_ERROR(added);
  return added->value_or(0);
}

status link_rows::replace_names(std::int64_t row, const indexed_note& note) {
  names before;
  const auto add = [&before](const sqlite::row& r) {
    before.emplace(std::string{r.text(0)}, static_cast<other_name>(r.integer(1)));
  };
  RETURN_IF_ERROR(select_names_.for_each(add, row));
  const auto now = names_of_note(note);
  if (now == before) return {};
  RETURN_IF_ERROR(delete_names_.run(row));
  for (const auto& [name, kind] : now) RETURN_IF_ERROR(insert_name_.run(name, row, static_cast<int>(kind)));
  return {};
}

status link_rows::replace_links(std::int64_t row, const indexed_note& note) {
  std::vector<note_link> before;
  RETURN_IF_ERROR(select_links_.for_each([&before](const sqlite::row& r) { before.push_back(read_link(r)); }, row));
  if (before == note.links) return {};
  if (!before.empty()) RETURN_IF_ERROR(delete_links_.run(row));
  std::int64_t place = 0;
  for (const auto& link : note.links) {
    give_sign_of_life();
    RETURN_IF_ERROR(insert_link_.run(row, place++, link.line, static_cast<int>(link.kind), link.target, link.subpath,
                                     link.shown, link.within, text::name_key(link.target)));
  }
  return {};
}

status link_rows::remove_row(std::int64_t row) {
  return delete_links_.run(row)
      .and_then([&] { return delete_names_.run(row); })
      .and_then([&] { return names_.remove(row); })
      .and_then([&] { return delete_.run(row); });
}

status link_rows::remove(std::string_view note_path) {
  const auto row = find(note_path);
  RETURN_IF_ERROR(row);
  return *row ? remove_row(**row) : status{};
}

status link_rows::clear() {
  return delete_all_.run()
      .and_then([&] { return delete_all_names_.run(); })
      .and_then([&] { return delete_all_links_.run(); })
      .and_then([&] { return names_.clear(); });
}

}  // namespace secondbrain::stores
