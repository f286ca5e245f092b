#include "ops/system_error.hpp"

#include <cerrno>

namespace secondbrain::ops {

tl::unexpected<error> fail_with(std::error_code cause, const std::string& doing) {
  if (cause == std::errc::no_space_on_device)
    return fail(errc::disk_full, doing + ": the disk is full; free some space");
  if (cause == std::errc::permission_denied || cause == std::errc::operation_not_permitted)
    return fail(errc::io_failure, doing + ": permission denied; check who owns it");
  if (cause == std::errc::no_such_file_or_directory) return fail(errc::not_found, doing + ": it does not exist");
  return fail(errc::io_failure, doing + ": " + cause.message());
}

tl::unexpected<error> fail_with_errno(const std::string& doing) {
  return fail_with(std::error_code{errno, std::generic_category()}, doing);
}

}  // namespace secondbrain::ops
