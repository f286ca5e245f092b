// What people read: numbers ("14,142", "96.3 MB", "3 h 12 min") and the ends of sentences.
//
// Pure functions; never fail.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace secondbrain {

std::string grouped(std::int64_t number);

/// "1 note", "2,000 notes".
std::string counted(std::int64_t number, std::string_view singular, std::string_view plural);

/// The sentence with one full stop at its end, whether it had none, one or several.
std::string with_full_stop(std::string sentence);

/// Decimal units, one digit after the point from kB on.
std::string byte_count(std::int64_t bytes);

/// "$0.42"; below a cent "$0.0042".
std::string dollars(double amount);

/// The two largest units that matter: "42 s", "5 min", "3 h 12 min", "2 d 4 h".
std::string elapsed(std::chrono::seconds duration);

}  // namespace secondbrain
