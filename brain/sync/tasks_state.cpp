#include "brain/sync/tasks_state.hpp"

#include <boost/json.hpp>
#include <stdexcept>

#include "brain/sync/state_file.hpp"

namespace secondbrain::sync {
namespace {

namespace json = boost::json;

task_status status_named(const std::string& name) {
  for (auto status : {task_status::open, task_status::in_progress, task_status::done})
    if (name == to_string(status)) return status;
  throw std::invalid_argument("no status of a task: " + name);
}

std::string text_of(const json::object& object, std::string_view key) {
  return json::value_to<std::string>(object.at(key));
}

}  // namespace

task_listing listing_of(const std::vector<task>& tasks) {
  task_listing listing;
  for (auto& one : tasks) listing[vault::listed_name_of(one)] = {one.status, one.due_date};
  return listing;
}

result<task_listing> load_task_listing(const std::filesystem::path& file) {
  task_listing listing;
  auto loaded = load_state(file, [&](const json::object& state) {
    task_listing read;
    for (auto& value : state.at("tasks").as_array()) {
      auto& row = value.as_object();
      read[{text_of(row, "heading"), text_of(row, "text")}] = {status_named(text_of(row, "status")),
                                                               text_of(row, "due_date")};
    }
    listing = std::move(read);
  });
  if (!loaded) return tl::unexpected(loaded.error());
  return listing;
}

status save_task_listing(const std::filesystem::path& file, const task_listing& listing) {
  json::array rows;
  for (auto& [name, state] : listing) {
    rows.push_back({{"heading", name.heading},
                    {"text", name.text},
                    {"status", to_string(state.status)},
                    {"due_date", state.due_date}});
  }
  return save_state(file, {{"tasks", std::move(rows)}});
}

}  // namespace secondbrain::sync
