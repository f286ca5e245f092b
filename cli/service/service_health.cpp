#include "cli/service/service_health.hpp"

#include <algorithm>
#include <utility>

#include "base/human_text.hpp"
#include "base/text.hpp"
#include "brain/sync/extraction/sending_estimate.hpp"
#include "brain/sync/inbox/inbox_captures.hpp"
#include "brain/vault/changes/folder_watch.hpp"
#include "brain/vault/readable_path.hpp"
#include "cli/client/kept_texts.hpp"
#include "cli/service/backup_check.hpp"
#include "cli/service/parts_check.hpp"
#include "cli/service/places_check.hpp"
#include "ops/alarms/delivery_plan.hpp"
#include "ops/data/disk_space.hpp"
#include "ops/data/index_coverage.hpp"
#include "ops/data/sync_markers.hpp"
#include "ops/health/embedding_words.hpp"
#include "ops/health/health_rules.hpp"

namespace secondbrain::cli {
namespace {

/// The first few, and how many more.
std::string named(const std::vector<refused_note>& notes) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t at = 0; at < std::min(notes.size(), most); ++at) text += (at > 0 ? ", " : "") + notes[at].note_path;
  return notes.size() > most ? text + " and " + std::to_string(notes.size() - most) + " more" : text;
}

/// Empty where there are none that the model does not know.
std::string beyond_the_model(const std::string& unknown) {
  if (unknown.empty()) return {};
  return " The model knows English only, and many notes are in other languages (" + unknown +
         "): `secondbrain model` says which one fits.";
}

/// Nothing, when nothing was read before.
std::string from_before(const index_progress& index) {
  return index.notes_searchable > 0 ? " Search still answers from what was read before." : "";
}

/// A run of another process takes seconds; one that takes longer than a minute may never end.
component_check check_lock(const index_progress& index, std::chrono::system_clock::time_point now) {
  constexpr std::chrono::minutes usual_wait{1};
  auto waited = index.started_at ? now - *index.started_at : std::chrono::system_clock::duration::zero();
  if (waited <= usual_wait) return {"index", verdict::ok, "Reading notes waits for another process: " + index.message};
  return {"index", verdict::warning,
          "Notes have not been read for " +
              std::to_string(std::chrono::duration_cast<std::chrono::minutes>(waited).count()) +
              " minutes: " + index.message + ". When it is no program that indexes this vault, delete that file." +
              from_before(index)};
}

std::string oddities(const index_progress& index) {
  if (index.notes_noted == 0) return {};
  return " In " + counted(index.notes_noted, "note", "notes") +
         " something is odd, such as the encoding or frontmatter that is not valid; `secondbrain index --list` says "
         "what.";
}

std::string set_aside(int notes) {
  return (notes == 1 ? std::string{"1 note is"} : std::to_string(notes) + " notes are") +
         " left out of the index, because preparing " + (notes == 1 ? "it" : "them") +
         " ended the service. The list of notes on the admin page names " + (notes == 1 ? "it" : "them") +
         "; shorten or split " + (notes == 1 ? "it" : "them") + ". All others can be found.";
}

}  // namespace

component_check check_index(const index_progress& index, std::chrono::system_clock::time_point now) {
  if (index.phase == index_phase::frozen || (!index.trouble.empty() && index.phase != index_phase::failed))
    return {"index", verdict::error,
            "The index is frozen and loses nothing: " + with_full_stop(index.trouble) + from_before(index)};
  if (!index.trouble.empty())
    return {"index", verdict::warning,
            "Notes could not be read the last time, which is tried again: " + with_full_stop(index.trouble) +
                from_before(index)};
  if (index.phase == index_phase::waiting_for_lock) return check_lock(index, now);
  auto coverage = ops::coverage_of(index);
  if (coverage.state == ops::coverage_state::partial)
    return {"index", verdict::warning, coverage.message + " This ends by itself when it can be read again."};
  if (!coverage.complete()) return {"index", verdict::ok, coverage.message};
  if (index.notes_set_aside > 0) return {"index", verdict::warning, set_aside(index.notes_set_aside)};
  if (index.phase == index_phase::scanning || index.phase == index_phase::indexing)
    return {"index", verdict::ok,
            "Notes are being read: " + std::to_string(index.files_done) + " of " + std::to_string(index.files_total) +
                " that changed."};
  if (!coverage.message.empty()) return {"index", verdict::warning, coverage.message};
  return {"index", verdict::ok, "The index is in step with the vault." + oddities(index)};
}

component_check nobody_embeds(const std::string& wanted_model, const std::vector<std::string>& not_whole) {
  if (!not_whole.empty())
    return {"meaning", verdict::warning,
            "Notes are found by words only: the model " + not_whole.front() +
                " is not whole. Install it again: `secondbrain model install " + not_whole.front() + "`."};
  if (!wanted_model.empty())
    return {"meaning", verdict::warning,
            "Notes are found by words only: the model " + wanted_model +
                ", which SECONDBRAIN_ENCODER_MODEL names, is not installed. Install it, or name one of those that "
                "`secondbrain model` lists."};
  return {"meaning", verdict::ok,
          "Notes are found by words only. `secondbrain model install` adds a model that finds them by meaning too, on "
          "this machine alone."};
}

component_check check_remote_vectors(const std::string& trouble) {
  return {"meaning", verdict::warning,
          "Notes are found by words only, because the server that keeps their vectors cannot be asked. " +
              with_full_stop(trouble) + " It is tried again by itself, and catches up."};
}

component_check check_embedding(const embedding_progress& embedding, const vectors_in_memory& vectors,
                                const std::string& queries_trouble) {
  constexpr std::chrono::seconds worrying_silence{30};  // a host that loads its model first may need some
  if (vectors.being_loaded && embedding.approximation != approximation_stage::in_use)
    return {"meaning", verdict::ok,
            "Notes are found by words only until the vectors are loaded (" + std::to_string(*vectors.being_loaded) +
                " %)."};
  const auto left = ops::what_is_left(embedding);
  if (!queries_trouble.empty())
    return {"meaning", verdict::warning,
            "Searches go by words alone, because what is searched for cannot be embedded: " +
                with_full_stop(queries_trouble) + " Each search tries it again." + (left.empty() ? "" : " " + left)};
  if (embedding.notes_left == 0 && embedding.refused.empty() && vectors.vectors == 0 && left.empty())
    return {"meaning", verdict::ok, "Notes are found by words only until the model has read the first one."};
  const auto unknown = beyond_the_model(embedding.languages_unknown);
  if (left.empty() && !embedding.refused.empty())
    return {"meaning", verdict::ok,
            "Notes are searched by words and by meaning, except for texts that the model does not accept, in " +
                named(embedding.refused) + "." + unknown};
  if (left.empty()) return {"meaning", verdict::ok, "Notes are searched by words and by meaning." + unknown};
  const bool is_stalled =
      embedding.silent_seconds && std::chrono::seconds{*embedding.silent_seconds} >= worrying_silence;
  return {"meaning", is_stalled ? verdict::warning : verdict::ok, left + unknown};
}

std::optional<component_check> check_watching(const std::filesystem::path& vault, ops::watch_mode mode,
                                              std::chrono::seconds sweep_interval) {
  if (mode == ops::watch_mode::off)
    return component_check{
        "changes", verdict::ok,
        "Changes are not watched, because SECONDBRAIN_WATCH is off: they can be found after the regular "
        "scan, every " +
            elapsed(sweep_interval) + ", or at once with `secondbrain index`."};
  if (mode == ops::watch_mode::poll || vault::lies_on_local_file_system(vault)) return std::nullopt;
  return component_check{
      "changes", verdict::ok,
      "The vault lies where other computers may write, and the system is not told of that. What they "
      "change can be found after the regular scan, every " +
          elapsed(sweep_interval) +
          ", or at once with `secondbrain index`. SECONDBRAIN_WATCH=poll looks every two seconds."};
}

filing who_files(consent upkeep, const sending_estimate& model) {
  return upkeep == consent::given && model.set_up ? filing::by_sync : filing::by_hand;
}

component_check check_captures(const capture_counts& counts, filing who) {
  constexpr std::chrono::hours expected{26};  // a daily sync has run by then
  auto all = static_cast<std::int64_t>(counts.waiting + counts.failed);
  if (all == 0) return {"captures", verdict::ok, "No capture waits to be filed."};
  auto remark = counted(all, "capture waits", "captures wait") + " to be filed.";
  auto advice = std::string{" File them on the page or with `secondbrain captures`."};
  auto found = " Until then a search finds them in the inbox.";
  const std::chrono::seconds age{counts.oldest_seconds};
  if (who == filing::by_hand) return {"captures", verdict::ok, remark + advice, remark};
  if (counts.failed > 0)
    return {"captures", verdict::warning,
            counted(static_cast<std::int64_t>(counts.failed), "capture was", "captures were") +
                " not understood and will not be filed by the sync." + advice + found};
  if (age > expected)
    return {"captures", verdict::warning, remark + " The oldest has waited for " + elapsed(age) + "." + advice + found};
  return {"captures", verdict::ok, remark + " The next sync looks at " + (all == 1 ? "it." : "them."), remark};
}

std::optional<component_check> check_inbox(const std::filesystem::path& vault, const std::string& folder) {
  namespace fs = std::filesystem;
  const auto inbox = vault / vault::system_path(folder);
  const auto say = [&](const std::string& what, const std::string& remedy) {
    return component_check{"captures", verdict::warning,
                           inbox.string() + " " + what + ", so that nothing can be captured or filed. " + remedy};
  };
  std::error_code failure;
  const auto kind = fs::symlink_status(inbox, failure).type();
  if (kind == fs::file_type::not_found || kind == fs::file_type::none) return std::nullopt;
  const auto target = fs::status(inbox, failure).type();
  if (target == fs::file_type::not_found)
    return say("is a link that leads nowhere", "Bring back what it leads to, or remove the link.");
  if (target != fs::file_type::directory && target != fs::file_type::none && target != fs::file_type::unknown)
    return say("is a file and not a folder", "Move it to another place or name; the folder is then made by itself.");
  const fs::directory_iterator entries{inbox, failure};
  if (failure == std::errc::permission_denied) return say("may not be read", "Check its permissions.");
  return std::nullopt;
}

std::optional<component_check> check_kept(const std::vector<std::filesystem::path>& kept) {
  if (kept.empty()) return std::nullopt;
  return component_check{"kept texts", verdict::warning, kept_in_words(kept) + "."};
}

std::optional<component_check> check_extraction(const sync_status& sync) {
  if (sync.trouble.empty()) return std::nullopt;
  return component_check{"models", verdict::warning, sync.trouble};
}

std::optional<component_check> check_waiting(const sending_estimate& waiting) {
  if (waiting.set_up || waiting.notes == 0) return std::nullopt;
  return component_check{"models", verdict::ok, sync::why_notes_wait(waiting)};
}

std::optional<component_check> check_data(const std::string& trouble) {
  if (trouble.empty()) return std::nullopt;
  return component_check{"data", verdict::error, with_full_stop(trouble), {}, "data directory"};
}

std::optional<component_check> check_hosts(const std::vector<std::string>& down) {
  if (down.empty()) return std::nullopt;
  return component_check{"model-host",
                         verdict::warning,
                         join(down, " and ") + (down.size() == 1 ? " does" : " do") +
                             " not answer. Look whether it runs and can be reached; it is asked again by itself.",
                         {},
                         "model hosts"};
}

component_check check_schedule(std::chrono::seconds interval, const sync_status& sync,
                               std::chrono::steady_clock::duration uptime) {
  constexpr std::chrono::minutes run_time{5};  // that a run may take before it counts as missed
  auto allowed = 2 * interval + run_time;
  auto since_last = sync.hours_ago ? std::chrono::duration<double, std::ratio<3600>>{*sync.hours_ago}
                                   : std::chrono::duration<double, std::ratio<3600>>{uptime};
  if (uptime > allowed && since_last > allowed)
    return {"schedule", verdict::warning,
            "A scheduled sync was missed: none has completed in the last " +
                std::to_string(std::chrono::duration_cast<std::chrono::minutes>(since_last).count()) +
                " minutes. Look at the sync card, or run `secondbrain sync`."};
  return {"schedule", verdict::ok, "The daily sync runs every " + std::to_string(interval.count() / 60) + " minutes."};
}

namespace {

/// The disk that the data directory is on, or would be, where it is gone.
std::uint64_t free_bytes_for(std::filesystem::path place) {
  std::error_code failure;
  while (!std::filesystem::exists(place, failure) && place.has_relative_path()) place = place.parent_path();
  return ops::free_bytes(place).value_or(0);
}

}  // namespace

health_report take_health(const ops::config& settings, const running_state& state) {
  ops::health_inputs inputs;
  inputs.vault = ops::look_at_vault(settings.vault_path);
  inputs.vault_path = settings.vault_path;
  inputs.vault_trouble = state.vault_trouble;
  inputs.free_disk_bytes = free_bytes_for(settings.data_path);
  inputs.sync = ops::read_sync_status(settings.data_path);
  inputs.sync_is_scheduled = settings.sync_interval.count() > 0;
  inputs.notes_searchable = state.index.notes_searchable;
  if (auto lost = check_data(state.data_trouble.empty() ? state.backups.begun_anew : state.data_trouble))
    inputs.components.push_back(std::move(*lost));
  inputs.components.push_back(check_index(state.index, std::chrono::system_clock::now()));
  if (auto coverage = ops::coverage_of(state.index); !coverage.complete()) inputs.under_way = coverage.message;
  const bool is_store_away = state.embedding && !state.vectors_trouble.empty();
  inputs.components.push_back(!state.embedding ? nobody_embeds(settings.encoder_model, state.models_not_whole)
                              : is_store_away
                                  ? check_remote_vectors(state.vectors_trouble)
                                  : check_embedding(*state.embedding, state.vectors, state.queries_trouble));
  if (auto waiting = check_waiting(state.waiting_for_model)) inputs.components.push_back(std::move(*waiting));
  if (auto unread = check_extraction(inputs.sync)) inputs.components.push_back(std::move(*unread));
  if (inputs.vault == ops::vault_condition::ok || inputs.vault == ops::vault_condition::read_only)
    if (auto watching = check_watching(*settings.vault_path, settings.watch, settings.sweep_interval))
      inputs.components.push_back(std::move(*watching));
  for (auto& check : check_parts(state.tree, {state.index, state.embedding, std::chrono::system_clock::now()}))
    if (!is_store_away || check.name != "index/embedder")  // which waits for the same
      inputs.components.push_back(std::move(check));
  if (auto broken = settings.vault_path ? check_inbox(*settings.vault_path, state.inbox) : std::nullopt)
    inputs.components.push_back(std::move(*broken));
  else if (settings.vault_path)
    inputs.components.push_back(check_captures(
        sync::count_captures(*settings.vault_path, std::chrono::system_clock::now(), state.inbox), state.captures));
  inputs.components.push_back(check_backups(settings, state.backups, state.uptime, std::chrono::system_clock::now()));
  if (auto kept = check_kept(kept_texts(settings.data_path))) inputs.components.push_back(std::move(*kept));
  if (settings.vault_path && settings.sync_interval.count() > 0)
    inputs.components.push_back(check_schedule(settings.sync_interval, inputs.sync, state.uptime));
  if (auto silent = check_hosts(state.hosts_down)) inputs.components.push_back(std::move(*silent));
  inputs.components.push_back(ops::check_channels(state.channels, state.ping));
  if (auto shipped =
          check_increments(state.places.increments, settings.backup_path.string(), std::chrono::system_clock::now()))
    inputs.components.push_back(std::move(*shipped));
  inputs.components.push_back(
      check_elsewhere(state.places.copies, std::chrono::system_clock::now(), state.backups.newest));
  return ops::judge(inputs);
}

}  // namespace secondbrain::cli
