#include "brain/vault/dialects/logseq_note.hpp"

#include <gtest/gtest.h>

#include "brain/vault/notes/note_fields.hpp"
#include "brain/vault/notes/note_text.hpp"

namespace secondbrain::vault::dialects {
namespace {

note page(const std::string& path, const std::string& text, const logseq_settings& settings = {}) {
  auto read = parse_note(path, text);
  read_as_logseq_page(read, read_note_text(text).text, settings);
  return read;
}

TEST(logseq_note, names_and_tags_are_those_of_the_pages_properties) {
  for (const std::string text : {"alias:: Sourdough, Loaf\ntags:: baking, kitchen\n\n- TODO knead\n",
                                 "alias:: Sourdough, Loaf\r\ntags:: baking, kitchen\r\n- a",
                                 "alias:: [[Sourdough]], [[Loaf]]\ntags:: #baking, [[kitchen]]\n",
                                 "tags:: baking, kitchen\nAlias:: Sourdough, Loaf"}) {
    const auto fields = fields_of(page("pages/Bread.md", text));
    const auto names = "\n" + fields.aliases + "\n";
    EXPECT_NE(names.find("\nSourdough\n"), names.npos) << text << names;
    EXPECT_NE(names.find("\nLoaf\n"), names.npos) << text << names;
    EXPECT_EQ(fields.tags, "baking\nkitchen") << text;
  }
}

TEST(logseq_note, a_page_is_called_by_its_title_or_its_file) {
  EXPECT_EQ(page("pages/Kitchen___Oven.md", "- clean it\n").title, "Kitchen/Oven");
  EXPECT_EQ(page("pages/oven.md", "title:: Kitchen/Oven\n\n- clean it\n").title, "Kitchen/Oven");
  EXPECT_EQ(page("pages/What%3F.md", "").title, "What?");
  EXPECT_EQ(page("pages/Bread.md", "# Heading\n- a\n").title, "Bread");
  EXPECT_EQ(page("pages/Bread.md", "---\ntitle: Rye\n---\n- a\n").title, "Rye");
  EXPECT_EQ(page("journals/2026_02_06.md", "- a\n").title, "Feb 6th, 2026");
  EXPECT_EQ(logseq_title("pages/Kitchen___Oven.md", {}), "Kitchen/Oven");
  EXPECT_EQ(logseq_title("journals/2026_02_06.md", {}), "Feb 6th, 2026");
}

TEST(logseq_note, properties_can_be_searched_for) {
  const auto fields = fields_of(page("pages/Bread.md", "author:: Ann\nrating:: 5\n- source:: of a block\n"));
  EXPECT_EQ(fields.properties, "author Ann\nrating 5");
}

TEST(logseq_note, what_stands_in_blocks_or_below_is_no_property_of_the_page) {
  for (const std::string text :
       {"- alias:: Loaf\n", "words\n- a\n  alias:: Loaf\n", "- a\nalias:: Loaf\n", "", "\n\n- a\n"})
    EXPECT_EQ(fields_of(page("pages/Bread.md", text)).aliases, "") << text;
}

}  // namespace
}  // namespace secondbrain::vault::dialects
