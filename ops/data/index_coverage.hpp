// How much of the vault can be found so far: what every list of results says about itself while the index is built.
//
// A pure function of what the reindexer tells; thread-safe, cannot fail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
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

constexpr auto names_of(coverage_state) {
  using enum coverage_state;
  return named_values<coverage_state>({{starting, "starting"},
                                       {waiting, "waiting"},
                                       {building, "building"},
                                       {complete, "complete"},
                                       {partial, "partial"},
                                       {empty, "empty"},
                                       {stopped, "stopped"}});
}

struct index_coverage {
  coverage_state state = coverage_state::starting;
  int searchable = 0;        // notes that can be found
  std::optional<int> total;  // notes in the vault; unknown until they have been counted
  std::string message;       // a sentence for whoever reads results; empty when nothing is missing

  bool complete() const noexcept { return state == coverage_state::complete || state == coverage_state::empty; }
};

constexpr auto fields_of(const index_coverage*) {
  return record<index_coverage>(field_list{
      field("state", &index_coverage::state),
      computed(
          "complete", [](const index_coverage& one) { return one.complete(); },
          "Whether everything that can be found is there"),
      field("searchable", &index_coverage::searchable, "Notes that can be found so far", {.least = 0}),
      field("total", &index_coverage::total, "Notes in the vault; null until they have been counted", {.least = 0}),
      field("message", &index_coverage::message, "A sentence when something is missing, else empty"),
  });
}

index_coverage coverage_of(const index_progress& index);

}  // namespace secondbrain::ops
