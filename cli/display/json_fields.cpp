#include "cli/display/json_fields.hpp"

#include <boost/json/value.hpp>

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

double as_number(const json::value* field) {
  if (!field) return 0;
  if (field->is_double()) return field->get_double();
  if (field->is_int64()) return static_cast<double>(field->get_int64());
  if (field->is_uint64()) return static_cast<double>(field->get_uint64());
  return 0;
}

}  // namespace

std::string text_at(const json::object& from, std::string_view key) {
  const auto* field = from.if_contains(key);
  return field && field->is_string() ? std::string{field->get_string()} : std::string{};
}

std::int64_t integer_at(const json::object& from, std::string_view key) {
  return static_cast<std::int64_t>(as_number(from.if_contains(key)));
}

double number_at(const json::object& from, std::string_view key) {
  return as_number(from.if_contains(key));
}

bool bool_at(const json::object& from, std::string_view key) {
  const auto* field = from.if_contains(key);
  return field && field->is_bool() && field->get_bool();
}

const json::array& array_at(const json::object& from, std::string_view key) {
  static const json::array nothing;
  const auto* field = from.if_contains(key);
  return field && field->is_array() ? field->get_array() : nothing;
}

std::string coverage_at(const json::object& answer) {
  const auto* coverage = object_at(answer, "coverage");
  return coverage ? text_at(*coverage, "message") : std::string{};
}

const json::object* object_at(const json::object& from, std::string_view key) {
  const auto* field = from.if_contains(key);
  return field && field->is_object() ? &field->get_object() : nullptr;
}

}  // namespace secondbrain::cli
