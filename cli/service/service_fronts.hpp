// Both ends of every service of the process: the front for its workers, the address for those who ask.
//
// Made once, before the tree starts; lives as long as the tree. Thread-safe to copy addresses from.
#pragma once

#include <optional>
#include <string>

#include "actors/tree.hpp"
#include "messages/services.hpp"
#include "messages/vault.hpp"

namespace secondbrain::cli {

template <class Api>
struct service_end {
  service_end(actors::tree& tree, const std::string& path, actors::front_options options = {})
      : front{tree.make_front(path, options)}, address{front} {}

  actors::front_ptr front;
  secondbrain::address<Api> address;
};

struct service_fronts {
  explicit service_fronts(actors::tree& tree)
      : conversations{tree, "root/stores/conversations"},
        usage{tree, "root/stores/usage"},
        metadata{tree, "root/stores/metadata"},
        settings{tree, "root/stores/settings"},
        lexical{tree, "root/stores/lexical"},
        vectors{tree, "root/stores/vectors"},
        tracker{tree, "root/stores/index-tracker"},
        index{tree, "root/index/reindexer", {.capacity = 200, .in_flight_limit = 200}},
        search{tree, "root/search"},
        planner{tree, "root/vault/planner"},
        capture{tree, "root/vault/capture"},
        vault{tree, "root/vault/record"},
        suggestions{tree, "root/answers/suggestions"},
        answers{tree, "root/answers", {.capacity = 256, .in_flight_limit = 1}},  // HTTP lets in no more
        sync{tree, "root/sync/runner", {.capacity = 16, .in_flight_limit = 1}},
        backup{tree, "root/keeper/backup", {.capacity = 4, .in_flight_limit = 4}} {}

  service_end<conversation_api> conversations;
  service_end<usage_api> usage;
  service_end<metadata_api> metadata;
  service_end<settings_api> settings;
  service_end<lexical_api> lexical;
  service_end<vectors_api> vectors;
  service_end<tracker_api> tracker;
  service_end<index_api> index;
  std::optional<service_end<embedding_api>> embedding;  // where there is a model to embed with
  service_end<search_api> search;
  service_end<planner_api> planner;
  service_end<capture_api> capture;
  service_end<vault_api> vault;
  service_end<suggestions_api> suggestions;
  service_end<answer_api> answers;
  service_end<sync_api> sync;
  service_end<backup_api> backup;
};

}  // namespace secondbrain::cli
