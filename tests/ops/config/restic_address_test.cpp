#include "ops/config/restic_address.hpp"

#include <gmock/gmock.h>

namespace secondbrain::ops {
namespace {

using ::testing::HasSubstr;

TEST(restic_address, takes_what_it_knows) {
  for (const auto* address :
       {"/mnt/disk/restic", "sftp:ada@host:/srv/backups", "sftp:host:backups", "sftp://ada@host:2222//srv/backups",
        "s3:s3.amazonaws.com/bucket", "s3:https://minio.lan:9000/bucket/path", "rest:http://127.0.0.1:8000/",
        "rest:https://ada:secret@host:8000/ada"})
    EXPECT_TRUE(check_restic_address(address)) << address;
}

TEST(restic_address, refuses_the_rest_and_says_what_it_takes) {
  for (const auto* address :
       {"", "backups", "~/backups", "b2:bucket:path", "rclone:remote:path", "s3:", "s3:bucket", "s3:https:///bucket",
        "rest:host:8000", "rest:ftp://host", "sftp:", "sftp:host", "sftp::/x", "/mnt/disk\n--password-command=x"}) {
    const auto checked = check_restic_address(address);
    ASSERT_FALSE(checked) << address;
    EXPECT_EQ(checked.error().code, errc::invalid_argument);
    EXPECT_THAT(checked.error().message, HasSubstr("rest:https://host:8000/"));
  }
}

TEST(restic_address, shows_no_password) {
  EXPECT_EQ(shown_restic_address("rest:https://ada:secret@host:8000/ada"), "rest:https://ada:***@host:8000/ada");
  EXPECT_EQ(shown_restic_address("rest:https://ada:se/cret@host/"), "rest:https://ada:***@host/");
  EXPECT_EQ(shown_restic_address("rest:https://ada@host/"), "rest:https://ada@host/");
  EXPECT_EQ(shown_restic_address("/mnt/disk"), "/mnt/disk");
  EXPECT_EQ(shown_restic_address("sftp:ada@host:/srv"), "sftp:ada@host:/srv");
}

}  // namespace
}  // namespace secondbrain::ops
