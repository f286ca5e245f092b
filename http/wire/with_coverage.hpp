// What was looked up in the index, and beside it how much of the vault can be found so far.
//
// Any thread; cannot fail.
#pragma once

#include "base/feed.hpp"
#include "base/fields.hpp"
#include "messages/index.hpp"
#include "ops/data/index_coverage.hpp"

namespace secondbrain::http {

template <class Record>
struct with_coverage {
  Record found;
  ops::index_coverage coverage;
};

template <class Record>
constexpr auto fields_of(const with_coverage<Record>*) {
  return record<with_coverage<Record>>(field_list{
      inlined(&with_coverage<Record>::found),
      field("coverage", &with_coverage<Record>::coverage, "How much of the vault this is from"),
  });
}

ops::index_coverage coverage_now(const feed<index_progress>& progress);

}  // namespace secondbrain::http
