#include "cli/display/progress_display.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace secondbrain::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

boost::json::object indexing(int done, int total, const std::string& current = "") {
  return {{"phase", "indexing"}, {"files_done", done}, {"files_total", total}, {"current", current}};
}

TEST(progress_display, prints_a_line_a_tenth_where_there_is_no_terminal) {
  std::ostringstream out;
  progress_display display{out, {}};
  display.show({{"phase", "scanning"}});
  for (int done = 0; done <= 1000; ++done) display.show(indexing(done, 1000));
  EXPECT_THAT(out.str(), HasSubstr("Looking through the vault\nReading: 0 of 1,000 notes\nReading: 100 of"));
  auto text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 12);
  EXPECT_THAT(out.str(), EndsWith("Reading: 1,000 of 1,000 notes\n"));
}

TEST(progress_display, says_nothing_about_a_run_that_is_over) {
  std::ostringstream out;
  progress_display display{out, {}};
  for (const auto* phase : {"idle", "finished", "failed"}) display.show({{"phase", phase}});
  EXPECT_EQ(out.str(), "");
}

TEST(progress_display, redraws_one_line_that_fits_the_terminal) {
  std::ostringstream out;
  {
    progress_display display{out, terminal{true, false, 60}};
    display.show(indexing(500, 1000, "20_Projects/A very long name of a note that would not fit.md"));
    EXPECT_THAT(out.str(), HasSubstr("████████████░░░░░░░░░░░░ 500 of 1,000 notes"));
    auto line = out.str().substr(std::string{"\r\x1b[K"}.size());
    EXPECT_LT(length_of(line), 60U);
    EXPECT_THAT(line, EndsWith(".md"));
  }
  EXPECT_THAT(out.str(), EndsWith("\r\x1b[K"));  // the bar is gone at the end
}

TEST(progress_display, survives_answers_that_make_no_sense) {
  std::ostringstream out;
  progress_display display{out, terminal{true, false, 5}};
  display.show({});
  display.show(indexing(5, 0));
  display.show(indexing(7, 3));
  EXPECT_THAT(out.str(), HasSubstr("████████████████████████ 7 of 3 notes"));
}

}  // namespace
}  // namespace secondbrain::cli
