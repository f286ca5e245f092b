#include "stores/name_lookup.hpp"

#include "stores/heading_path.hpp"

namespace secondbrain::stores {

status name_lookup::prepare(sqlite::database& connection, bool is_earlier) {
  return connection.prepare({
      {select_called_, is_earlier ? "SELECT '', 0 WHERE ?1 <> ?1 LIMIT ?2" : R"sql(
         SELECT linked_notes.note_path, names.kind
           FROM names JOIN linked_notes ON linked_notes.id = names.note
          WHERE names.words = ?1
          ORDER BY names.kind, names.note LIMIT ?2)sql"},
      {select_first_, "SELECT rowid FROM chunks WHERE note_path = ?1 AND chunk_index = 0 LIMIT 1"},
      {select_headings_, "SELECT heading_path FROM chunks WHERE rowid = ?1"},
  });
}

result<std::vector<called_note>> name_lookup::called(std::string_view words, std::size_t most) {
  std::vector<called_note> notes;
  const auto add = [&](const sqlite::row& r) {
    notes.push_back({std::string{r.text(0)}, static_cast<name_kind>(r.integer(1))});
  };
  return select_called_.for_each(add, words, most).map([&] { return std::move(notes); });
}

result<std::optional<std::int64_t>> name_lookup::first_passage_of(std::string_view note_path) {
  return select_first_.first([](const sqlite::row& r) { return r.integer(0); }, note_path);
}

result<std::vector<std::vector<std::string>>> name_lookup::headings_of(std::span<const std::int64_t> rowids) {
  std::vector<std::vector<std::string>> headings(rowids.size());
  for (std::size_t at = 0; at < rowids.size(); ++at) {
    const auto read = [&](const sqlite::row& r) { headings[at] = split_headings(r.text(0)); };
    RETURN_IF_ERROR(select_headings_.for_each(read, rowids[at]));
  }
  return headings;
}

}  // namespace secondbrain::stores
