#include "brain/vault/conventions/settings_files.hpp"

#include <boost/json/parse.hpp>
#include <utility>

#include "base/text.hpp"

namespace secondbrain::vault {

namespace {

std::optional<boost::json::value> parsed_json(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  boost::system::error_code problem;
  auto value = boost::json::parse(text, problem);
  if (problem) return std::nullopt;
  return value;
}

bool has_shape(const boost::json::value& value, json_shape shape) {
  switch (shape) {
    case json_shape::object: return value.is_object();
    case json_shape::list: return value.is_array();
    case json_shape::list_or_object: return value.is_array() || value.is_object();
  }
  return false;
}

/// Why it says nothing that can be used; empty: it does.
std::string trouble_with(const std::optional<boost::json::value>& value, json_shape shape,
                         std::initializer_list<std::string_view> texts) {
  if (!value) return "It is not valid JSON";
  if (!has_shape(*value, shape))
    return shape == json_shape::object ? "It holds no object, as this file has it"
                                       : "It holds no list, as this file has it";
  for (const auto key : texts)
    if (const auto* member = json_member(*value, key); member != nullptr && !member->is_null() && !member->is_string())
      return "`" + std::string{key} + "` is no text";
  return {};
}

}  // namespace

std::optional<boost::json::value> settings_files::json(const std::string& path, json_shape shape,
                                                       std::initializer_list<std::string_view> texts) {
  const auto found = text(path);
  if (!found) return std::nullopt;
  // Obsidian leaves an empty file where nothing was ever set.
  if (trimmed(*found).empty()) return boost::json::value(boost::json::object());
  auto value = parsed_json(*found);
  const auto wrong = trouble_with(value, shape, texts);
  if (wrong.empty()) {
    found_.good_files[path] = *found;
    return value;
  }
  const auto* good = last_good(path);
  trouble(path, wrong + (good != nullptr ? ", so what it said before counts on until it is mended."
                                         : " and was left out; mend it, or delete it to have the defaults."));
  return good != nullptr ? parsed_json(*good) : std::nullopt;
}

std::optional<dialects::edn_value> settings_files::edn(const std::string& path) {
  const auto found = text(path);
  if (!found) return std::nullopt;
  auto value = dialects::parse_edn(*found);
  if (value && value->kind == dialects::edn_kind::map) {
    found_.good_files[path] = *found;
    return std::move(*value);
  }
  const auto what = value ? std::string{"it holds no map"} : value.error().message;
  const auto* good = last_good(path);
  trouble(path, "It cannot be read (" + what + "), so " +
                    (good != nullptr ? "what it said before counts on until it is mended."
                                     : "Logseq's defaults are taken until it is mended."));
  if (good != nullptr)
    if (auto last = dialects::parse_edn(*good)) return std::move(*last);
  return std::nullopt;
}

bool settings_files::exists(const std::string& path) {
  const auto found = read_(path);
  return !found || found->has_value();
}

void settings_files::trouble(std::string file, std::string message) {
  found_.troubles.push_back({std::move(file), std::move(message)});
}

std::optional<std::string> settings_files::text(const std::string& path) {
  auto found = read_(path);
  if (found) {
    if (!*found || (*found)->size() <= largest_settings_file) return std::move(*found);
    trouble(path, "It is larger than any settings file and was left out.");
  } else {
    trouble(path, "It could not be read: " + found.error().message);
  }
  const auto* good = last_good(path);
  return good != nullptr ? std::optional{*good} : std::nullopt;
}

const std::string* settings_files::last_good(const std::string& path) const {
  if (before_ == nullptr) return nullptr;
  const auto found = before_->good_files.find(path);
  if (found == before_->good_files.end()) return nullptr;
  // It stays good for the next time as well.
  found_.good_files[path] = found->second;
  return &found->second;
}

const boost::json::value* json_member(const boost::json::value& object, std::string_view key) {
  const auto* members = object.if_object();
  return members == nullptr ? nullptr : members->if_contains(key);
}

std::optional<std::string> json_text_of(const boost::json::value& object, std::string_view key) {
  const auto* found = json_member(object, key);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string{found->as_string()};
}

std::optional<bool> json_truth_of(const boost::json::value& object, std::string_view key) {
  const auto* found = json_member(object, key);
  if (found == nullptr || !found->is_bool()) return std::nullopt;
  return found->as_bool();
}

}  // namespace secondbrain::vault
