#include "actors/tree.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::actors {
namespace {

constexpr auto root_name = "root";

std::unique_ptr<caf::actor_system_config> make_config(std::size_t threads) {
  static const bool registered = [] {
    compat::register_messages<caf::id_block::secondbrain>();
    return true;
  }();
  static_cast<void>(registered);
  auto config = std::make_unique<caf::actor_system_config>();
  compat::use_sharing_scheduler(*config);
  compat::use_threads(*config, threads);
  return config;
}

/// The destructor of a system with a stuck thread would wait for ever. The process is about to end without it.
void leave_behind(std::unique_ptr<caf::actor_system> system, std::unique_ptr<caf::actor_system_config> config) {
  [[maybe_unused]] static const caf::actor_system* kept_system;
  [[maybe_unused]] static const caf::actor_system_config* kept_config;
  kept_system = system.release();
  kept_config = config.release();
}

}  // namespace

tree::tree(tree_options options)
    : registry_{*options.time},
      options_{std::move(options)},
      config_{make_config(options_.pool_threads)},
      system_{std::make_unique<caf::actor_system>(*config_)} {}

tree::~tree() {
  if (system_) stop(std::chrono::seconds{10});
}

front_ptr tree::make_front(const std::string& path, front_options options) {
  fronts_.push_back(std::make_shared<front>(*system_, registry_.obtain(path), options));
  return fronts_.back();
}

void tree::start(supervisor_spec root) {
  root_down_ = false;
  auto record = registry_.declare(root_name, "", actor_kind::supervisor);
  register_subtree(registry_, root, root_name);
  child_context context;
  context.name = root_name;
  context.life = 1;
  context.record = record;
  context.on_up = [](const child_up&) {};
  context.on_failing = [this](const std::string& reason) { given_up(reason); };
  context.on_down = [this](const child_down& notice) {
    if (notice.kind == exit_kind::failed) given_up(notice.reason);
    std::lock_guard lock{mutex_};
    root_down_ = true;
    changed_.notify_all();
  };
  auto spec = std::make_shared<const supervisor_spec>(std::move(root));
  record->starting();
  auto spawned = system_->spawn<supervisor>(std::move(context), spec, std::ref(registry_));
  {
    std::lock_guard lock{mutex_};
    root_ = caf::actor_cast<caf::actor>(spawned);
  }
  monitor_ = std::make_unique<hang_monitor>(registry_, options_.probe_interval, options_.monitoring);
}

void tree::given_up(const std::string& reason) {
  if (!failed_.exchange(true) && options_.on_give_up) options_.on_give_up(reason);
}

bool tree::stop(std::chrono::milliseconds deadline) {
  monitor_.reset();
  compat::post(root(), stop_actor{});
  {
    std::unique_lock lock{mutex_};
    root_ = nullptr;
    if (!changed_.wait_for(lock, deadline, [&] { return root_down_; })) {
      ops::logger_for(root_name).error("the tree did not stop within {} ms", deadline.count());
      return false;
    }
  }
  for (auto& each : fronts_) each->close();
  fronts_.clear();
  for (const auto& record : registry_.all())
    if (record->state == actor_state::failed) {
      leave_behind(std::move(system_), std::move(config_));
      return false;
    }
  system_.reset();
  return true;
}

caf::actor tree::root() const {
  std::lock_guard lock{mutex_};
  return root_;
}

status tree::restart(const std::string& path) const {
  if (path == root_name || !registry_.find(path))
    return secondbrain::fail(errc::not_found, "there is no part named " + path);
  compat::post(root(), restart_actor{path});
  return {};
}

status tree::crash(const std::string& path, crash_kind kind) const {
  auto record = registry_.find(path);
  if (!record) return secondbrain::fail(errc::not_found, "there is no part named " + path);
  auto actor = record->handle();
  if (!actor) return secondbrain::fail(errc::unavailable, path + " is not running");
  compat::post(actor, crash_actor{kind});
  return {};
}

}  // namespace secondbrain::actors
