#include "base/system_error.hpp"

#include <cerrno>

namespace secondbrain {

failed fail_with(std::error_code cause, const std::string& doing) {
  bool of_the_system = cause.category() == std::generic_category() || cause.category() == std::system_category();
  if (!of_the_system) return fail(errc::io_failure, doing + ": " + cause.message());
  auto advice = std::string{advice_for_errno(cause.value())};
  auto code = code_of_errno(cause.value());
  if (code == errc::conflict) code = errc::io_failure;  // only whoever asked for a new file knows what that means
  return fail(code, doing + ": " + (advice.empty() ? cause.message() : advice));
}

failed fail_with_errno(const std::string& doing) {
  return fail_with(std::error_code{errno, std::generic_category()}, doing);
}

}  // namespace secondbrain
