// The user's settings: task categories with their sub-projects (contract: http_api §8.2, vault §13).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

struct task_category {
  std::string name;
  std::vector<std::pair<std::string, std::string>> sub_projects;  // name and what belongs there, in the file's order
};

constexpr auto fields_of(const task_category*) {
  return record<task_category>(field_list{
      field("name", &task_category::name),
      field("sub_projects", &task_category::sub_projects, "Name, and what belongs there",
            {.presence = in_requests::optional}),
  });
}

struct get_categories {
  using reply = std::vector<task_category>;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Replaces the list; other settings stay. Durable when answered. errc::invalid_argument: a blank name.
struct put_categories {
  using reply = std::vector<task_category>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<task_category> categories;
};

constexpr auto fields_of(const put_categories*) {
  return record<put_categories>(field_list{
      field("categories", &put_categories::categories),
  });
}

using settings_api = api<get_categories, put_categories>;

}  // namespace secondbrain
