// What tasks say, for tests of which ones are found and in which order.
#pragma once

#include <string>
#include <vector>

#include "messages/planner.hpp"

namespace secondbrain::vault {

inline std::vector<std::string> texts(const std::vector<task>& tasks) {
  std::vector<std::string> all;
  all.reserve(tasks.size());
  for (const auto& each : tasks) all.push_back(each.text);
  return all;
}

}  // namespace secondbrain::vault
