#include "http/wire/with_coverage.hpp"

namespace secondbrain::http {

ops::index_coverage coverage_now(const feed<index_progress>& progress) {
  return ops::coverage_of(progress.latest().value);
}

}  // namespace secondbrain::http
