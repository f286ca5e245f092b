#include "brain/sync/tasks/tasks_state.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "base/error.hpp"
#include "brain/sync/state_file.hpp"

namespace secondbrain::sync {
namespace {

namespace json = boost::json;

task_status status_named(const std::string& name) {
  if (const auto status = value_named<task_status>(name)) return *status;
  throw std::invalid_argument("not a task status: " + name);
}

std::string text_of(const json::object& object, std::string_view key) {
  return json::value_to<std::string>(object.at(key));
}

std::string optional_text_of(const json::object& object, std::string_view key) {
  return object.contains(key) ? text_of(object, key) : std::string{};
}

// Throws when the object has another shape. Without stamps it is what earlier versions wrote.
task_base base_from(const json::object& object) {
  task_base base{optional_text_of(object, "all_stamp"), optional_text_of(object, "completed_stamp"), {}};
  for (auto& value : object.at("tasks").as_array()) {
    auto& row = value.as_object();
    base.tasks[{text_of(row, "heading"), text_of(row, "text")}] = {status_named(text_of(row, "status")),
                                                                   text_of(row, "due_date")};
  }
  return base;
}

json::object to_json(const task_base& base) {
  json::array rows;
  for (auto& [name, state] : base.tasks) {
    rows.push_back({{"heading", name.heading},
                    {"text", name.text},
                    {"status", to_string(state.status)},
                    {"due_date", state.due_date}});
  }
  return {{"all_stamp", base.all_stamp}, {"completed_stamp", base.completed_stamp}, {"tasks", std::move(rows)}};
}

}  // namespace

task_listing listing_of(const std::vector<task>& tasks) {
  task_listing listing;
  for (auto& one : tasks) listing[vault::listed_name_of(one)] = {one.status, one.due_date};
  return listing;
}

std::optional<task_listing> base_of(const task_bases& bases, std::string_view stamp) {
  auto found = std::find_if(bases.begin(), bases.end(),
                            [&](auto& base) { return base.all_stamp == stamp || base.completed_stamp == stamp; });
  if (found == bases.end()) return std::nullopt;
  return found->tasks;
}

result<task_bases> load_task_bases(const std::filesystem::path& file) {
  task_bases bases;
  auto loaded = load_state(file, [&](const json::object& state) {
    task_bases read{base_from(state)};
    if (auto* earlier = state.if_contains("earlier"))
      for (auto& each : earlier->as_array()) read.push_back(base_from(each.as_object()));
    bases = std::move(read);
  });
  RETURN_IF_ERROR(loaded);
  return bases;
}

status save_task_bases(const std::filesystem::path& file, const task_bases& bases) {
  // The newest stands where earlier versions of the service look for it.
  auto state = bases.empty() ? json::object{{"tasks", json::array{}}} : to_json(bases.front());
  json::array earlier;
  for (std::size_t at = 1; at < bases.size(); ++at) earlier.push_back(to_json(bases[at]));
  if (!earlier.empty()) state["earlier"] = std::move(earlier);
  return save_state(file, state);
}

}  // namespace secondbrain::sync
