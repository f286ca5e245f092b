#include "brain/llm/json_lookup.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace secondbrain::llm {

const boost::json::value* value_at(const boost::json::value& from, json_path path) {
  const auto* at = &from;
  for (const auto key : path) {
    at = at->is_object() ? at->get_object().if_contains({key.data(), key.size()}) : nullptr;
    if (at == nullptr) return nullptr;
  }
  return at;
}

std::optional<std::string_view> text_at(const boost::json::value& from, json_path path) {
  const auto* found = value_at(from, path);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string_view{found->get_string().data(), found->get_string().size()};
}

std::optional<std::int64_t> count_at(const boost::json::value& from, json_path path) {
  const auto* found = value_at(from, path);
  if (found == nullptr || !found->is_int64() || found->get_int64() < 0) return std::nullopt;
  return found->get_int64();
}

const boost::json::array& list_at(const boost::json::value& from, json_path path) {
  static const boost::json::array none;
  const auto* found = value_at(from, path);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

}  // namespace secondbrain::llm
