#include "cli/service/tree_layout.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <new>
#include <thread>

#include "actors/approximation_actor.hpp"
#include "actors/conversations_actor.hpp"
#include "actors/embedding_actor.hpp"
#include "actors/lexical_actor.hpp"
#include "actors/metadata_actor.hpp"
#include "actors/reindexer.hpp"
#include "actors/remote_vectors_actor.hpp"
#include "actors/search_actor.hpp"
#include "actors/settings_actor.hpp"
#include "actors/tracker_actor.hpp"
#include "actors/usage_actor.hpp"
#include "actors/vectors_actor.hpp"
#include "actors/watcher_actor.hpp"
#include "brain/vault/vault_path.hpp"
#include "ops/backup/restore_file.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::cli {

using actors::worker;
using std::chrono::seconds;

namespace {

constexpr seconds start_index_timeout{10};
constexpr seconds longest_embedding{180};  // a call of the model, then storing what it said
constexpr seconds longest_loading{60};     // of a model, by a machine that has much else to do
constexpr seconds longest_asking{150};     // of a server that keeps the vectors: connecting, and some statements
constexpr seconds longest_silence{15};     // of it

actors::child_spec lay_out_watcher(const tree_parts& parts) {
  actors::watcher_parts watching;
  watching.vault = *parts.settings.vault_path;
  watching.data_directory = parts.data.root();
  watching.sweep_interval = parts.settings.sweep_interval;
  watching.index = parts.fronts.addresses.index;
  watching.progress = parts.index_progress_feed;
  if (parts.settings.watch != ops::watch_mode::off) {
    watching.watching.emplace();
    if (parts.settings.tool_copies) watching.watching->copies = vault::tool_copies::taken_in;
    if (parts.settings.watch == ops::watch_mode::poll) watching.watching->backend = vault::watch_backend::polling;
  }
  return worker<actors::watcher_actor>("watcher", watching);
}

/// Last of its branch: a rest_for_one restart of the embedder must not interrupt an index run.
actors::child_spec lay_out_embedder(const tree_parts& parts) {
  actors::embedding_parts embedding;
  embedding.lexical_file = parts.data.lexical();
  embedding.model = [&semantic = parts.semantic](auto cancelled) {
    return semantic.make_embedder(std::move(cancelled));
  };
  embedding.look_for_model = parts.semantic.model_finder();
  embedding.vectors = parts.fronts.addresses.vectors;
  embedding.progress = parts.embedding_progress_feed;
  embedding.pause_mark = parts.data.embedding_pause();
  embedding.on_state = [approximator = parts.fronts.addresses.approximation] {
    approximator.send(embed_notes{std::vector<std::string>{}}, start_index_timeout, [](auto) {});
  };
  auto child = worker<actors::embedding_actor>("embedder", parts.fronts.embedding, embedding);
  child.hang = {parts.settings.hang_deadline + longest_embedding, parts.settings.hang_limit + longest_embedding};
  child.grace = longest_silence;  // of the store of the vectors; a call of the model ends at once
  return child;
}

/// How many are in the index.
std::function<std::size_t()> note_counter(const tree_parts& parts) {
  return [progress = parts.index_progress_feed] {
    return static_cast<std::size_t>(std::max<std::int64_t>(0, progress->latest().value.notes_searchable));
  };
}

/// Behind the embedder, whose progress it follows.
actors::child_spec lay_out_approximator(const tree_parts& parts) {
  actors::approximation_parts approximating;
  approximating.lexical_file = parts.data.lexical();
  approximating.model = [&semantic = parts.semantic, is_wanted = parts.settings.encoder_approximation] {
    return is_wanted ? semantic.name_of_encoder() : std::string{};
  };
  approximating.load = [&semantic = parts.semantic](auto cancelled) {
    return semantic.load_approximation(std::move(cancelled));
  };
  approximating.notes = note_counter(parts);
  approximating.progress = parts.embedding_progress_feed;
  approximating.place = parts.semantic.approximation();
  auto child = worker<actors::approximation_actor>("approximator", parts.fronts.approximation, approximating);
  child.hang = {parts.settings.hang_deadline + longest_loading, parts.settings.hang_limit + longest_loading};
  return child;
}

actors::child_spec lay_out_remote_vectors(const tree_parts& parts) {
  const auto& remote = *parts.semantic.remote();
  actors::remote_vectors_parts owning{remote.make_store, remote.standing, parts.fronts.addresses.embedding};
  owning.former_file = parts.data.vectors();
  owning.model_now = [&semantic = parts.semantic]() -> std::optional<model_tag> {
    const auto model = semantic.make_embedder();
    return model ? std::optional{model->model()} : std::nullopt;
  };
  auto child = worker<actors::remote_vectors_actor>("vectors", parts.fronts.vectors, owning);
  child.grace = longest_silence;
  child.hang = {parts.settings.hang_deadline + longest_asking, parts.settings.hang_limit + longest_asking};
  return child;
}

std::optional<std::string> conversations_missed(const std::filesystem::path& backups,
                                                const std::filesystem::path& file) {
  auto held = ops::rows_in_newest(backups, file, "conversations");
  if (!held || held->rows == 0) return std::nullopt;
  return file.filename().string() + " is new and empty, but the backup " + held->snapshot + " holds " +
         std::to_string(held->rows) + (held->rows == 1 ? " conversation" : " conversations") +
         ". To have them back, stop the server and run `secondbrain restore " + held->snapshot + "`.";
}

/// For tests: a note that says `chaos: kill`, `chaos: abort`, `chaos: hang` or `chaos: throw` does that to whoever
/// prepares it.
void apply_chaos_note(const std::filesystem::path& vault, const std::string& path) {
  auto text = vault::read_note_file(vault, path).value_or("");
  auto contains = [&](std::string_view what) { return text.find("chaos: " + std::string{what}) != std::string::npos; };
  if (contains("kill")) std::raise(SIGKILL);
  if (contains("abort")) std::abort();
  if (contains("throw")) throw std::bad_alloc{};
  while (contains("hang")) std::this_thread::sleep_for(seconds{1});
}

/// Remembers by what notes the vault is recognised: at once where that is not known, else now and then.
std::function<void()> vault_learner(const tree_parts& parts) {
  using clock = std::chrono::steady_clock;
  static constexpr std::chrono::minutes between_lessons{10};
  auto last = std::make_shared<clock::time_point>();
  return [last, known = parts.known_vault, tracker = parts.fronts.addresses.tracker] {
    bool is_recognised = !known->needs_to_learn() && known->look().state == vault_state::itself;
    if (is_recognised && clock::now() - *last < between_lessons) return;
    *last = clock::now();
    tracker.send(load_tracked_files{}, start_index_timeout, [known](const result<std::vector<tracked_file>>& files) {
      if (!files) return;
      std::vector<std::string> notes;
      for (const auto& file : *files) notes.push_back(file.path);
      if (auto learnt = known->learn(notes); !learnt) ops::logger_for("vault").warn("{}", learnt.error().message);
    });
  };
}

}  // namespace

std::function<status()> directory_question(const tree_parts& parts) {
  return [held = parts.held] { return held->look(); };
}

std::function<void()> damage_reporter(const tree_parts& parts) {
  return [lexical = parts.fronts.addresses.lexical] {
    lexical.send(check_store{}, check_timeout, [](auto) {});  // a damaged store recovers by itself when it notices
  };
}

std::function<search::search_engine()> engine_maker(const tree_parts& parts) {
  const auto is_partly_read = [progress = parts.embedding_progress_feed, notes = note_counter(parts)] {
    return search::is_partly_read(progress->latest().value, notes());
  };
  return
      [&semantic = parts.semantic, words = parts.data.lexical(), vectors = parts.data.vectors(), is_partly_read,
       in_place = directory_question(parts)] { return semantic.make_engine(words, vectors, is_partly_read, in_place); };
}

actors::supervisor_spec branch(const tree_parts& parts, std::vector<actors::child_spec> children) {
  actors::supervisor_spec spec;
  spec.intensity = {parts.settings.max_restarts, parts.settings.restart_window};
  for (auto& child : children)
    if (child.hang == actors::hang_limits{}) child.hang = {parts.settings.hang_deadline, parts.settings.hang_limit};
  spec.children = std::move(children);
  return spec;
}

actors::supervisor_spec lay_out_stores(const tree_parts& parts) {
  auto derived = [&](const std::filesystem::path& file, const char* title) {
    actors::store_place place;
    place.file = file;
    place.title = title;
    place.folder_in_place = directory_question(parts);
    place.on_emptied = [index = parts.fronts.addresses.index] {
      index.send(start_index{index_mode::incremental, index_trigger::sweep, {}}, start_index_timeout, [](auto) {});
    };
    return place;
  };
  auto vectors = derived(parts.data.vectors(), "The index for searching by meaning");
  vectors.on_emptied = [sweep = vectors.on_emptied, embedder = parts.fronts.addresses.embedding] {
    sweep();
    embedder.send(embed_notes{}, start_index_timeout, [](auto) {});
  };
  auto kept = [&](const std::filesystem::path& file, const char* title) {
    actors::store_place place;
    place.file = file;
    place.title = title;
    place.folder_in_place = directory_question(parts);
    place.restore = [backups = parts.settings.backup_path](const std::filesystem::path& damaged) {
      return ops::restore_file(backups, damaged);
    };
    return place;
  };
  auto conversations = kept(parts.data.conversations(), "The file of your conversations");
  conversations.held_elsewhere = [backups = parts.settings.backup_path](const std::filesystem::path& file) {
    return conversations_missed(backups, file);
  };
  const auto& fronts = parts.fronts;
  auto metadata_file = parts.data.metadata(parts.settings.metadata_db_name);
  return branch(
      parts,
      {worker<actors::conversations_actor>("conversations", fronts.conversations, conversations),
       worker<actors::usage_actor>("usage", fronts.usage,
                                   kept(parts.data.usage(), "The record of what language models cost")),
       worker<actors::metadata_actor>("metadata", fronts.metadata,
                                      kept(metadata_file, "The file of what was extracted from your notes")),
       worker<actors::settings_actor>("settings", fronts.settings, parts.data.settings(), directory_question(parts)),
       worker<actors::lexical_actor>("lexical", fronts.lexical,
                                     derived(parts.data.lexical(), "The index for searching by words")),
       parts.semantic.remote()
           ? lay_out_remote_vectors(parts)
           : worker<actors::vectors_actor>("vectors", fronts.vectors,
                                           actors::vectors_parts{vectors, parts.data.vector_codes(),
                                                                 parts.semantic.vectors(), parts.vector_counts_feed}),
       worker<actors::tracker_actor>("index-tracker", fronts.tracker,
                                     derived(parts.data.index_tracker(), "The list of indexed notes"))});
}

actors::supervisor_spec lay_out_index(const tree_parts& parts) {
  actors::reindexer_parts writing;
  writing.vault = parts.settings.vault_path;
  writing.data_directory = parts.data.root();
  writing.directory_in_place = directory_question(parts);
  if (parts.settings.tool_copies) writing.copies = vault::tool_copies::taken_in;
  writing.deletions.share = parts.settings.mass_delete_share;
  writing.lexical = parts.fronts.addresses.lexical;
  writing.tracker = parts.fronts.addresses.tracker;
  writing.vectors = parts.fronts.addresses.vectors;
  writing.metadata = parts.fronts.addresses.metadata;
  writing.progress = parts.index_progress_feed;
  if (parts.settings.chaos)
    writing.before_preparing = [vault = writing.vault](const std::string& path) { apply_chaos_note(*vault, path); };
  writing.stock_taken = parts.stock_taken;
  writing.conventions = parts.conventions;
  writing.may_index = [known = parts.known_vault] { return known->may_index(); };
  writing.on_indexed = [learn = vault_learner(parts), embedder = parts.fronts.addresses.embedding,
                        approximator =
                            parts.fronts.addresses.approximation](std::optional<std::vector<std::string>> changed) {
    learn();
    approximator.send(embed_notes{changed}, start_index_timeout, [](auto) {});
    embedder.send(embed_notes{std::move(changed)}, start_index_timeout, [](auto) {});  // it looks at all when it starts
  };

  std::vector<actors::child_spec> children{worker<actors::reindexer>("reindexer", parts.fronts.index, writing)};
  if (parts.settings.vault_path) children.push_back(lay_out_watcher(parts));
  children.push_back(lay_out_embedder(parts));
  children.push_back(lay_out_approximator(parts));
  auto index = branch(parts, std::move(children));
  index.strategy = actors::restart_strategy::rest_for_one;
  return index;
}

actors::supervisor_spec lay_out_search(const tree_parts& parts) {
  actors::search_parts searching;
  searching.make_engine = engine_maker(parts);
  searching.report_damage = damage_reporter(parts);
  searching.lexical_file = parts.data.lexical();
  searching.vault = parts.settings.vault_path;
  searching.in_place = directory_question(parts);
  searching.without_vectors = [progress = parts.embedding_progress_feed,
                               embedder = parts.fronts.addresses.embedding](std::vector<std::string> notes) {
    const auto now = progress->latest().value;
    if (now.state != embedding_state::working || now.texts_left < search::few_texts_to_read) return;
    embedder.send(embed_notes{std::move(notes)}, start_index_timeout, [](auto) {});
  };
  std::vector<actors::child_spec> workers;
  for (int i = 1; i <= parts.settings.search_workers; ++i)
    workers.push_back(worker<actors::search_actor>("worker-" + std::to_string(i), parts.fronts.search, searching));
  return branch(parts, std::move(workers));
}

}  // namespace secondbrain::cli
