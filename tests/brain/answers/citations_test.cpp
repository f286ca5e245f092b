#include "brain/answers/citations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "tests/brain/answers/example_passages.hpp"

namespace secondbrain::answers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(citations, say_where_the_passage_is) {
  auto passage = example_passage("10_Notes/Sourdough.md", "one\n\nthree\n", 0.5);
  passage.piece.heading_path = {"Starter"};
  passage.piece.line = 7;
  passage.score = 8.5;
  const auto cited = citations_of({passage}).at(0);
  EXPECT_EQ(cited.note_path, "10_Notes/Sourdough.md");
  EXPECT_EQ(cited.note_title, "Sourdough");
  EXPECT_THAT(cited.heading_path, ElementsAre("Starter"));
  EXPECT_EQ(cited.chunk_id, "10_Notes/Sourdough.md#0");
  EXPECT_EQ(cited.first_line, 7);
  EXPECT_EQ(cited.last_line, 9);
  EXPECT_EQ(cited.similarity_score, 0.5);
  EXPECT_EQ(cited.rerank_score, 8.5);
}

TEST(citations, of_a_passage_found_by_words_have_no_similarity) {
  EXPECT_EQ(citations_of({example_passage("A.md", "text")}).at(0).similarity_score, 0);
}

TEST(citations, show_200_code_points) {
  std::string exact;
  for (int i = 0; i < 200; ++i) exact += "é";
  EXPECT_EQ(citations_of({example_passage("A.md", exact)}).at(0).snippet, exact);
  EXPECT_EQ(citations_of({example_passage("A.md", exact + "x")}).at(0).snippet, exact + "...");
}

TEST(references, unknown_are_those_beyond_the_last) {
  EXPECT_THAT(references_in("As in [1] and [3], also [2, 5][0].", 3).unknown, ElementsAre(0, 5));
  EXPECT_THAT(references_in("[4]", 3).unknown, ElementsAre(4));
  EXPECT_THAT(references_in("[4] and again [4]", 3).unknown, ElementsAre(4));
}

TEST(references, what_is_no_reference_does_not_count) {
  EXPECT_THAT(references_in("[[9]], [9](https://example.org), [2026], [C9], [ ] and [x]", 1).unknown, IsEmpty());
}

TEST(references, any_is_one_that_leads_somewhere) {
  for (const auto* answer : {"As in [1].", "See [9, 2].", "A linked note says so [C1].", "[3]"})
    EXPECT_TRUE(references_in(answer, 3).any) << answer;
  for (const auto* answer :
       {"", "The house was sold in [2019].", "See [4].", "[[1]]", "[1](https://example.org)", "[ ] [x] [Cx]"})
    EXPECT_FALSE(references_in(answer, 3).any) << answer;
}

}  // namespace
}  // namespace secondbrain::answers
