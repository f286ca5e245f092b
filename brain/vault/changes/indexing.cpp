#include "brain/vault/changes/indexing.hpp"

#include <chrono>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "brain/vault/dialects/logseq_note.hpp"
#include "brain/vault/dialects/noted_tasks.hpp"
#include "brain/vault/links/link_reader.hpp"
#include "brain/vault/notes/chunker.hpp"
#include "brain/vault/notes/note.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/noted_events.hpp"
#include "brain/vault/text_lines.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

namespace {

void add_links(std::string_view text, indexed_note& note) {
  auto found = read_links(text);
  note.links.reserve(found.links.size());
  for (auto& each : found.links) note.links.push_back(std::move(each.link));
  note.links_left_out = static_cast<std::int64_t>(found.left_out);
}

/// Of a daily note in the predecessor's layout that it has tasks is noted, and no more: the lists read them there.
std::vector<noted_task> tasks_of(const std::string& path, std::string_view text,
                                 const dialects::dialect_set& dialects) {
  if (!dialects.is_predecessors_daily(path)) return dialects::noted_tasks_of(path, text, dialects);
  if (parse_tasks(text_lines{text}).empty()) return {};
  noted_task listed_elsewhere;
  listed_elsewhere.path = path;
  listed_elsewhere.line = 0;
  return {std::move(listed_elsewhere)};
}

bool begins_with_day(std::string_view text) {
  constexpr std::size_t length = std::string_view{"YYYY-MM-DD"}.size();
  return parse_day(text.substr(0, length)).has_value();
}

/// Where a format leaves out the year, it is that of the day nearest to the last write: a note of New Year's Eve may be
/// written to in January.
std::optional<day> day_nearest_to(day written, const std::string& path, const daily_paths& daily) {
  constexpr std::chrono::days about_a_year{365};
  std::optional<day> nearest;
  for (const auto asked : {written, written - about_a_year, written + about_a_year}) {
    const auto found = daily.day_of(path, asked);
    const bool is_nearer =
        found && (!nearest || std::chrono::abs(*found - written) < std::chrono::abs(*nearest - written));
    if (is_nearer) nearest = found;
  }
  return nearest;
}

/// A daily note is of its day however it is named, unless its frontmatter says another one.
void date_by_name(note& source, const daily_paths& daily, double modified) {
  const auto* said = source.metadata.find_scalar("date");
  if (said != nullptr && begins_with_day(*said)) return;
  const day written{std::chrono::floor<std::chrono::days>(std::chrono::duration<double>{modified})};
  if (const auto date = day_nearest_to(written, source.path, daily)) source.date = format_day(*date);
}

}  // namespace

result<prepared_note> prepare_note(const std::filesystem::path& root, const scanned_file& file,
                                   const std::optional<std::string>& known_hash,
                                   const dialects::dialect_set* dialects) {
  auto bytes = read_note_file(root, file.path);
  RETURN_IF_ERROR(bytes);
  prepared_note prepared;
  prepared.note.path = file.path;
  prepared.file.path = file.path;
  prepared.file.content_hash = sha1_hex(*bytes);
  prepared.file.modified = file.modified;
  prepared.file.size = file.size;
  prepared.file.changed = file.changed;
  prepared.file.inode = file.inode;
  if (known_hash == prepared.file.content_hash) {
    prepared.change = content_change::same;
    return prepared;
  }
  auto parsed = parse_note(file.path, *bytes);
  const auto text = read_note_text(*bytes).text;
  if (dialects != nullptr && dialects->logseq() != nullptr)
    dialects::read_as_logseq_page(parsed, text, *dialects->logseq());
  prepared.file.notice = parsed.warning;
  if (dialects != nullptr && dialects->daily() != nullptr) date_by_name(parsed, *dialects->daily(), file.modified);
  prepared.note.chunks = chunk_note(parsed);
  add_links(text, prepared.note);
  if (dialects != nullptr) {
    prepared.note.tasks = tasks_of(file.path, text, *dialects);
    if (dialects->reads(file.path)) prepared.note.events = noted_events_of(parsed, text);
    prepared.note.read_with = dialects->fingerprint();
  }
  prepared.file.chunk_count = static_cast<int>(prepared.note.chunks.size());
  return prepared;
}

}  // namespace secondbrain::vault
