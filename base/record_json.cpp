#include "base/record_json.hpp"

namespace secondbrain::detail {

namespace {

/// Well inside 64 bits, where a double still converts.
constexpr double widest = 9.0e18;

}  // namespace

bool number_from_json(const boost::json::value& written, double& value) noexcept {
  if (!written.is_number()) return false;
  if (const auto* real = written.if_double())
    value = *real;
  else if (const auto* whole = written.if_int64())
    value = static_cast<double>(*whole);
  else
    value = static_cast<double>(written.get_uint64());
  return true;
}

bool number_from_json(const boost::json::value& written, std::int64_t& value) noexcept {
  if (const auto* whole = written.if_int64()) {
    value = *whole;
    return true;
  }
  if (const auto* real = written.if_double(); real && std::abs(*real) < widest) {
    value = static_cast<std::int64_t>(*real);
    return true;
  }
  return false;
}

bool number_from_json(const boost::json::value& written, std::uint64_t& value) noexcept {
  if (const auto* whole = written.if_uint64()) {
    value = *whole;
    return true;
  }
  std::int64_t small = 0;
  if (!number_from_json(written, small) || small < 0) return false;
  value = static_cast<std::uint64_t>(small);
  return true;
}

}  // namespace secondbrain::detail
