#include "http/wire/coverage_json.hpp"

#include "ops/data/index_coverage.hpp"

namespace secondbrain::http {

boost::json::object coverage_json(const feed<index_progress>& progress) {
  const auto coverage = ops::coverage_of(progress.latest().value);
  return {{"state", to_string(coverage.state)},
          {"complete", coverage.complete()},
          {"searchable", coverage.searchable},
          {"total", coverage.total ? boost::json::value(*coverage.total) : nullptr},
          {"message", coverage.message}};
}

schema coverage_schema() {
  return object(
      {required("state", one_of({"starting", "waiting", "building", "complete", "partial", "empty", "stopped"})),
       required("complete", boolean(), "Whether nothing that could be found is missing"),
       required("searchable", integer(0), "Notes that can be found so far"),
       required("total", nullable(integer(0)), "Notes in the vault; null until they have been counted"),
       required("message", text(), "A sentence when something is missing, else empty")});
}

}  // namespace secondbrain::http
