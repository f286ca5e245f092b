// The fronts of every service of the process, each under the path of its workers, and the addresses that lead to them.
//
// Made once, before the tree starts; lives as long as the tree. Thread-safe to copy addresses from.
#pragma once

#include <string>
#include <vector>

#include "actors/tree.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::cli {

class service_fronts {
  actors::tree& tree_;  // before the fronts, which are made with it

  template <class Api>
  actors::front_ptr serve(address<Api>& reached, const std::string& path, actors::front_options options = {}) {
    auto front = tree_.make_front(path, options);
    reached = address<Api>{front};
    return front;
  }

 public:
  explicit service_fronts(actors::tree& tree) : tree_{tree} {}

  service_addresses addresses;

  actors::front_ptr conversations = serve(addresses.conversations, "root/stores/conversations");
  actors::front_ptr usage = serve(addresses.usage, "root/stores/usage");
  actors::front_ptr metadata = serve(addresses.metadata, "root/stores/metadata");
  actors::front_ptr settings = serve(addresses.settings, "root/stores/settings");
  actors::front_ptr lexical = serve(addresses.lexical, "root/stores/lexical");
  actors::front_ptr vectors = serve(addresses.vectors, "root/stores/vectors");
  actors::front_ptr tracker = serve(addresses.tracker, "root/stores/index-tracker");
  actors::front_ptr index = serve(addresses.index, "root/index/reindexer", {.capacity = 200, .in_flight_limit = 200});
  actors::front_ptr embedding = serve(addresses.embedding, "root/index/embedder");
  actors::front_ptr approximation = serve(addresses.approximation, "root/index/approximator");
  actors::front_ptr search = serve(addresses.search, "root/search");
  actors::front_ptr planner = serve(addresses.planner, "root/vault/planner");
  actors::front_ptr capture = serve(addresses.capture, "root/vault/capture");
  actors::front_ptr vault = serve(addresses.vault, "root/vault/record");
  actors::front_ptr vault_report =
      serve(addresses.vault_report, "root/vault/report", {.capacity = 64, .in_flight_limit = 64});
  actors::front_ptr suggestions = serve(addresses.suggestions, "root/answers/suggestions");
  actors::front_ptr answers =
      serve(addresses.answers, "root/answers", {.capacity = 256, .in_flight_limit = 1});  // HTTP lets in no more
  actors::front_ptr sync = serve(addresses.sync, "root/sync/runner", {.capacity = 16, .in_flight_limit = 1});
  actors::front_ptr backups = serve(addresses.backups, "root/keeper/backup", {.capacity = 4, .in_flight_limit = 4});

  actors::front_ptr alarms = serve(addresses.alarms, "root/alarms/rules");
  actors::front_ptr sight = serve(addresses.sight, "root/alarms/sight", {.capacity = 2, .in_flight_limit = 1});

  /// One for each channel that is set up.
  struct channel_front {
    std::string name;
    address<delivery_api> way;
    actors::front_ptr front;
  };
  std::vector<channel_front> channels;

  void serve_channel(const std::string& name) {
    auto& served = channels.emplace_back();
    served.name = name;
    served.front = serve(served.way, "root/alarms/" + name, {.capacity = 2, .in_flight_limit = 1});
  }

  actors::front_ptr ping;  // nothing: no service elsewhere waits for signs of life
  address<ping_api> pinged;

  void serve_ping() { ping = serve(pinged, "root/alarms/ping", {.capacity = 2, .in_flight_limit = 1}); }
};

}  // namespace secondbrain::cli
