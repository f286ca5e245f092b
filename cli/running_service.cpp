#include "cli/running_service.hpp"

#include <spdlog/spdlog.h>

#include "actors/backup_actor.hpp"
#include "actors/conversations_actor.hpp"
#include "actors/hosted_actor.hpp"
#include "actors/lexical_actor.hpp"
#include "actors/metadata_actor.hpp"
#include "actors/periodic_actor.hpp"
#include "actors/reindexer.hpp"
#include "actors/search_actor.hpp"
#include "actors/tracker_actor.hpp"
#include "actors/usage_actor.hpp"
#include "actors/vectors_actor.hpp"
#include "actors/watcher_actor.hpp"
#include "cli/service_health.hpp"
#include "http/server_options.hpp"
#include "ops/backup/restore_file.hpp"
#include "ops/sync_markers.hpp"

namespace secondbrain::cli {

using actors::subtree;
using actors::worker;
using std::chrono::minutes;
using std::chrono::seconds;

/// Both ends of every service: the front for its workers, the address for those who ask.
struct running_service::fronts {
  template <class Api>
  struct end {
    end(actors::tree& tree, const std::string& path, actors::front_options options = {})
        : front{tree.make_front(path, options)}, address{front} {}
    actors::front_ptr front;
    secondbrain::address<Api> address;
  };

  explicit fronts(actors::tree& tree)
      : conversations{tree, "root/stores/conversations"},
        usage{tree, "root/stores/usage"},
        metadata{tree, "root/stores/metadata"},
        lexical{tree, "root/stores/lexical"},
        vectors{tree, "root/stores/vectors"},
        tracker{tree, "root/stores/index-tracker"},
        index{tree, "root/index/reindexer", {.capacity = 200, .in_flight_limit = 200}},
        search{tree, "root/search"},
        backup{tree, "root/keeper/backup", {.capacity = 4, .in_flight_limit = 1}} {}

  end<conversation_api> conversations;
  end<usage_api> usage;
  end<metadata_api> metadata;
  end<lexical_api> lexical;
  end<vectors_api> vectors;
  end<tracker_api> tracker;
  end<index_api> index;
  end<search_api> search;
  end<backup_api> backup;
};

namespace {

constexpr seconds start_index_timeout{10};
constexpr minutes check_timeout{30};
constexpr minutes snapshot_timeout{30};

actors::tree_options options_for(const ops::config& settings, std::function<void()> on_full_round,
                                 const running_service::events& calls) {
  actors::tree_options options;
  options.probe_interval = std::min<std::chrono::milliseconds>(seconds{1}, settings.hang_deadline / 2);
  options.monitoring.on_full_round = std::move(on_full_round);
  options.monitoring.on_stuck = [on_stuck = calls.on_stuck](const std::string& actor,
                                                            std::chrono::milliseconds silent) {
    on_stuck(actor + " gave no sign of life for " + std::to_string(silent.count() / 1000) + " s");
  };
  options.on_give_up = calls.on_give_up;
  return options;
}

}  // namespace

running_service::running_service(ops::config settings, ops::data_directory data, const ops::service_notifier& notifier,
                                 events calls)
    : settings_{std::move(settings)},
      data_{std::move(data)},
      notifier_{notifier},
      calls_{std::move(calls)},
      last_full_round_{std::chrono::steady_clock::now()},
      port_{settings_.port},
      tree_{options_for(
          settings_,
          [this] {
            last_full_round_ = std::chrono::steady_clock::now();
            static_cast<void>(notifier_.watchdog());
          },
          calls_)},
      fronts_{std::make_unique<fronts>(tree_)} {}

running_service::~running_service() = default;

void running_service::start() {
  tree_.start(lay_out_tree());
}

bool running_service::stop(std::chrono::milliseconds deadline) {
  progress_->close();
  return tree_.stop(deadline);
}

// ---- the tree ----

actors::child_spec running_service::with_limits(actors::child_spec child) const {
  child.hang = {settings_.hang_deadline, settings_.hang_limit};
  return child;
}

actors::supervisor_spec running_service::lay_out_tree() {
  actors::supervisor_spec root;
  root.strategy = actors::restart_strategy::one_for_one;
  root.intensity = {settings_.max_restarts, settings_.restart_window};
  root.children = {subtree("stores", lay_out_stores()), subtree("index", lay_out_index()),
                   subtree("search", lay_out_search()), subtree("keeper", lay_out_keeper()), lay_out_http()};
  return root;
}

actors::supervisor_spec running_service::lay_out_stores() {
  auto derived = [&](const std::filesystem::path& file) {
    actors::store_place place;
    place.file = file;
    place.on_emptied = [index = fronts_->index.address] {
      index.send(start_index{index_mode::incremental, index_trigger::sweep}, start_index_timeout, [](auto) {});
    };
    return place;
  };
  auto kept = [&](const std::filesystem::path& file) {
    actors::store_place place;
    place.file = file;
    place.restore = [backups = settings_.backup_path](const std::filesystem::path& damaged) {
      return ops::restore_file(backups, damaged);
    };
    return place;
  };
  auto metadata_file = data_.metadata(settings_.metadata_db_name);
  actors::supervisor_spec stores;
  stores.intensity = {settings_.max_restarts, settings_.restart_window};
  stores.children = {
      with_limits(worker<actors::conversations_actor>("conversations", fronts_->conversations.front,
                                                      kept(data_.conversations()))),
      with_limits(worker<actors::usage_actor>("usage", fronts_->usage.front, kept(data_.usage()))),
      with_limits(worker<actors::metadata_actor>("metadata", fronts_->metadata.front, kept(metadata_file))),
      with_limits(worker<actors::lexical_actor>("lexical", fronts_->lexical.front, derived(data_.lexical()))),
      with_limits(worker<actors::vectors_actor>("vectors", fronts_->vectors.front, derived(data_.vectors()))),
      with_limits(
          worker<actors::tracker_actor>("index-tracker", fronts_->tracker.front, derived(data_.index_tracker()))),
  };
  return stores;
}

actors::supervisor_spec running_service::lay_out_index() {
  actors::reindexer_parts writing;
  writing.vault = settings_.vault_path;
  writing.data_directory = data_.root();
  writing.deletions.share = settings_.mass_delete_share;
  writing.lexical = fronts_->lexical.address;
  writing.tracker = fronts_->tracker.address;
  writing.vectors = fronts_->vectors.address;
  writing.metadata = fronts_->metadata.address;
  writing.progress = progress_;

  actors::supervisor_spec index;
  index.strategy = actors::restart_strategy::rest_for_one;
  index.intensity = {settings_.max_restarts, settings_.restart_window};
  index.children = {with_limits(worker<actors::reindexer>("reindexer", fronts_->index.front, writing))};
  if (!settings_.vault_path) return index;

  actors::watcher_parts watching;
  watching.vault = *settings_.vault_path;
  watching.data_directory = data_.root();
  watching.sweep_interval = settings_.sweep_interval;
  watching.index = fronts_->index.address;
  watching.progress = progress_;
  if (settings_.watch != ops::watch_mode::off) {
    watching.watching.emplace();
    if (settings_.watch == ops::watch_mode::poll) watching.watching->backend = vault::watch_backend::polling;
  }
  index.children.push_back(with_limits(worker<actors::watcher_actor>("watcher", watching)));
  return index;
}

actors::supervisor_spec running_service::lay_out_search() {
  actors::search_parts parts;
  parts.lexical_file = data_.lexical();
  parts.report_damage = [lexical = fronts_->lexical.address] {
    lexical.send(check_store{}, check_timeout, [](auto) {});  // a damaged store recovers by itself when it notices
  };
  actors::supervisor_spec search;
  search.intensity = {settings_.max_restarts, settings_.restart_window};
  for (int i = 1; i <= settings_.search_workers; ++i)
    search.children.push_back(
        with_limits(worker<actors::search_actor>("worker-" + std::to_string(i), fronts_->search.front, parts)));
  return search;
}

actors::supervisor_spec running_service::lay_out_keeper() {
  auto check = [](const std::string& name, const auto& store) {
    store.send(check_store{}, check_timeout, [name](result<nothing> answer) {
      if (!answer) spdlog::error("check: {}: {}", name, answer.error().message);
    });
  };
  actors::periodic_task checks;
  checks.first_after = minutes{10};
  checks.interval = std::chrono::hours{6};
  checks.body = [this, check] {
    check("conversations", fronts_->conversations.address);
    check("usage", fronts_->usage.address);
    check("metadata", fronts_->metadata.address);
    check("lexical", fronts_->lexical.address);
    check("vectors", fronts_->vectors.address);
    check("index-tracker", fronts_->tracker.address);
  };
  actors::periodic_task due_backups;
  due_backups.first_after = minutes{5};
  due_backups.interval = minutes{10};
  due_backups.body = [backup = fronts_->backup.address] {
    backup.send(make_due_backup{}, snapshot_timeout, [](auto) {});  // the backup actor reports
  };
  actors::backup_parts backing_up;
  backing_up.sources = [this] { return snapshot_sources(); };
  backing_up.options = {settings_.backup_path, settings_.backup_keep, SECONDBRAIN_VERSION};
  backing_up.interval = settings_.backup_interval;

  actors::supervisor_spec keeper;
  keeper.intensity = {settings_.max_restarts, settings_.restart_window};
  auto backup = worker<actors::backup_actor>("backup", fronts_->backup.front, backing_up);
  backup.hang = {minutes{30}, minutes{60}};  // it copies everything there is
  keeper.children = {backup, with_limits(worker<actors::periodic_actor, caf::no_spawn_options>("checks", checks)),
                     with_limits(worker<actors::periodic_actor, caf::no_spawn_options>("due-backups", due_backups))};
  return keeper;
}

actors::child_spec running_service::lay_out_http() {
  actors::hosted_part serving;
  serving.start = [this] { return start_http(); };
  serving.stop = [this] { server_.reset(); };
  serving.examine = [this]() -> status {
    if (server_ && server_->running()) return {};
    return fail(errc::unavailable, "the HTTP server stopped listening");
  };
  auto child = with_limits(worker<actors::hosted_actor>("http", serving));
  child.grace = seconds{15};
  return child;
}

// ---- what the parts are given ----

std::vector<ops::snapshot_source> running_service::snapshot_sources() const {
  auto sources = ops::plain_file_sources(data_.root());
  auto add = [&sources](const std::filesystem::path& file, const auto& store) {
    auto write = [store](const std::filesystem::path& destination) {
      return store.ask(snapshot_store{destination.string()}, snapshot_timeout).map([](nothing) {});
    };
    sources.push_back({file.filename().string(), backup_file_kind::database, write});
  };
  add(data_.conversations(), fronts_->conversations.address);
  add(data_.usage(), fronts_->usage.address);
  add(data_.metadata(settings_.metadata_db_name), fronts_->metadata.address);
  add(data_.lexical(), fronts_->lexical.address);
  add(data_.vectors(), fronts_->vectors.address);
  add(data_.index_tracker(), fronts_->tracker.address);
  return sources;
}

status running_service::start_http() {
  http::server_options options;
  options.host = settings_.host;
  options.port = port_;
  options.threads = settings_.http_threads;
  options.streams = settings_.sse_streams;
  options.allowed_hosts = settings_.allowed_hosts;
  options.cors_origins = settings_.cors_origins;
  options.token = settings_.token;
  auto server = http::server::start(options, offered_services());
  if (!server) return tl::unexpected<error>(std::move(server.error()));
  server_ = std::move(*server);
  port_ = server_->port();  // a restart must keep the address that was told
  static_cast<void>(notifier_.ready());
  calls_.on_serving(port_);
  return {};
}

http::services running_service::offered_services() {
  http::services offered;
  offered.index = fronts_->index.address;
  offered.search = fronts_->search.address;
  offered.lexical = fronts_->lexical.address;
  offered.vectors = fronts_->vectors.address;
  offered.conversations = fronts_->conversations.address;
  offered.backups = fronts_->backup.address;
  offered.tree = [this] { return tree_.registry().snapshot(); };
  offered.health = [this] { return take_health(settings_, progress_->latest().value, tree_.registry().snapshot()); };
  offered.sync = [this] { return ops::read_sync_status(data_.root()); };
  offered.progress = progress_;
  offered.live = [this] { return alive(); };
  offered.ready = [this] { return ready(); };
  offered.started = [this]() -> status {
    if (started_) return {};
    auto is_ready = ready();
    if (is_ready) started_ = true;
    return is_ready;
  };
  offered.restart_actor = [this](const std::string& actor) { return tree_.restart(actor); };
  if (settings_.chaos)
    offered.crash_actor = [this](const std::string& actor, http::crash_kind kind) {
      return tree_.crash(
          actor, kind == http::crash_kind::hang ? actors::crash_kind::hang : actors::crash_kind::between_requests);
    };
  offered.version = SECONDBRAIN_VERSION;
  return offered;
}

status running_service::alive() const {
  auto silent = std::chrono::steady_clock::now() - last_full_round_.load();
  if (silent < settings_.hang_limit) return {};
  return fail(errc::unavailable, "not every actor has answered a probe lately");
}

bool running_service::runs(const std::string& actor) const {
  auto record = tree_.registry().find(actor);
  return record && record->state == actor_state::running;
}

status running_service::ready() const {
  if (!runs("root/stores/lexical")) return fail(errc::unavailable, "the index is not open yet");
  for (int i = 1; i <= settings_.search_workers; ++i)
    if (runs("root/search/worker-" + std::to_string(i))) return {};
  return fail(errc::unavailable, "no search worker is running yet");
}

}  // namespace secondbrain::cli
