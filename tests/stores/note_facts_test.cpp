#include "stores/note_facts.hpp"

#include <gtest/gtest.h>

namespace secondbrain::stores {
namespace {

using kind = note_condition::kind;

bool has_tag(std::string_view tags, std::string value, bool open = false) {
  return meets({"a.md", "", tags, ""}, {kind::tag, std::move(value), "", open});
}

bool lies_in(std::string_view path, std::string folder, bool open = false) {
  return meets({path, "", "", ""}, {kind::folder, std::move(folder), "", open});
}

bool has_property(std::string_view lines, std::string name, std::string value, bool open = false) {
  return meets({"a.md", "", "", lines}, {kind::property, std::move(name), std::move(value), open});
}

TEST(note_facts, a_tag_has_those_below_it) {
  EXPECT_TRUE(has_tag("home\nplants/kitchen", "plants"));
  EXPECT_TRUE(has_tag("home\nPLANTS", "plants"));
  EXPECT_TRUE(has_tag("Größe", "grosse"));
  EXPECT_FALSE(has_tag("plantsandmore\nhome/plants", "plants"));
  EXPECT_TRUE(has_tag("plantsandmore", "plants", true));
  EXPECT_FALSE(has_tag("", "plants"));
}

TEST(note_facts, a_folder_is_any_on_the_way) {
  EXPECT_TRUE(lies_in("a/b/c.md", "a"));
  EXPECT_TRUE(lies_in("a/B/c.md", "a/b"));
  EXPECT_TRUE(lies_in("x/a/b/c.md", "a/b"));
  EXPECT_FALSE(lies_in("a/b/c.md", "c.md"));
  EXPECT_FALSE(lies_in("ab/c.md", "a"));
  EXPECT_TRUE(lies_in("ab/c.md", "a", true));
  EXPECT_FALSE(lies_in("c.md", "a"));
}

TEST(note_facts, a_property_that_links_has_what_it_leads_to_and_what_it_shows) {
  constexpr auto lines = "author [[Ursula Le Guin]] [[People/Ann Lee|her friend]]\nof [[Plan#Later]]\nurl a/b";
  for (const auto* value : {"ursula le guin", "ann lee", "her friend", "people/ann lee", "[[ursula le guin]]", "guin"})
    EXPECT_TRUE(has_property(lines, "author", value)) << value;
  EXPECT_TRUE(has_property(lines, "of", "plan"));
  EXPECT_TRUE(has_property(lines, "of", "later"));
  EXPECT_FALSE(has_property(lines, "author", "ann le"));
  EXPECT_FALSE(has_property(lines, "author", "eople"));
  EXPECT_TRUE(has_property(lines, "author", "ann le", true));
}

TEST(note_facts, a_property_has_a_value_as_whole_words) {
  constexpr auto lines = "author Ursula Le Guin\nstatus done late\nisbn";
  EXPECT_TRUE(has_property(lines, "author", "le guin"));
  EXPECT_TRUE(has_property(lines, "status", "late"));
  EXPECT_FALSE(has_property(lines, "status", "lat"));
  EXPECT_TRUE(has_property(lines, "status", "lat", true));
  EXPECT_TRUE(has_property(lines, "isbn", ""));
  EXPECT_FALSE(has_property(lines, "isbn", "1"));
  EXPECT_FALSE(has_property(lines, "auth", ""));
  EXPECT_FALSE(has_property(lines, "guin", ""));
}

TEST(note_facts, title_aliases_tags_and_language_are_properties) {
  const note_facts note{
      "a.md", "", "book\nplants/kitchen", "year 1949", "Nineteen Eighty-Four: 1984", "The Last Man\nBB", "en"};
  const auto has = [&](std::string name, std::string value = {}, bool open = false) {
    return meets(note, {kind::property, std::move(name), std::move(value), open});
  };
  for (const auto* name : {"title", "aliases", "alias", "tags", "tag", "lang", "year"}) {
    EXPECT_TRUE(has(name)) << name;
    EXPECT_FALSE(has(name, "nothing")) << name;
  }
  EXPECT_TRUE(has("title", "1984"));
  EXPECT_TRUE(has("aliases", "last man"));
  EXPECT_TRUE(has("alias", "bb"));
  EXPECT_FALSE(has("aliases", "man bb"));
  EXPECT_TRUE(has("tags", "book"));
  EXPECT_TRUE(has("tags", "plants/kitchen"));
  EXPECT_TRUE(has("lang", "en"));
  EXPECT_FALSE(has("tit"));
  EXPECT_TRUE(has("tit", "", true));
  EXPECT_TRUE(has("title", "198", true));
  const note_facts plain{"a.md", "", "", "author Guin", "A"};
  for (const auto* name : {"aliases", "tags", "lang"}) EXPECT_FALSE(meets(plain, {kind::property, name, ""})) << name;
}

TEST(note_facts, the_day_is_that_of_the_frontmatter_or_of_the_name) {
  EXPECT_EQ(day_of({"2026-01-02.md", "2026-05-03", "", ""}), "2026-05-03");
  EXPECT_EQ(day_of({"2026-01-02.md", "soon", "", "date 2026-06-30T10:00"}), "2026-06-30");
  EXPECT_EQ(day_of({"2026-01-01/Plan 2026-07-01 b.md", "", "", "due 2026-06-30"}), "2026-07-01");
  EXPECT_EQ(day_of({"Plan.md", "", "", ""}), "");
}

TEST(note_facts, days_go_as_far_as_their_bounds) {
  const note_facts note{"a.md", "2026-05-31", "", ""};
  EXPECT_TRUE(meets(note, {kind::date, "2026-05", "2026-05"}));
  EXPECT_TRUE(meets(note, {kind::date, "2026", "2026"}));
  EXPECT_TRUE(meets(note, {kind::date, "", "2026-05"}));
  EXPECT_TRUE(meets(note, {kind::date, "2026-05-31", ""}));
  EXPECT_FALSE(meets(note, {kind::date, "2026-06", ""}));
  EXPECT_FALSE(meets(note, {kind::date, "", "2026-05-30"}));
  EXPECT_FALSE(meets({"a.md", "", "", ""}, {kind::date, "", "2026"})) << "a note without a day";
}

}  // namespace
}  // namespace secondbrain::stores
