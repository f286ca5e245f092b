#include "cli/display/terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace secondbrain::cli {
namespace {

TEST(terminal, is_plain_when_it_is_a_pipe) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  auto screen = terminal::of(ends[1]);
  EXPECT_FALSE(screen.interactive());
  EXPECT_EQ(screen.paint(tone::bad, "text"), "text");
  close(ends[0]);
  close(ends[1]);
}

class pseudo_terminal : public testing::Test {
 protected:
  pseudo_terminal() : master_{posix_openpt(O_RDWR | O_NOCTTY)} {
    grantpt(master_);
    unlockpt(master_);
    slave_ = open(ptsname(master_), O_RDWR | O_NOCTTY);
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
  }
  ~pseudo_terminal() override {
    close(slave_);
    close(master_);
    unsetenv("NO_COLOR");
  }
  int master_;
  int slave_;
};

TEST_F(pseudo_terminal, has_colour) {
  auto screen = terminal::of(slave_);
  EXPECT_TRUE(screen.interactive());
  EXPECT_EQ(screen.paint(tone::bad, "text"), "\x1b[31mtext\x1b[0m");
}

TEST_F(pseudo_terminal, has_none_with_no_color) {
  setenv("NO_COLOR", "1", 1);
  EXPECT_EQ(terminal::of(slave_).paint(tone::bad, "text"), "text");
}

TEST_F(pseudo_terminal, has_none_when_dumb) {
  setenv("TERM", "dumb", 1);
  EXPECT_EQ(terminal::of(slave_).paint(tone::bad, "text"), "text");
}

TEST(printable, makes_control_characters_harmless) {
  EXPECT_EQ(printable("a\x1b[31mb\nc"), "a [31mb c");
  EXPECT_EQ(printable("\xC2\x9B"
                      "2J"),
            " 2J");  // the one-character form of ESC [
  EXPECT_EQ(printable("Café, Žižkov, 日本"), "Café, Žižkov, 日本");
}

TEST(shortened_to_end, keeps_the_end_in_whole_code_points) {
  EXPECT_EQ(shortened_to_end("10_Notes/Café.md", 20), "10_Notes/Café.md");
  EXPECT_EQ(shortened_to_end("10_Notes/Café.md", 8), "…Café.md");
  EXPECT_EQ(shortened_to_end("ééééé", 3), "…éé");
  EXPECT_EQ(shortened_to_end("abc", 0), "");
}

}  // namespace
}  // namespace secondbrain::cli
