#include "stores/note_filter.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "stores/note_facts.hpp"

namespace secondbrain::stores {

namespace {

struct found_note {
  std::string day;
  std::string path;
  std::int64_t first_passage = 0;
};

bool is_of_facts(const note_condition& wanted) {
  return wanted.what != note_condition::kind::words && wanted.what != note_condition::kind::task;
}

}  // namespace

status note_filter::prepare(sqlite::database& connection, bool is_earlier) {
  const std::string fields = is_earlier ? "'', ''" : "tags, properties";
  return connection.prepare({
      {select_notes_, "SELECT rowid, note_path, note_date, " + fields + " FROM chunks WHERE chunk_index = 0"},
      {select_passages_, "SELECT rowid, note_path FROM chunks ORDER BY note_path"},  // by its index alone
      {select_with_words_, R"sql(
         SELECT DISTINCT note_path FROM chunks
          WHERE rowid IN (SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?1))sql"},
      {select_with_tasks_, is_earlier ? "SELECT '' WHERE 0" : "SELECT DISTINCT note_path FROM tasks"},
  });
}

status note_filter::apply(const note_conditions& wanted, const passage_table& table) {
  if (wanted == applied_ && generation_ == table.generation()) return {};
  generation_ = -1;  // in case it fails
  RETURN_IF_ERROR(find_notes(wanted));
  RETURN_IF_ERROR(mark_passages(table));
  applied_ = wanted;
  generation_ = table.generation();
  return {};
}

result<note_filter::path_set> note_filter::found_elsewhere(const note_condition& wanted) {
  path_set found;
  if (is_of_facts(wanted)) return found;
  const auto add = [&](const sqlite::row& r) { found.emplace(r.text(0)); };
  const auto read = wanted.what == note_condition::kind::task ? select_with_tasks_.for_each(add)
                                                              : select_with_words_.for_each(add, wanted.value);
  RETURN_IF_ERROR(read);
  return found;
}

status note_filter::find_notes(const note_conditions& wanted) {
  std::vector<std::vector<path_set>> elsewhere;
  elsewhere.reserve(wanted.size());
  for (const auto& group : wanted) {
    auto& sets = elsewhere.emplace_back();
    sets.reserve(group.any_of.size());
    for (const auto& each : group.any_of) {
      auto found = found_elsewhere(each);
      RETURN_IF_ERROR(found);
      sets.push_back(*std::move(found));
    }
  }
  const auto holds = [&](std::size_t group, const note_facts& note) {
    const auto& any_of = wanted[group].any_of;
    for (std::size_t at = 0; at < any_of.size(); ++at)
      if (is_of_facts(any_of[at]) ? meets(note, any_of[at]) : elsewhere[group][at].contains(note.path)) return true;
    return false;
  };
  std::vector<found_note> notes;
  RETURN_IF_ERROR(select_notes_.for_each([&](const sqlite::row& r) {
    const note_facts note{r.text(1), r.text(2), r.text(3), r.text(4)};
    for (std::size_t group = 0; group < wanted.size(); ++group)
      if (holds(group, note) == wanted[group].excluded) return;
    notes.push_back({std::string{day_of(note)}, std::string{note.path}, r.integer(0)});
  }));
  std::sort(notes.begin(), notes.end(), [](const found_note& one, const found_note& other) {
    return std::tie(other.day, one.path) < std::tie(one.day, other.path);
  });
  paths_.clear();
  first_passages_.clear();
  first_passages_.reserve(notes.size());
  for (auto& note : notes) {
    first_passages_.push_back(note.first_passage);
    paths_.insert(std::move(note.path));
  }
  return {};
}

status note_filter::mark_passages(const passage_table& table) {
  marks_.assign(table.size(), false);
  std::string last;
  bool admitted = false;
  return select_passages_.for_each([&](const sqlite::row& r) {
    if (const auto path = r.text(1); path != last) {
      last = path;
      admitted = admits(path);
    }
    if (!admitted) return;
    if (const auto slot = table.find(r.integer(0))) marks_[*slot] = true;
  });
}

}  // namespace secondbrain::stores
