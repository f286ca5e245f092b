// How much of the vault can be found so far: what every list of results says about itself while the index is built.
//
// A pure function of what the reindexer tells; thread-safe, cannot fail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "messages/index.hpp"

namespace secondbrain::ops {

enum class coverage_state : std::uint8_t {
  starting,  // the notes have not been counted yet
  waiting,   // another process writes the index
  building,  // counted; some are not in the index yet
  complete,  // every note is in the index, but for those that can never be
  partial,   // something in the vault cannot be read at the moment; the rest is in the index
  empty,     // the vault holds no notes
  stopped,   // the index cannot follow the vault: frozen, failed, or no vault
};

constexpr std::string_view to_string(coverage_state state) noexcept {
  switch (state) {
    case coverage_state::starting: return "starting";
    case coverage_state::waiting: return "waiting";
    case coverage_state::building: return "building";
    case coverage_state::complete: return "complete";
    case coverage_state::partial: return "partial";
    case coverage_state::empty: return "empty";
    case coverage_state::stopped: return "stopped";
  }
  return "unknown";
}

struct index_coverage {
  coverage_state state = coverage_state::starting;
  int searchable = 0;        // notes that can be found
  std::optional<int> total;  // notes in the vault; unknown until they have been counted
  std::string message;       // a sentence for whoever reads results; empty when nothing is missing

  bool complete() const noexcept { return state == coverage_state::complete || state == coverage_state::empty; }
};

index_coverage coverage_of(const index_progress& index);

}  // namespace secondbrain::ops
