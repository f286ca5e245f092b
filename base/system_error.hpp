// What the operating system's errors mean: the one table from errno to `errc`, and errors in its words.
//
// Any thread. Pure, but for reading errno.
#pragma once

#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "base/error.hpp"

namespace secondbrain {

constexpr errc code_of_errno(int number) noexcept {
  switch (number) {
    case 0: return errc::none;
    case ENOSPC:
    case EDQUOT: return errc::disk_full;
    case ENOENT: return errc::not_found;
    case EEXIST: return errc::conflict;
    default: return errc::io_failure;
  }
}

/// What a person can do about it; empty where the system's own words are all there is to say.
constexpr std::string_view advice_for_errno(int number) noexcept {
  switch (number) {
    case ENOSPC: return "the disk is full; free some space";
    case EDQUOT: return "your share of the disk is used up; free some space, or have the quota raised";
    case EROFS: return "the disk is mounted read-only; mount it so that it can be written";
    case EACCES:
    case EPERM: return "permission denied; check who owns it";
    case ENOENT: return "it does not exist";
    case EMFILE:
    case ENFILE: return "too many files are open; raise the limit (ulimit -n)";
    case ENAMETOOLONG: return "the name is too long; choose a shorter one";
    default: return {};
  }
}

/// `doing` names the action and the file: "cannot create /data/api.log".
failed fail_with(std::error_code cause, const std::string& doing);

/// As above, with the current errno.
failed fail_with_errno(const std::string& doing);

}  // namespace secondbrain
