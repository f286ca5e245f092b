#include "base/hash.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain {
namespace {

// The vectors of FIPS 180-2, appendix B.
TEST(sha256_of_file, agrees_with_the_standard) {
  temporary_directory directory;
  write_text(directory / "abc", "abc");
  EXPECT_EQ(sha256_of_file(directory / "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  write_text(directory / "long", std::string(1000000, 'a'));
  EXPECT_EQ(sha256_of_file(directory / "long"), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(sha256_of_file, knows_the_empty_file) {
  temporary_directory directory;
  write_text(directory / "empty", "");
  EXPECT_EQ(sha256_of_file(directory / "empty"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(sha256_of_file, fails_for_a_missing_file) {
  temporary_directory directory;
  EXPECT_EQ(sha256_of_file(directory / "missing").error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain
