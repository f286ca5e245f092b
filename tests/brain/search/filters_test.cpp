// Filters, exclusions and slips of the pen, from the bytes of notes to the hits.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/search/note_search.hpp"

namespace secondbrain::search {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class filters : public note_search {
 protected:
  void SetUp() override {
    write({{"garden/Roses.md",
            "---\ntags: [plants/flowers, summer]\nauthor: Le Guin\nstatus: done\ndate: 2026-05-03\n---\n"
            "# Roses\n\nPrune them in March. They have thorns.\n"},
           {"garden/old/Tulips.md",
            "---\ntags: plants\nauthor: Guin\nstatus: [open, late]\ndate: 2026-06-30T10:00\n---\n"
            "# Tulips\n\nPlant them in autumn, not in March.\n"},
           {"work/2026-07-01 Plan.md", "# Plan\n\nMarch is busy. #work/Größe\n\n## More\n\nThorns everywhere.\n"},
           {"workshop/Bench.md", "# Bench\n\nSawn in March.\n"}});
  }
};

TEST_F(filters, by_tag_and_what_is_nested_below_it) {
  EXPECT_THAT(paths("tag:plants march "), UnorderedElementsAre("garden/Roses.md", "garden/old/Tulips.md"));
  EXPECT_THAT(paths("tag:plants/flowers march "), ElementsAre("garden/Roses.md"));
  EXPECT_THAT(paths("march tag:#Summer "), ElementsAre("garden/Roses.md"));
  EXPECT_THAT(paths("tag:grosse "), IsEmpty()) << "it is nested below another one";
  EXPECT_THAT(paths("tag:work/größe "), ElementsAre("work/2026-07-01 Plan.md"));
  EXPECT_THAT(paths("tag:plant "), IsEmpty());
  EXPECT_THAT(paths("tag:plant"), UnorderedElementsAre("garden/Roses.md", "garden/old/Tulips.md")) << "being typed";
}

TEST_F(filters, by_place) {
  EXPECT_THAT(paths("folder:garden march "), UnorderedElementsAre("garden/Roses.md", "garden/old/Tulips.md"));
  EXPECT_THAT(paths("folder:old march "), ElementsAre("garden/old/Tulips.md"));
  EXPECT_THAT(paths("folder:garden/OLD "), ElementsAre("garden/old/Tulips.md"));
  EXPECT_THAT(paths("folder:work march "), ElementsAre("work/2026-07-01 Plan.md"));
  EXPECT_THAT(paths("path:work march "), UnorderedElementsAre("work/2026-07-01 Plan.md", "workshop/Bench.md"));
  EXPECT_THAT(paths("file:ro "), ElementsAre("garden/Roses.md"));
  EXPECT_THAT(paths("file:\"01 plan\" "), ElementsAre("work/2026-07-01 Plan.md"));
  EXPECT_THAT(paths("file:garden "), IsEmpty());
}

TEST_F(filters, by_property) {
  EXPECT_THAT(paths("prop:author=\"le guin\" "), ElementsAre("garden/Roses.md"));
  EXPECT_THAT(paths("prop:author=Guin march "), UnorderedElementsAre("garden/Roses.md", "garden/old/Tulips.md"));
  EXPECT_THAT(paths("prop:status=late "), ElementsAre("garden/old/Tulips.md"));
  EXPECT_THAT(paths("prop:status=lat "), IsEmpty());
  EXPECT_THAT(paths("prop:status "), UnorderedElementsAre("garden/Roses.md", "garden/old/Tulips.md"));
  EXPECT_THAT(paths("prop:stat "), IsEmpty());
}

TEST_F(filters, by_a_property_that_is_more_than_one) {
  write({{"books/x.md", "---\ntitle: 1984\naliases: [Big Brother]\nlang: en\n---\n\nText.\n"},
         {"books/y.md", "---\ntitle: 2001\nlang: de\n---\n\nText.\n"}});
  EXPECT_THAT(paths("prop:title=1984 "), ElementsAre("books/x.md"));
  EXPECT_THAT(paths("folder:books prop:title "), ElementsAre("books/x.md", "books/y.md"));
  EXPECT_THAT(paths("prop:aliases "), ElementsAre("books/x.md"));
  EXPECT_THAT(paths("prop:aliases=\"big brother\" "), ElementsAre("books/x.md"));
  EXPECT_THAT(paths("folder:books prop:lang=de "), ElementsAre("books/y.md"));
  EXPECT_THAT(paths("folder:books -prop:aliases "), ElementsAre("books/y.md"));
  EXPECT_THAT(paths("prop:tags=summer "), ElementsAre("garden/Roses.md"));
  EXPECT_THAT(paths("prop:tags "),
              UnorderedElementsAre("garden/Roses.md", "garden/old/Tulips.md", "work/2026-07-01 Plan.md"));
}

TEST_F(filters, by_day) {
  EXPECT_THAT(paths("date:2026-05..2026-06 "), ElementsAre("garden/old/Tulips.md", "garden/Roses.md"));
  EXPECT_THAT(paths("date:2026-06-30 "), ElementsAre("garden/old/Tulips.md"));
  EXPECT_THAT(paths("date:2026-07.. "), ElementsAre("work/2026-07-01 Plan.md")) << "by its name";
  EXPECT_THAT(paths("date:..2026-05 "), ElementsAre("garden/Roses.md"));
  EXPECT_THAT(paths("date:2025 "), IsEmpty());
}

TEST_F(filters, alone_lists_notes_the_latest_day_first) {
  EXPECT_THAT(paths("-tag:nothing "),
              ElementsAre("work/2026-07-01 Plan.md", "garden/old/Tulips.md", "garden/Roses.md", "workshop/Bench.md"));
  const auto found = answer("folder:garden ");
  EXPECT_EQ(found.total, 2);
  ASSERT_FALSE(found.hits.empty());
  EXPECT_NE(found.hits[0].passages.at(0).snippet, "");
}

TEST_F(filters, excludes_whole_notes) {
  EXPECT_THAT(paths("march -thorns "), UnorderedElementsAre("garden/old/Tulips.md", "workshop/Bench.md"))
      << "the word stands in another passage of the plan";
  EXPECT_THAT(paths("march -\"have thorns\" -tag:plants "),
              UnorderedElementsAre("work/2026-07-01 Plan.md", "workshop/Bench.md"));
  EXPECT_THAT(paths("march -thorn "), UnorderedElementsAre("garden/old/Tulips.md", "workshop/Bench.md")) << "any form";
}

TEST_F(filters, with_nothing_but_excluded_words_the_notes_without_them_are_listed) {
  constexpr auto told = "Only words to leave out were given, so all notes without them are listed.";
  EXPECT_THAT(paths("-thorns -sawn "), ElementsAre("garden/old/Tulips.md"));
  EXPECT_THAT(paths("-\"have thorns\" "),
              ElementsAre("work/2026-07-01 Plan.md", "garden/old/Tulips.md", "workshop/Bench.md"));
  EXPECT_THAT(paths("-\"thorns\""), ElementsAre("garden/old/Tulips.md", "workshop/Bench.md"));
  EXPECT_THAT(paths("-march -thorns"), IsEmpty());
  for (const auto* query : {"-thorns -sawn ", "-\"have thorns\" ", "-\"thorns\"", "-march -thorns"})
    EXPECT_EQ(answer(query).note, told) << query;
  for (const auto* query : {"-tag:plants ", "march -thorns ", "-tag:plants -thorns ", "thorns "})
    EXPECT_EQ(answer(query).note, "") << query;
}

TEST_F(filters, a_word_alone_behind_a_minus_sign_is_looked_for_and_the_answer_says_so) {
  const auto found = answer("-thorns ");
  EXPECT_THAT(paths("-thorns "), UnorderedElementsAre("garden/Roses.md", "work/2026-07-01 Plan.md"));
  EXPECT_THAT(found.terms, ElementsAre("thorns"));
  EXPECT_EQ(found.note,
            "A minus sign before a word alone is ignored: “thorns” was searched for. To list the notes without it, "
            "type -“thorns”.");
}

TEST_F(filters, nothing_to_leave_out_leaves_nothing_out) {
  for (const auto* query : {"-\"\"", "-\" \" "}) EXPECT_EQ(answer(query).note, "") << query;
}

TEST_F(filters, what_that_answer_says_to_type_leaves_the_word_out) {
  EXPECT_THAT(paths("-“thorns”"), Not(Contains("garden/Roses.md")));
  EXPECT_THAT(paths("-“thorns”"), Contains("garden/old/Tulips.md"));
}

TEST_F(filters, one_of_several) {
  EXPECT_THAT(paths("tag:summer OR file:bench march "), UnorderedElementsAre("garden/Roses.md", "workshop/Bench.md"));
  EXPECT_THAT(paths("\"in autumn\" OR \"is busy\" "),
              UnorderedElementsAre("garden/old/Tulips.md", "work/2026-07-01 Plan.md"));
  EXPECT_THAT(paths("busy OR tag:summer "), UnorderedElementsAre("garden/Roses.md", "work/2026-07-01 Plan.md"))
      << "the roses have no word that was asked for";
  EXPECT_EQ(first("busy OR tag:summer "), "work/2026-07-01 Plan.md");
  EXPECT_THAT(paths("tag:summer OR file:bench sawn "), ElementsAre("workshop/Bench.md")) << "words are wanted there";
}

TEST_F(filters, hold_together_and_with_the_folder_asked_for) {
  EXPECT_THAT(paths("tag:plants date:2026-06 -file:bench march "), ElementsAre("garden/old/Tulips.md"));
  search_notes request;
  request.query = "path:o march";
  request.folder = "garden/old";
  const auto found = engine_.search(request).value();
  ASSERT_EQ(found.hits.size(), 1u);
  EXPECT_EQ(found.hits[0].note_path, "garden/old/Tulips.md");
}

TEST_F(filters, see_what_was_written_since) {
  EXPECT_THAT(paths("tag:new "), IsEmpty());
  write({{"new.md", "#new thing\n"}});
  EXPECT_THAT(paths("tag:new "), ElementsAre("new.md"));
}

TEST_F(filters, a_slip_of_the_pen_finds_the_word_and_says_so) {
  for (const auto* query : {"thorrns ", "thrns ", "thirns ", "tohrns ", "horns ", "thornss "}) {
    const auto found = answer(query);
    EXPECT_EQ(found.total, 2) << query;
    ASSERT_EQ(found.corrected.size(), 1u) << query;
    EXPECT_EQ(found.corrected[0].typed + " ", query);
    EXPECT_THAT(found.corrected[0].words, ElementsAre("thorns"));
    EXPECT_THAT(found.terms, ElementsAre("thorns"));
    EXPECT_THAT(found.hits.at(0).passages.at(0).highlights, testing::SizeIs(1));
  }
  EXPECT_THAT(paths("tulps"), ElementsAre("garden/old/Tulips.md")) << "as the last word, too";
  EXPECT_THAT(paths("prune tulpis "), UnorderedElementsAre("garden/Roses.md", "garden/old/Tulips.md"));
}

TEST_F(filters, a_word_that_is_there_is_taken_as_it_is) {
  for (const auto* query : {"thorn ", "tho", "\"thirns\" ", "-thirns march ", "bu", "xyz ", "qqqqqqq ", "2027 "})
    EXPECT_THAT(answer(query).corrected, IsEmpty()) << query;
}

TEST_F(filters, a_question_is_not_led_astray_by_words_near_its_own) {
  write({{"10_Notes/Compost.md", "# Compost\n\nBrown and green layers.\n\n## Heap\n\nTurn the heap in spring.\n"},
         {"00_Daily/2026-02-05.md", "## Focus\n- Read about [[Compost]]\n\n## Notes\n- Ordered rye flour\n"}});
  for (const auto* question : {"Is the compost heap ready?", "Is the compost heap steady by now?"}) {
    const auto found = engine_.retrieve(question, 5);
    ASSERT_TRUE(found) << question;
    ASSERT_FALSE(found->passages.empty()) << question;
    EXPECT_EQ(found->passages.front().piece.note_path, "10_Notes/Compost.md") << question;
  }
  const auto of_a_slip = engine_.retrieve("What of the compsot?", 5);
  ASSERT_TRUE(of_a_slip);
  EXPECT_FALSE(of_a_slip->passages.empty());
}

TEST_F(filters, slips_are_found_in_any_alphabet) {
  write({{"ru.md", "Книги лежат на столе в библиотеке.\n"},
         {"el.md", "Το βιβλίο είναι πάνω στο τραπέζι.\n"},
         {"de.md", "Die Bücher und die Gärten sind nicht weit.\n"}});
  EXPECT_THAT(paths("библитеке "), ElementsAre("ru.md"));
  EXPECT_THAT(paths("τραπέξι "), ElementsAre("el.md"));
  EXPECT_THAT(paths("Gärtne "), ElementsAre("de.md"));
}

}  // namespace
}  // namespace secondbrain::search
