// Services that answer as a test says, in place of the actors.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <typeindex>
#include <utility>
#include <vector>

#include "http/routes/services.hpp"

namespace secondbrain::http {

/// A front without an actor behind it: each request is answered at once, on the thread that asks.
class fake_front final : public front_port {
 public:
  template <request R>
  void on(std::function<result<typename R::reply>(const R&)> answer) {
    answers_[typeid(R)] = [answer = std::move(answer)](work_item& item) {
      auto& work = static_cast<work_for<R>&>(item);
      work.settle(answer(work.request));
    };
  }

  /// Takes the request and never answers.
  template <request R>
  void ignore() {
    answers_[typeid(R)] = [](work_item&) {};
  }

  void submit(work_ptr item) override {
    const auto place = answers_.find(item->request_type);
    if (place == answers_.end()) return item->settle_with({errc::unavailable, "nobody answers this in the test"});
    kept_ = item;
    place->second(*item);
  }

 private:
  std::map<std::type_index, std::function<void(work_item&)>> answers_;
  work_ptr kept_;
};

/// What everything that was looked up says of itself before the index has told anything.
inline const std::string coverage_member =
    R"("coverage":{"state":"starting","complete":false,"searchable":0,"total":null,)"
    R"("message":"SecondBrain has just started reading your notes. Nothing can be found yet."})";

/// A healthy service with nothing in it; tests change what they are about.
struct fake_services {
  std::shared_ptr<fake_front> front = std::make_shared<fake_front>();
  std::shared_ptr<feed<index_progress>> progress = std::make_shared<feed<index_progress>>();
  std::shared_ptr<feed<secondbrain::sync_progress>> sync_progress =
      std::make_shared<feed<secondbrain::sync_progress>>();
  std::shared_ptr<feed<secondbrain::backup_progress>> backup_progress =
      std::make_shared<feed<secondbrain::backup_progress>>();
  std::shared_ptr<feed<alarms_report>> alarms = std::make_shared<feed<alarms_report>>();
  std::vector<sync_report> sync_runs;  // the newest first
  secondbrain::query_statistics queries;
  spending_limits spending;
  std::chrono::system_clock::time_point now{std::chrono::seconds{1'770'292'800}};  // 2026-02-05 12:00 UTC
  bool vault_configured = true;
  tree_snapshot tree;
  health_report health{.vault = "ok", .free_disk_gb = 12.5, .summary = "All is well."};
  sync_status sync;
  status readiness;
  std::vector<restore_order> restore_orders;
  secondbrain::restore_progress restoring;

  std::shared_ptr<feed<std::optional<secondbrain::vector_counts>>> vector_counts =
      std::make_shared<feed<std::optional<secondbrain::vector_counts>>>();
  std::shared_ptr<std::uint64_t> planner_version = std::make_shared<std::uint64_t>(1);

  fake_services() {
    front->on<get_planner_version>([now = planner_version](const auto&) { return secondbrain::planner_version{*now}; });
  }

  services offered() {
    services out;
    out.addresses.index = address<index_api>{front};
    out.addresses.embedding = address<embedding_api>{front};
    out.addresses.search = address<search_api>{front};
    out.addresses.lexical = address<lexical_api>{front};
    out.addresses.vectors = address<vectors_api>{front};
    out.addresses.conversations = address<conversation_api>{front};
    out.addresses.backups = address<backup_api>{front};
    out.addresses.planner = address<planner_api>{front};
    out.addresses.capture = address<capture_api>{front};
    out.addresses.settings = address<settings_api>{front};
    out.addresses.metadata = address<metadata_api>{front};
    out.addresses.suggestions = address<suggestions_api>{front};
    out.addresses.answers = address<answer_api>{front};
    out.addresses.usage = address<usage_api>{front};
    out.addresses.tracker = address<tracker_api>{front};
    out.addresses.sync = address<sync_api>{front};
    out.addresses.vault = address<vault_api>{front};
    out.addresses.vault_report = address<vault_report_api>{front};
    out.addresses.alarms = address<alarm_api>{front};
    out.alarms = alarms;
    out.sync_progress = sync_progress;
    out.backup_progress = backup_progress;
    out.sync_history = [this](std::size_t limit) {
      auto runs = sync_runs;
      runs.resize(std::min(limit, runs.size()));
      return runs;
    };
    out.query_statistics = [this] { return queries; };
    out.spending = spending;
    out.now = [this] { return now; };
    out.vault_configured = vault_configured;
    out.tree = [this] { return tree; };
    out.health = [this] { return health; };
    out.latest_sync = [this] { return sync; };
    out.progress = progress;
    out.vector_counts = vector_counts;
    out.live = [] { return status{}; };
    out.ready = [this] { return readiness; };
    out.started = [] { return status{}; };
    out.begin_restore = [this](const restore_order& order) -> status {
      restore_orders.push_back(order);
      return {};
    };
    out.restore_progress = [this] { return restoring; };
    out.restart_actor = [](const std::string& name) -> status {
      if (name == "root/stores/lexical") return {};
      return fail(errc::not_found, "there is no actor " + name);
    };
    out.version = "1.2.3";
    return out;
  }
};

}  // namespace secondbrain::http
