#include "stores/settings_store.hpp"

#include <boost/json.hpp>
#include <optional>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "base/regular_file.hpp"
#include "stores/quarantine.hpp"

namespace secondbrain::stores {

namespace json = boost::json;

namespace {

constexpr const char* categories_key = "categories";

json::value to_json(const std::vector<task_category>& categories) {
  json::array list;
  for (const auto& category : categories) {
    json::object sub_projects;
    for (const auto& [name, description] : category.sub_projects) sub_projects[name] = description;
    list.push_back({{"name", category.name}, {"sub_projects", std::move(sub_projects)}});
  }
  return list;
}

// Throws when the value has another shape.
task_category category_from(const json::value& value) {
  const auto& object = value.as_object();
  task_category category{std::string{object.at("name").as_string()}, {}};
  if (const auto* sub_projects = object.if_contains("sub_projects")) {
    for (const auto& member : sub_projects->as_object())
      category.sub_projects.emplace_back(member.key(), member.value().as_string());
  }
  return category;
}

}  // namespace

std::vector<task_category> default_categories() {
  return {{"Work", {}},
          {"Personal",
           {{"Family", "Parents, siblings, children and relatives: visits, calls, plans with them"},
            {"Partner", "The person you share your life with: shared plans, dates, things to do for each other"},
            {"Gifts", "Presents to think of, buy or send, and the occasions for them"},
            {"Health", "Doctors, medicine, sport, sleep and everything about body and mind"},
            {"Errands", "Things to fetch, buy, return, post or settle outside the house"},
            {"Chores", "Cleaning, laundry, repairs and upkeep at home"},
            {"Projects", "Private undertakings with several steps: hobbies, building, learning"},
            {"General", "Everything personal that belongs nowhere else"}}}};
}

settings_store::settings_store(std::filesystem::path file) : file_{std::move(file)} {}

result<std::vector<task_category>> settings_store::categories() {
  return load().map([](document loaded) { return std::move(loaded.categories); });
}

status settings_store::put_categories(const std::vector<task_category>& categories) {
  return load().and_then([&](document loaded) {
    loaded.settings[categories_key] = to_json(categories);
    return save(loaded.settings);
  });
}

result<settings_store::document> settings_store::load() {
  auto bytes = read_regular_file(file_);
  if (!bytes && bytes.error().code == errc::not_found) return write_defaults();
  if (!bytes && bytes.error().code != errc::corrupt) return fail(bytes.error());
  std::string reason;
  try {
    if (!bytes) throw std::runtime_error("it is no file, or far too large");
    document loaded{json::parse(*bytes).as_object(), {}};
    if (const auto* list = loaded.settings.if_contains(categories_key))
      for (const auto& value : list->as_array()) loaded.categories.push_back(category_from(value));
    return loaded;
  } catch (const std::exception& problem) {
    reason = problem.what();
  }
  auto aside = move_aside(file_);
  RETURN_IF_ERROR(aside);
  damage_ = file_.filename().string() + " could not be read as settings (" + reason +
            "), so the default categories are in use. "
            "Your file is kept as " +
            aside->filename().string() + "; correct it and put it back to have yours again.";
  return write_defaults();
}

result<settings_store::document> settings_store::write_defaults() {
  document defaults{{}, default_categories()};
  defaults.settings[categories_key] = to_json(defaults.categories);
  return save(defaults.settings).map([&] { return std::move(defaults); });
}

status settings_store::save(const json::object& settings) {
  std::error_code failure;
  std::filesystem::create_directories(file_.parent_path(), failure);
  if (failure) return fail(errc::io_failure, file_.parent_path().string() + ": " + failure.message());
  return write_atomically(file_, indented_json(settings));
}

}  // namespace secondbrain::stores
