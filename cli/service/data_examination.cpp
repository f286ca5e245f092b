#include "cli/service/data_examination.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "brain/search/engine.hpp"
#include "brain/vault/planner/daily_notes.hpp"
#include "brain/vault/planner/tasks.hpp"
#include "stores/conversations_store.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "stores/metadata_store.hpp"
#include "stores/noted_reader.hpp"
#include "stores/usage_store.hpp"

namespace secondbrain::cli {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& file) {
  std::error_code failure;
  return fs::exists(file, failure);
}

template <class Store>
status check(const fs::path& file) {
  if (!is_there(file)) return {};
  auto store = Store::open(file);
  RETURN_IF_ERROR(store);
  return store->check();
}

/// The longest word of ASCII letters: every way to split a text into words finds that one.
std::string longest_word(std::string_view text) {
  std::string_view longest;
  for (std::size_t begin = 0; begin < text.size();) {
    auto end = begin;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end - begin > longest.size()) longest = text.substr(begin, end - begin);
    begin = end + 1;
  }
  return std::string{longest.substr(0, 60)};
}

/// A word that the index is known to hold, looked for as a person would.
result<std::string> search_in(const fs::path& index) {
  if (!is_there(index)) return "the index is not in it";
  auto reader = stores::lexical_reader::open(index);
  if (!reader && reader.error().code == errc::unavailable) return "the index is of another version and is made again";
  RETURN_IF_ERROR(reader);
  RETURN_IF_ERROR(check<stores::lexical_store>(index));
  const auto page = reader->chunk_keys("", 200);
  RETURN_IF_ERROR(page);
  for (const auto& key : page->chunks) {
    const auto piece = reader->find(key.chunk_id);
    RETURN_IF_ERROR(piece);
    const auto word = *piece ? longest_word((*piece)->text) : std::string{};
    if (word.size() < 4) continue;
    search_notes request;
    request.query = word;
    search::search_engine engine{index};
    const auto answer = engine.search(request);
    RETURN_IF_ERROR(answer);
    if (answer->hits.empty())
      return fail(errc::corrupt, "a search for “" + word + "” finds nothing, though a note in it has that word");
    return "a search for “" + word + "” found " + counted(answer->total, "note", "notes");
  }
  return "there was nothing to search for in its index";
}

result<std::string> read_conversation(const fs::path& file) {
  if (!is_there(file)) return "no conversation is in it";
  auto store = stores::conversations_store::open(file);
  RETURN_IF_ERROR(store);
  RETURN_IF_ERROR(store->check());
  const auto newest = store->list(1);
  RETURN_IF_ERROR(newest);
  if (newest->empty()) return "no conversation is in it";
  const auto opened = store->get(newest->front().conversation_id);
  RETURN_IF_ERROR(opened);
  if (static_cast<int>(opened->messages.size()) != newest->front().message_count)
    return fail(errc::corrupt, "messages of the newest conversation are missing");
  const auto all = store->count();
  RETURN_IF_ERROR(all);
  return counted(*all, "conversation is", "conversations are") + " in it, the newest of " +
         counted(newest->front().message_count, "message", "messages");
}

/// Those of daily notes, or of all notes where there are no such notes.
result<std::string> list_tasks_of(const std::optional<fs::path>& vault, const fs::path& index) {
  if (!vault) return "no tasks were listed, because the notes are not in it";
  vault::daily_notes notes{*vault};
  RETURN_IF_ERROR(notes.refresh());
  if (!notes.problems().empty()) return fail(errc::corrupt, notes.problems().front());
  auto count = vault::aggregate_tasks(notes.notes(), vault::local_day(std::chrono::system_clock::now())).size();
  if (count == 0 && is_there(index))
    if (const auto noted = stores::task_reader{index}.changed(); noted && *noted) count = (*noted)->size();
  return counted(static_cast<std::int64_t>(count), "task was", "tasks were") + " listed";
}

}  // namespace

result<std::string> examine(const examined_data& restored) {
  auto found = search_in(restored.data / "lexical.db");
  RETURN_IF_ERROR(found);
  const auto tasks = list_tasks_of(restored.vault, restored.data / "lexical.db");
  RETURN_IF_ERROR(tasks);
  const auto conversation = read_conversation(restored.data / "conversations.db");
  RETURN_IF_ERROR(conversation);
  RETURN_IF_ERROR(check<stores::usage_store>(restored.data / "usage.db"));
  RETURN_IF_ERROR(check<stores::metadata_store>(restored.data / restored.metadata_name));
  auto sentence = *found + "; " + *tasks + "; " + *conversation;
  sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
  return with_full_stop(std::move(sentence));
}

}  // namespace secondbrain::cli
