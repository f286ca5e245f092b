#include "cli/service/running_service.hpp"

#include "http/routes/routes.hpp"

#include "actors/hosted_actor.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "cli/service/model_setup.hpp"
#include "cli/service/service_health.hpp"
#include "cli/service/tree_layout.hpp"
#include "http/server/server_options.hpp"
#include "ops/data/sync_history.hpp"
#include "ops/data/sync_markers.hpp"
#include "ops/health/embedding_now.hpp"
#include "stores/vault_record.hpp"

namespace secondbrain::cli {

using actors::subtree;
using actors::worker;
using std::chrono::seconds;

namespace {

constexpr std::chrono::milliseconds vault_timeout{300};  // health must answer, whoever is slow

actors::tree_options options_for(const ops::config& settings, std::function<void()> on_full_round,
                                 std::function<void(const std::string& why)> on_give_up,
                                 const running_service::events& calls) {
  actors::tree_options options;
  const std::chrono::milliseconds deadline = settings.hang_deadline;
  options.probe_interval = std::min<std::chrono::milliseconds>(seconds{1}, deadline / 2);
  options.monitoring.on_full_round = std::move(on_full_round);
  options.monitoring.on_stuck = [on_stuck = calls.on_stuck](const std::string& actor,
                                                            std::chrono::milliseconds silent) {
    on_stuck(actor + " gave no sign of life for " + std::to_string(silent.count() / 1000) + " s");
  };
  options.on_give_up = std::move(on_give_up);
  return options;
}

/// By which the vectors of this data directory are told from those of others.
std::string identity_of(const ops::data_directory& data) {
  const auto record = stores::read_vault_record(data.vault_record());
  return record && !record->id.empty() ? record->id : sha1_hex(data.root().string());
}

}  // namespace

running_service::running_service(const ops::loaded_config& loaded, ops::data_directory data,
                                 const ops::service_notifier& notifier, events calls, alarm_ways ways)
    : settings_{loaded.values},
      data_{std::move(data)},
      notifier_{notifier},
      calls_{std::move(calls)},
      held_{calls_.held ? calls_.held : std::make_shared<const ops::held_directory>(data_.root())},
      last_full_round_{std::chrono::steady_clock::now()},
      port_{settings_.port},
      tree_{options_for(
          settings_,
          [this] {
            last_full_round_ = std::chrono::steady_clock::now();
            static_cast<void>(notifier_.watchdog());
          },
          [this](const std::string& why) {
            *alarms_.gave_up = true;
            calls_.on_give_up(why);
          },
          calls_)},
      fronts_{std::make_unique<service_fronts>(tree_)},
      ledger_{fronts_->addresses.usage},
      models_{make_models(loaded, ledger_, *gate_)},
      semantic_{*models_, std::make_shared<encoder_watch>(settings_),
                remote_vectors_of(settings_, identity_of(data_))} {
  alarms_.channels = std::move(ways.channels);
  alarms_.ping = std::move(ways.ping);
  alarms_.briefing_channel = std::move(ways.briefing_channel);
  alarms_.unwritten = std::move(ways.unwritten);
  alarms_.health = [this] { return health(); };
  alarms_.tree = [this] { return tree_.registry().snapshot(); };
  alarms_.calls_recorded = [this] { return ledger_.recorded(); };
  if (alarms_.ping) fronts_->serve_ping();
  for (const auto& channel : alarms_.channels) fronts_->serve_channel(channel->name());
}

running_service::~running_service() = default;

void running_service::start() {
  tree_.start(lay_out_tree());
}

bool running_service::stop(std::chrono::milliseconds deadline) {
  *alarms_.stopping = true;
  progress_->close();
  sync_progress_->close();
  backup_progress_->close();
  return tree_.stop(deadline);
}

// ---- the tree ----

actors::supervisor_spec running_service::lay_out_tree() {
  auto look_at = [this](const std::string& actor) {
    auto record = tree_.registry().find(actor);
    return record ? record->read() : actor_status{};
  };
  const tree_parts parts{settings_,      data_,        *fronts_,       *models_,         semantic_,
                         progress_,      embedding_,   sync_progress_, backup_progress_, backup_standing_,
                         query_log_,     gate_,        sending_,       look_at,          known_vault_,
                         write_context_, stock_taken_, calls_.program, alarms_,          places_,
                         held_,          conventions_, vector_counts_};
  auto root = branch(
      parts, {subtree("stores", lay_out_stores(parts)), subtree("index", lay_out_index(parts)),
              subtree("search", lay_out_search(parts)), subtree("vault", lay_out_vault(parts)),
              subtree("answers", lay_out_answers(parts)), subtree("sync", lay_out_sync(parts)),
              subtree("keeper", lay_out_keeper(parts)), subtree("alarms", lay_out_alarms(parts)), lay_out_http()});
  root.strategy = actors::restart_strategy::one_for_one;
  return root;
}

actors::child_spec running_service::lay_out_http() {
  actors::hosted_part serving;
  serving.start = [this] { return start_http(); };
  serving.stop = [this] { server_.reset(); };
  serving.examine = [this]() -> status {
    if (server_ && server_->running()) return {};
    return fail(errc::unavailable, "the web server stopped listening");
  };
  auto child = worker<actors::hosted_actor>("http", serving);
  child.grace = seconds{15};
  return child;
}

// ---- what the parts are given ----

status running_service::start_http() {
  http::server_options options;
  options.host = settings_.host;
  options.port = port_;
  if (settings_.vault_path) options.vault = settings_.vault_path->string();
  options.data = settings_.data_path.string();
  options.threads = settings_.http_threads;
  options.streams = settings_.sse_streams;
  options.questions = settings_.open_questions;
  options.answer_deadline = settings_.answer_deadline;
  options.allowed_hosts = settings_.allowed_hosts;
  options.cors_origins = settings_.cors_origins;
  options.token = settings_.token;
  auto server = http::server::start(options, http::routes_of(offered_services()));
  RETURN_IF_ERROR(server);
  server_ = std::move(*server);
  port_ = server_->port();  // a restart must keep the address that was told
  static_cast<void>(notifier_.ready());
  calls_.on_serving(port_);
  return {};
}

embedding_progress running_service::embedding_now() const {
  return ops::as_it_is_now(embedding_->latest().value, semantic_.in_memory().vectors, real_clock().steady());
}

health_report running_service::health() {
  running_state state;
  state.index = progress_->latest().value;
  state.tree = tree_.registry().snapshot();
  state.uptime = std::chrono::steady_clock::now() - created_at_;
  const auto vault = fronts_->addresses.vault.ask(get_vault{}, vault_timeout);
  state.vectors = semantic_.in_memory();
  state.vectors_trouble = semantic_.trouble();
  state.queries_trouble = semantic_.trouble_with_queries();
  if (semantic_.is_by_meaning())
    state.embedding = embedding_now();
  else
    state.models_not_whole = model_shelf_of(settings_).not_whole();
  state.waiting_for_model = sending_->latest().value;
  if (vault) state.captures = who_files(vault->upkeep.answer, state.waiting_for_model);
  if (const auto reading = conventions_ ? conventions_->last() : nullptr)
    state.inbox = vault::inbox_of(reading->conventions);
  state.backups = backup_standing_->latest().value;
  state.places = places_->latest();
  if (const auto held = held_->look(); !held) state.data_trouble = held.error().message;
  if (settings_.vault_path) state.vault_trouble = known_vault_->look().message;
  state.hosts_down = models_->hosts_down();
  const auto alarms = alarms_.report->latest().value;
  state.channels = alarms.channels;
  state.ping = alarms.ping;
  return take_health(settings_, state);
}

http::services running_service::offered_services() {
  http::services offered;
  offered.addresses = fronts_->addresses;
  offered.tree = [this] { return tree_.registry().snapshot(); };
  offered.health = [this] { return health(); };
  offered.embedding_progress = [this] { return embedding_now(); };
  offered.vectors_in_memory = [this] { return semantic_.in_memory(); };
  offered.latest_sync = [this] { return ops::read_sync_status(data_.root()); };
  offered.progress = progress_;
  offered.vector_counts = vector_counts_;
  offered.sync_progress = sync_progress_;
  offered.backup_progress = backup_progress_;
  offered.backup_standing = [standing = backup_standing_] { return standing->latest().value; };
  offered.places = [told = places_] { return told->latest(); };
  offered.sync_history = [this](std::size_t limit) { return ops::read_sync_history(data_.root(), limit); };
  offered.query_statistics = [log = query_log_] { return log->statistics(); };
  offered.spending = {settings_.cost_alert_threshold, settings_.daily_budget, settings_.monthly_budget};
  offered.vault_configured = settings_.vault_path.has_value();
  offered.may_answer = [known = known_vault_] { return known->may_answer(); };
  offered.live = [this] { return alive(); };
  offered.ready = [this] { return ready(); };
  offered.started = [this]() -> status {
    if (started_) return {};
    auto is_ready = ready();
    if (is_ready) started_ = true;
    return is_ready;
  };
  offered.begin_restore = [restore = calls_.restore](const restore_order& order) {
    return restore ? restore->begin(order) : status{fail(errc::unavailable, "this service cannot restore by itself")};
  };
  offered.restore_progress = [restore = calls_.restore] { return restore ? restore->progress() : restore_progress{}; };
  offered.restart_actor = [this](const std::string& actor) { return tree_.restart(actor); };
  if (settings_.chaos)
    offered.crash_actor = [this](const std::string& actor, http::crash_kind kind) {
      return tree_.crash(
          actor, kind == http::crash_kind::hang ? actors::crash_kind::hang : actors::crash_kind::between_requests);
    };
  offered.alarms = alarms_.report;
  offered.version = SECONDBRAIN_VERSION;
  return offered;
}

status running_service::alive() const {
  auto silent = std::chrono::steady_clock::now() - last_full_round_.load();
  if (silent < settings_.hang_limit) return {};
  return fail(errc::unavailable, "not every part has answered lately");
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
