#include "stores/note_filter.hpp"

#include <algorithm>
#include <string>
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
  RETURN_IF_ERROR(notes_.prepare(connection));
  const std::string names = is_earlier ? "note_title, '', ''" : "note_title, aliases, language";
  return connection.prepare({
      {select_named_notes_,
       "SELECT rowid, note_path, note_date, " + fields + ", " + names + " FROM chunks WHERE chunk_index = 0"},
      {select_notes_, "SELECT rowid, note_path, note_date, " + fields + " FROM chunks WHERE chunk_index = 0"},
      {select_with_words_, "SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?1"},
      {select_with_tasks_, is_earlier ? "SELECT '' WHERE 0" : "SELECT DISTINCT note_path FROM tasks"},
  });
}

status note_filter::apply(const note_conditions& wanted, const passage_table& table) {
  if (wanted == applied_ && generation_ == table.generation()) return {};
  generation_ = -1;  // in case it fails
  RETURN_IF_ERROR(notes_.refresh(table));
  RETURN_IF_ERROR(find_notes(wanted, table));
  mark_passages(table);
  applied_ = wanted;
  generation_ = table.generation();
  return {};
}

bool note_filter::admits(std::string_view note_path) const {
  const auto note = notes_.find(note_path);
  return note && admitted_[*note];
}

result<note_filter::note_marks> note_filter::found_elsewhere(const note_condition& wanted, const passage_table& table) {
  if (is_of_facts(wanted)) return note_marks{};
  note_marks found(notes_.size());
  const auto add_passage = [&](const sqlite::row& r) {
    if (const auto slot = table.find(r.integer(0))) found[notes_.note_of(*slot)] = true;
  };
  const auto add_note = [&](const sqlite::row& r) {
    if (const auto note = notes_.find(r.text(0))) found[*note] = true;
  };
  const auto read = wanted.what == note_condition::kind::task ? select_with_tasks_.for_each(add_note)
                                                              : select_with_words_.for_each(add_passage, wanted.value);
  RETURN_IF_ERROR(read);
  return found;
}

status note_filter::find_notes(const note_conditions& wanted, const passage_table& table) {
  std::vector<std::vector<note_marks>> elsewhere;
  elsewhere.reserve(wanted.size());
  for (const auto& group : wanted) {
    auto& sets = elsewhere.emplace_back();
    sets.reserve(group.any_of.size());
    for (const auto& each : group.any_of) {
      auto found = found_elsewhere(each, table);
      RETURN_IF_ERROR(found);
      sets.push_back(*std::move(found));
    }
  }
  const auto holds = [&](std::size_t group, const note_facts& facts, std::uint32_t note) {
    const auto& any_of = wanted[group].any_of;
    for (std::size_t at = 0; at < any_of.size(); ++at)
      if (is_of_facts(any_of[at]) ? meets(facts, any_of[at]) : elsewhere[group][at][note]) return true;
    return false;
  };
  admitted_.assign(notes_.size(), false);
  std::vector<found_note> notes;
  const bool by_names = std::any_of(wanted.begin(), wanted.end(), [](const condition_group& group) {
    return std::any_of(group.any_of.begin(), group.any_of.end(), asks_for_names);
  });
  RETURN_IF_ERROR((by_names ? select_named_notes_ : select_notes_).for_each([&](const sqlite::row& r) {
    note_facts facts{r.text(1), r.text(2), r.text(3), r.text(4)};
    if (by_names) {
      facts.title = r.text(5);
      facts.aliases = r.text(6);
      facts.language = r.text(7);
    }
    const auto note = notes_.find(facts.path);
    if (!note) return;
    for (std::size_t group = 0; group < wanted.size(); ++group)
      if (holds(group, facts, *note) == wanted[group].excluded) return;
    admitted_[*note] = true;
    notes.push_back({std::string{day_of(facts)}, std::string{facts.path}, r.integer(0)});
  }));
  std::sort(notes.begin(), notes.end(), [](const found_note& one, const found_note& other) {
    return std::tie(other.day, one.path) < std::tie(one.day, other.path);
  });
  first_passages_.clear();
  first_passages_.reserve(notes.size());
  for (const auto& note : notes) first_passages_.push_back(note.first_passage);
  return {};
}

void note_filter::mark_passages(const passage_table& table) {
  marks_.resize(table.size());
  for (std::size_t slot = 0; slot < marks_.size(); ++slot) marks_[slot] = admitted_[notes_.note_of(slot)];
}

}  // namespace secondbrain::stores
