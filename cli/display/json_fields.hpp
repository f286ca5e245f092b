// Reading the server's answers leniently: a field that is absent or of another type reads as empty.
//
// The command line must stay useful against a server of another version, so nothing here fails. Thread-safe.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace secondbrain::cli {

std::string text_at(const boost::json::object& from, std::string_view key);
std::int64_t integer_at(const boost::json::object& from, std::string_view key);
double number_at(const boost::json::object& from, std::string_view key);
bool bool_at(const boost::json::object& from, std::string_view key);

/// Empty when absent; valid as long as `from` is.
const boost::json::array& array_at(const boost::json::object& from, std::string_view key);

/// What an answer says of how much of the vault it is from: a sentence while something is missing, else empty.
std::string coverage_at(const boost::json::object& answer);

/// Null when absent; valid as long as `from` is.
const boost::json::object* object_at(const boost::json::object& from, std::string_view key);

}  // namespace secondbrain::cli
