// Looking into JSON that somebody else has made: whatever is missing or of the wrong type is simply not there.
//
// Any thread; nothing here fails.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace secondbrain::llm {

/// Keys of objects, one inside the other.
using json_path = std::initializer_list<std::string_view>;

const boost::json::value* value_at(const boost::json::value& from, json_path path);
std::optional<std::string_view> text_at(const boost::json::value& from, json_path path);
std::optional<std::int64_t> count_at(const boost::json::value& from, json_path path);  // never negative

/// The elements of a list; none when there is no list.
const boost::json::array& list_at(const boost::json::value& from, json_path path);

}  // namespace secondbrain::llm
