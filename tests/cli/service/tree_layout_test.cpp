#include "cli/service/tree_layout.hpp"

#include <gmock/gmock.h>

#include "cli/service/known_vault_setup.hpp"
#include "cli/service/model_setup.hpp"
#include "cli/service/service_ledger.hpp"
#include "tests/cli/service/service_surroundings.hpp"

namespace secondbrain::cli {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// What the branches need, for one configuration.
struct laid_out {
  explicit laid_out(const ops::loaded_config& loaded, ops::data_directory directory)
      : settings{loaded.values}, data{std::move(directory)}, models{make_models(loaded, ledger, *gate)} {}

  ops::config settings;
  ops::data_directory data;
  actors::tree tree{{}};
  service_fronts fronts{tree};
  service_ledger ledger{fronts.addresses.usage};
  std::shared_ptr<llm::sending_gate> gate = std::make_shared<llm::sending_gate>();
  std::unique_ptr<llm::models> models;
  semantic_setup semantic{*models};
  std::shared_ptr<vault::known_vault> known_vault = make_known_vault(settings);
  tree_parts parts{settings,
                   data,
                   fronts,
                   *models,
                   semantic,
                   std::make_shared<feed<index_progress>>(),
                   std::make_shared<feed<embedding_progress>>(),
                   std::make_shared<feed<sync_progress>>(),
                   std::make_shared<feed<backup_progress>>(),
                   std::make_shared<feed<backup_standing>>(),
                   std::make_shared<ops::query_log>(data.query_log()),
                   gate,
                   std::make_shared<feed<sending_estimate>>(),
                   [](const std::string&) { return actor_status{}; },
                   known_vault,
                   make_write_context(settings, known_vault),
                   std::make_shared<std::atomic<std::uint64_t>>(0),
                   {}};
};

std::vector<std::string> names_in(const actors::supervisor_spec& branch) {
  std::vector<std::string> names;
  for (const auto& child : branch.children) names.push_back(child.name);
  return names;
}

const actors::child_spec& child_of(const actors::supervisor_spec& branch, std::string_view name) {
  for (const auto& child : branch.children)
    if (child.name == name) return child;
  throw std::out_of_range{std::string{name}};
}

class tree_layout : public service_surroundings {
 protected:
  laid_out with(const ops::variables& more = {}) const {
    const auto loaded = configured(more);
    return laid_out{loaded, data_of(loaded)};
  }
};

TEST_F(tree_layout, every_store_has_one_owner) {
  const auto service = with();
  const auto stores = lay_out_stores(service.parts);
  EXPECT_THAT(names_in(stores),
              ElementsAre("conversations", "usage", "metadata", "settings", "lexical", "vectors", "index-tracker"));
  EXPECT_EQ(stores.strategy, actors::restart_strategy::one_for_one) << "a damaged store is no matter of the others";
}

TEST_F(tree_layout, a_crash_of_the_reindexer_takes_the_watcher_along_and_not_the_other_way_round) {
  const auto service = with();
  const auto index = lay_out_index(service.parts);
  EXPECT_THAT(names_in(index), ElementsAre("reindexer", "watcher", "embedder", "approximator"));
  EXPECT_EQ(index.strategy, actors::restart_strategy::rest_for_one);
}

TEST_F(tree_layout, without_a_vault_nothing_is_watched) {
  const auto service = with({{"SECONDBRAIN_VAULT_PATH", ""}});
  EXPECT_THAT(names_in(lay_out_index(service.parts)), ElementsAre("reindexer", "embedder", "approximator"));
}

TEST_F(tree_layout, the_embedder_comes_behind_the_index_and_may_take_as_long_as_a_call_of_its_model) {
  const auto service = with({{"SECONDBRAIN_EMBEDDING_PROVIDER", "openai"},
                             {"SECONDBRAIN_OPENAI_API_KEY", "a-key"},
                             {"SECONDBRAIN_HANG_DEADLINE", "20"},
                             {"SECONDBRAIN_HANG_LIMIT", "90"}});
  const auto index = lay_out_index(service.parts);
  EXPECT_THAT(names_in(index), ElementsAre("reindexer", "watcher", "embedder", "approximator"));
  EXPECT_EQ(child_of(index, "embedder").hang, (actors::hang_limits{20s + 180s, 90s + 180s}));
  EXPECT_EQ(child_of(index, "reindexer").hang, (actors::hang_limits{20s, 90s}));
}

TEST_F(tree_layout, there_are_as_many_search_workers_as_the_settings_ask_for) {
  EXPECT_THAT(names_in(lay_out_search(with({{"SECONDBRAIN_SEARCH_WORKERS", "3"}}).parts)),
              ElementsAre("worker-1", "worker-2", "worker-3"));
}

TEST_F(tree_layout, a_branch_gives_up_and_hangs_as_the_settings_say) {
  const auto service = with({{"SECONDBRAIN_MAX_RESTARTS", "7"},
                             {"SECONDBRAIN_RESTART_WINDOW", "120"},
                             {"SECONDBRAIN_HANG_DEADLINE", "15"},
                             {"SECONDBRAIN_HANG_LIMIT", "75"}});
  actors::child_spec patient;
  patient.hang = {1min, 10min};
  const auto spec = branch(service.parts, {{}, patient});
  EXPECT_EQ(spec.intensity.max_restarts, 7);
  EXPECT_EQ(spec.intensity.window, 120s);
  EXPECT_EQ(spec.children[0].hang, (actors::hang_limits{15s, 75s}));
  EXPECT_EQ(spec.children[1].hang, (actors::hang_limits{1min, 10min})) << "it has limits of its own";
}

class silent_channel final : public channels::channel {
 public:
  explicit silent_channel(std::string name) : name_{std::move(name)} {}
  const std::string& name() const override { return name_; }
  channels::delivery send(const notice&, const net::call_limits&) override { return {}; }

 private:
  std::string name_;
};

TEST_F(tree_layout, each_channel_is_a_part_of_its_own_and_stops_before_the_rules) {
  auto service = with();
  EXPECT_THAT(names_in(lay_out_alarms(service.parts)), ElementsAre("rules", "sight"));
  for (const auto* name : {"ntfy", "email"}) {
    service.parts.alarms.channels.push_back(std::make_shared<silent_channel>(name));
    service.fronts.serve_channel(name);
  }
  service.parts.alarms.ping = [](life_sign, const std::string&, const net::call_limits&) {
    return channels::delivery{};
  };
  service.fronts.serve_ping();
  const auto alarms = lay_out_alarms(service.parts);
  EXPECT_THAT(names_in(alarms), ElementsAre("rules", "sight", "ntfy", "email", "ping"));
  EXPECT_EQ(alarms.strategy, actors::restart_strategy::one_for_one);
  EXPECT_GE(child_of(alarms, "sight").hang.limit, 1h) << "a disk that hangs does not end the service";
}

}  // namespace
}  // namespace secondbrain::cli
