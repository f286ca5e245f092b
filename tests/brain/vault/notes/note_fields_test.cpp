#include "brain/vault/notes/note_fields.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

note_fields fields_in(const std::string& bytes) {
  return fields_of(parse_note("a.md", bytes));
}

TEST(note_fields, are_aliases_tags_and_properties) {
  const auto fields = fields_in(
      "---\ntitle: T\naliases: [One, Two words]\ntags: [a, \"#b/c\"]\nauthor: Le Guin\nrating: 5\n"
      "related:\n  - x\n  - y: z\n---\nbody\n");
  EXPECT_EQ(fields.aliases, "One\nTwo words");
  EXPECT_EQ(fields.tags, "a\nb/c");
  EXPECT_EQ(fields.properties, "author Le Guin\nrating 5\nrelated x y z");
}

TEST(note_fields, may_be_a_text_with_commas) {
  const auto fields = fields_in("---\nalias: One, Two words\nTag: \"a b, #c\"\n---\n");
  EXPECT_EQ(fields.aliases, "One\nTwo words");
  EXPECT_EQ(fields.tags, "a\nb\nc");
}

TEST(note_fields, a_path_that_is_no_utf8_is_an_alias_as_its_letters_read) {
  const auto aliases_of = [](std::string path, std::string_view bytes = "text\n") {
    return fields_of(parse_note(std::move(path), bytes)).aliases;
  };
  EXPECT_EQ(aliases_of("caf\\xE9.md", "---\nalias: Bar\n---\n"), "Bar\ncafé");
  EXPECT_EQ(aliases_of("b\\xFCro/na\\xEFve k\\xE4se.md"), "naïve käse\nbüro/naïve käse");
  EXPECT_EQ(aliases_of("b\\xFCro/sub/plain.md"), "plain\nbüro/sub/plain");
  for (const auto* plain : {"café.md", "a/b.md", "not\\x5CxE9.md", "C\\x41.md"})
    EXPECT_EQ(aliases_of(plain), "") << plain;
}

TEST(note_fields, tags_stand_in_the_text_too) {
  EXPECT_EQ(fields_in("#one two #nested/tag, (#three) #Überall #one\n- [ ] x #task\n").tags,
            "one\nnested/tag\nthree\nÜberall\ntask");
  EXPECT_EQ(fields_in("# Heading\n## two\n#1 #2026 a#b [x](y#z) `#code` http://x/#y\n").tags, "");
  EXPECT_EQ(fields_in("```\n#no\n~~~\n```\n#yes\n~~~sh\n#no\n").tags, "yes");
}

TEST(note_fields, links_and_comments_that_no_reader_sees_hold_no_tags) {
  EXPECT_EQ(fields_in("[up](#heading) [x]( #y) <!-- #hidden --> #seen\n").tags, "y\nseen");
  EXPECT_EQ(fields_in("a <!-- #hidden\n").tags, "");
  EXPECT_EQ(fields_in("%% #obsidian-reads-this %%\n").tags, "obsidian-reads-this");
}

TEST(note_fields, what_stands_aside_holds_no_tags) {
  for (const auto* aside : {"<!--\n#no\n-->\n", "text <!-- and\n#no and -->\n", "- item\n  <!--\n\n  #no\n  -->\n",
                            "> <!--\n> #no\n> -->\n", "````\n```\n#no\n````\n", "~~~ md\n#no\n```\n~~~\n",
                            "- item\n  ```\n  #no\n  ```\n", "> ```\n> #no\n> ```\n", "text\n\n    #no\n",
                            "$$\na #no\n$$\n", "> $$\n> #no\n> $$\n", "a $x #no y$ b\n", "a $$x #no$$ b\n"})
    EXPECT_EQ(fields_in(std::string{aside} + "\n#yes\n").tags, "yes") << aside;
}

TEST(note_fields, what_only_looks_like_it_hides_no_tags) {
  for (const auto* open : {"$$ no end\n", "costs $5 #yes or $6\n", "a $ b #yes $ c\n", "`<!--`\n", "text ``` inline\n",
                           "%%\n#yes\n%%\n", "a %% b\n#yes %%\n", "$20 #yes and 20$5\n"})
    EXPECT_EQ(fields_in(std::string{open} + "\n#yes\n").tags, "yes") << open;
}

TEST(note_fields, are_bounded) {
  std::string note = "---\naliases:\n";
  for (int count = 0; count < 5000; ++count) note += "  - alias number " + std::to_string(count) + "\n";
  EXPECT_LE(fields_in(note + "---\n").aliases.size(), 8192U);
  EXPECT_EQ(fields_in("").tags, "");
}

}  // namespace
}  // namespace secondbrain::vault
