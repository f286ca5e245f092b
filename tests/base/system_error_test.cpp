#include "base/system_error.hpp"

#include <gmock/gmock.h>

#include <cerrno>

namespace secondbrain {
namespace {

using testing::HasSubstr;

TEST(system_error, a_full_disk_is_called_so_whatever_filled_it) {
  for (int number : {ENOSPC, EDQUOT})
    for (const auto* category : {&std::generic_category(), &std::system_category()}) {
      auto failed = fail_with({number, *category}, "cannot write a").value();
      EXPECT_EQ(failed.code, errc::disk_full) << number;
      EXPECT_THAT(failed.message, HasSubstr("free some space"));
    }
}

TEST(system_error, says_what_to_do_about_what_is_not_the_disk) {
  EXPECT_THAT(fail_with({EROFS, std::generic_category()}, "cannot write a").value().message, HasSubstr("read-only"));
  EXPECT_THAT(fail_with({EACCES, std::generic_category()}, "cannot write a").value().message,
              HasSubstr("permission denied"));
  EXPECT_THAT(fail_with({EMFILE, std::generic_category()}, "cannot write a").value().message, HasSubstr("ulimit"));
  auto other = fail_with({EIO, std::generic_category()}, "cannot write a").value();
  EXPECT_EQ(other.code, errc::io_failure);
  EXPECT_EQ(other.message, "cannot write a: " + std::generic_category().message(EIO));
  EXPECT_EQ(fail_with({ENOENT, std::generic_category()}, "a").value().code, errc::not_found);
}

TEST(system_error, takes_errno) {
  errno = ENOSPC;
  EXPECT_EQ(fail_with_errno("cannot write a").value().code, errc::disk_full);
}

}  // namespace
}  // namespace secondbrain
