// What an option of the command line may be, from the tables that the server checks requests with: the names of an
// enum, the bounds of a field.
//
// Pure; any thread; cannot fail.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <type_traits>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"

namespace secondbrain::cli {

/// One of the names of an enum, or one of the words that stand beside them.
template <named_enum E>
CLI::IsMember one_of_names(const std::vector<std::string>& besides = {}) {
  auto names = names_of_all<E>();
  names.insert(names.end(), besides.begin(), besides.end());
  return CLI::IsMember{names};
}

/// Within the bounds of a field that has both.
template <has_fields Record, class Value>
CLI::Range within_bounds_of(Value Record::*member) {
  field_rules found;
  for_each_field<Record>([&found, member](const auto& entry) {
    if constexpr (requires {
                    entry.member == member;
                    entry.rules;
                  })
      if (entry.member == member) found = entry.rules;
  });
  return CLI::Range{static_cast<Value>(found.least.value()), static_cast<Value>(found.most.value())};
}

}  // namespace secondbrain::cli
