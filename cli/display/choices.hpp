// What an option of the command line may be, from the tables that the server checks requests with: the names of an
// enum, the bounds of a field.
//
// Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "cli/display/command.hpp"

namespace secondbrain::cli {

/// One of the names of an enum, or one of the words that stand beside them.
template <named_enum E>
value_rule one_of_names(const std::vector<std::string>& besides = {}) {
  auto names = names_of_all<E>();
  names.insert(names.end(), besides.begin(), besides.end());
  return value_rule::one_of(names);
}

/// Within the bounds of a field that has both.
template <has_fields Record, class Value>
value_rule within_bounds_of(Value Record::*member) {
  field_rules found;
  for_each_field<Record>([&found, member](const auto& entry) {
    if constexpr (requires {
                    entry.member == member;
                    entry.rules;
                  })
      if (entry.member == member) found = entry.rules;
  });
  return value_rule::between(static_cast<Value>(found.least.value()), static_cast<Value>(found.most.value()));
}

}  // namespace secondbrain::cli
