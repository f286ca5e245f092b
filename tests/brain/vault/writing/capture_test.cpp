#include "brain/vault/writing/capture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "base/text.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"
#include "tests/brain/vault/writing/patient_operations.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;

class capture : public testing::Test {
 protected:
  temporary_vault vault;
  vault_writer writer{vault.root()};
  std::chrono::system_clock::time_point noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} +
                                             std::chrono::hours{12} + std::chrono::microseconds{1'002'030}};
};

// CAP-1, CAP-2
TEST_F(capture, keeps_the_bytes_in_the_inbox) {
  std::string text{"  a thought\r\nwith \xFF bytes \0 and no line end", 43};
  EXPECT_EQ(write_capture(writer, text, noon), "capture_2026-11-24_120001.md");
  EXPECT_THAT(files_below(vault.root()), ElementsAre("Inbox/capture_2026-11-24_120001.md"));
  EXPECT_EQ(bytes_of(vault.root() / "Inbox/capture_2026-11-24_120001.md"), text);
}

TEST_F(capture, goes_into_the_inbox_that_the_vault_has) {
  EXPECT_EQ(write_capture(writer, "1", noon, "GTD/02. Inbox"), "capture_2026-11-24_120001.md");
  EXPECT_EQ(write_capture(writer, "2", noon, "GTD/02. Inbox"), "capture_2026-11-24_120001_002030.md");
  EXPECT_EQ(write_capture(writer, "3", noon, "GTD/02. Inbox"), "capture_2026-11-24_120001_002030_1.md");
  EXPECT_EQ(bytes_of(vault.root() / "GTD/02. Inbox/capture_2026-11-24_120001.md"), "1");
}

// W23
TEST_F(capture, numbers_what_comes_in_the_same_second_and_microsecond) {
  EXPECT_EQ(write_capture(writer, "1", noon), "capture_2026-11-24_120001.md");
  EXPECT_EQ(write_capture(writer, "2", noon), "capture_2026-11-24_120001_002030.md");
  EXPECT_EQ(write_capture(writer, "3", noon), "capture_2026-11-24_120001_002030_1.md");
  EXPECT_EQ(write_capture(writer, "4", noon), "capture_2026-11-24_120001_002030_2.md");
  EXPECT_EQ(bytes_of(vault.root() / "Inbox/capture_2026-11-24_120001.md"), "1");
}

TEST_F(capture, never_shares_a_file_between_threads) {
  constexpr int threads = 4, each = 10;
  const patient_operations operations;
  const vault_writer shared{vault.root(), operations};
  std::vector<std::thread> running;
  running.reserve(threads);
  for (int thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      for (int i = 0; i < each; ++i) {
        EXPECT_TRUE(write_capture(shared, std::to_string(thread) + ' ' + std::to_string(i), noon));
      }
    });
  }
  for (auto& thread : running) thread.join();
  std::set<std::string> texts;
  for (auto& file : files_below(vault.root())) texts.insert(bytes_of(vault.root() / file));
  EXPECT_EQ(texts.size(), std::size_t{threads} * each);
}

// W22
TEST_F(capture, does_not_make_a_missing_vault) {
  vault_writer missing{vault.root() / "gone"};
  EXPECT_EQ(write_capture(missing, "x", noon).error().code, errc::vault_missing);
  EXPECT_FALSE(std::filesystem::exists(missing.root()));
}

}  // namespace
}  // namespace secondbrain::vault
