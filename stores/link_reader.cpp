#include "stores/link_reader.hpp"

#include "stores/lexical_schema.hpp"
#include "stores/sqlite/transaction.hpp"

namespace secondbrain::stores {
namespace {

std::string columns_of(std::string_view table, std::string_view columns) {
  std::string qualified{table};
  qualified += '.';
  for (const char each : columns) {
    qualified += each;
    if (each == ' ') qualified.append(table).append(".");
  }
  return qualified;
}

/// For FTS5, one word after the other, in the text alone.
std::string phrase_in_text(std::string_view words) {
  std::string phrase = "chunk_text : \"";
  for (const char each : words) {
    if (each == '"') phrase += '"';
    phrase += each;
  }
  return phrase + '"';
}

}  // namespace

result<link_reader> link_reader::open(const std::filesystem::path& file) {
  // Asked before opening: should the file be replaced in between, the reader is stale at once and opened again.
  const auto identity = sqlite::identify(file).value_or(sqlite::file_identity{});
  auto db = sqlite::database::open(file, sqlite::open_mode::read_only);
  RETURN_IF_ERROR(db);
  const auto version = db->schema_version();
  RETURN_IF_ERROR(version);
  if (*version != lexical_schema.version)
    return fail(errc::unavailable, "the index is of another version: links are known when it has been built again");
  link_reader reader{*std::move(db), identity};
  return reader.prepare().map([&] { return std::move(reader); });
}

status link_reader::prepare() {
  const std::string links = columns_of("links", link_columns);
  const std::string chunks = "SELECT " + std::string{chunk_columns} + " FROM chunks WHERE note_path = ?1 ";
  return db_.prepare({
      {select_note_, "SELECT links_left_out FROM linked_notes WHERE note_path = ?1"},
      {select_other_names_,
       "SELECT DISTINCT name FROM known_as WHERE note = (SELECT id FROM linked_notes WHERE note_path = ?1)"},
      {select_named_, "SELECT note_path FROM linked_notes WHERE name = ?1"},
      {select_known_as_, R"sql(
         SELECT linked_notes.note_path, known_as.kind
           FROM known_as JOIN linked_notes ON linked_notes.id = known_as.note
          WHERE known_as.name = ?1)sql"},
      {select_links_, "SELECT " + links + R"sql(
           FROM links JOIN linked_notes ON linked_notes.id = links.note
          WHERE linked_notes.note_path = ?1
          ORDER BY links.place)sql"},
      {select_between_, "SELECT " + links + R"sql(
           FROM links JOIN linked_notes ON linked_notes.id = links.note
          WHERE linked_notes.note_path = ?1 AND links.line BETWEEN ?2 AND ?3
          ORDER BY links.place LIMIT ?4)sql"},
      {select_links_to_, "SELECT linked_notes.note_path, " + links + R"sql(
           FROM links JOIN linked_notes ON linked_notes.id = links.note
          WHERE links.name = ?1 AND links.name <> ''
          LIMIT ?2)sql"},
      {select_chunks_, chunks + "ORDER BY chunk_index"},
      {select_first_chunk_, chunks + "AND chunk_index = 0"},
      {select_title_, "SELECT note_title FROM chunks WHERE note_path = ?1 LIMIT 1"},
      {select_passages_, "SELECT " + columns_of("chunks", chunk_columns) + R"sql(
           FROM chunks_fts CROSS JOIN chunks ON chunks.rowid = chunks_fts.rowid
          WHERE chunks_fts MATCH ?1 AND chunks.note_path <> ?2
          LIMIT ?3)sql"},
  });
}

result<std::optional<note_names>> link_reader::names_of(std::string_view note_path) {
  auto found = select_note_.first([](const sqlite::row& r) { return note_names{r.integer(0), {}}; }, note_path);
  RETURN_IF_ERROR(found);
  if (!*found) return found;
  const auto add = [&](const sqlite::row& r) { (*found)->others.emplace_back(r.text(0)); };
  RETURN_IF_ERROR(select_other_names_.for_each(add, note_path));
  return found;
}

result<std::vector<std::string>> link_reader::notes_named(std::string_view name) {
  std::vector<std::string> paths;
  RETURN_IF_ERROR(select_named_.for_each([&](const sqlite::row& r) { paths.emplace_back(r.text(0)); }, name));
  return paths;
}

result<std::vector<named_note>> link_reader::notes_known_as(std::string_view name) {
  std::vector<named_note> notes;
  const auto add = [&](const sqlite::row& r) {
    notes.push_back({std::string{r.text(0)}, static_cast<other_name>(r.integer(1))});
  };
  RETURN_IF_ERROR(select_known_as_.for_each(add, name));
  return notes;
}

result<std::vector<note_link>> link_reader::links_of(std::string_view note_path) {
  std::vector<note_link> links;
  RETURN_IF_ERROR(select_links_.for_each([&](const sqlite::row& r) { links.push_back(read_link(r)); }, note_path));
  return links;
}

result<std::vector<note_link>> link_reader::links_between(std::string_view note_path, int first_line, int last_line,
                                                          std::size_t most) {
  std::vector<note_link> links;
  const auto add = [&](const sqlite::row& r) { links.push_back(read_link(r)); };
  RETURN_IF_ERROR(select_between_.for_each(add, note_path, first_line, last_line, most));
  return links;
}

result<std::vector<link_from>> link_reader::links_to(std::string_view name, std::size_t most) {
  std::vector<link_from> links;
  const auto add = [&](const sqlite::row& r) { links.push_back({std::string{r.text(0)}, read_link(r, 1)}); };
  RETURN_IF_ERROR(select_links_to_.for_each(add, name, most));
  return links;
}

result<std::vector<chunk>> link_reader::chunks_of(std::string_view note_path) {
  std::vector<chunk> chunks;
  RETURN_IF_ERROR(select_chunks_.for_each([&](const sqlite::row& r) { chunks.push_back(read_chunk(r)); }, note_path));
  return chunks;
}

result<std::optional<chunk>> link_reader::first_chunk_of(std::string_view note_path) {
  return select_first_chunk_.first(read_chunk, note_path);
}

result<std::string> link_reader::title_of(std::string_view note_path) {
  auto title = select_title_.first([](const sqlite::row& r) { return std::string{r.text(0)}; }, note_path);
  return std::move(title).map([](std::optional<std::string> found) { return std::move(found).value_or(""); });
}

result<std::vector<chunk>> link_reader::passages_with(std::string_view words, std::string_view other_than_note,
                                                      std::size_t most) {
  std::vector<chunk> passages;
  const auto add = [&](const sqlite::row& r) { passages.push_back(read_chunk(r)); };
  RETURN_IF_ERROR(select_passages_.for_each(add, phrase_in_text(words), other_than_note, most));
  return passages;
}

status link_reader::at_one_moment(const std::function<status()>& questions) {
  return sqlite::in_read_transaction(db_, questions);
}

bool link_reader::stale() const {
  return sqlite::identify(db_.file()) != identity_;
}

}  // namespace secondbrain::stores
