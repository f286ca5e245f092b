// Fields of a language model's answer, read so that whatever stands there is something: another type is as if nothing
// were there.
//
// Thread-safe, nothing fails.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

namespace secondbrain::sync {

/// The text of a field without white space at its ends; empty when it is no text.
std::string text_field(const boost::json::object& object, std::string_view key);

/// The same on one line. The words `null` and `none` are no text.
std::string name_field(const boost::json::object& object, std::string_view key);

/// The list of a field; an empty one when it is no list.
const boost::json::array& list_field(const boost::json::object& object, std::string_view key);

}  // namespace secondbrain::sync
