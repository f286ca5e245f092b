// A daily note that is new is made of its owner's template, where nothing but dates and titles is to be filled in.
#include "brain/vault/writing/note_template.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

std::optional<std::string> filled(std::string_view text) {
  return filled_template(text, "2026-02-10", *parse_day("2026-02-10"), english());
}

TEST(note_template, titles_and_dates_are_filled_in) {
  EXPECT_EQ(filled("# {{title}}\r\n{{date}} {{ date:dddd, D MMMM YYYY }}\n"),
            "# 2026-02-10\r\n2026-02-10 Tuesday, 10 February 2026\n");
  EXPECT_EQ(filled(""), "");
  EXPECT_EQ(filled("No place } } { {"), "No place } } { {");
}

TEST(note_template, what_is_more_than_that_is_left_to_others) {
  for (const auto* text : {"{{time}}", "{{date}} <% tp.file.title %>", "{{title", "{{VALUE}}", "{{date-1}}"})
    EXPECT_EQ(filled(text), std::nullopt) << text;
}

}  // namespace
}  // namespace secondbrain::vault
