// A daily note that is new is made of its owner's template, where nothing but dates and titles is to be filled in.
#include "brain/vault/writing/note_template.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

std::optional<std::string> filled(std::string_view text) {
  return filled_template(text, "2026-02-10", *parse_day("2026-02-10"), std::chrono::hours{9} + std::chrono::minutes{5},
                         english());
}

TEST(note_template, titles_and_dates_are_filled_in) {
  EXPECT_EQ(filled("# {{title}}\r\n{{date}} {{ date:dddd, D MMMM YYYY }}\n"),
            "# 2026-02-10\r\n2026-02-10 Tuesday, 10 February 2026\n");
  EXPECT_EQ(filled("{{time}} {{time:h:mm A}} {{ TIME : HH }} {{date:YYYY-MM-DD[T]HH:mm:ss}} {{date:Hmm}}"),
            "09:05 9:05 AM 09 2026-02-10T09:05:00 905");
  EXPECT_EQ(filled("{{Title}}{{date:YYYY/MM}}{{date:}}"), "2026-02-102026/022026-02-10");
  EXPECT_EQ(filled(""), "");
  EXPECT_EQ(filled("No place } } { {"), "No place } } { {");
}

TEST(note_template, what_is_more_than_that_is_left_to_others) {
  for (const auto* text : {"{{title:x}}", "{{date}} <% tp.file.title %>", "{{title", "{{VALUE}}", "{{date-1}}"})
    EXPECT_EQ(filled(text), std::nullopt) << text;
}

TEST(note_template, times_of_day_as_moment_js_writes_them) {
  const auto at = [](int hour, std::string_view format) {
    return *filled_template("{{time:" + std::string{format} + "}}", "t", *parse_day("2026-02-10"),
                            std::chrono::hours{hour} + std::chrono::minutes{7} + std::chrono::seconds{8}, english());
  };
  EXPECT_EQ(at(0, "H HH h hh k kk m s A"), "0 00 12 12 24 24 7 8 AM");
  EXPECT_EQ(at(12, "H h k hmm A"), "12 12 12 1207 PM");
  EXPECT_EQ(at(23, "HH:mm:ss hh A Hmmss"), "23:07:08 11 PM 230708");
}

}  // namespace
}  // namespace secondbrain::vault
