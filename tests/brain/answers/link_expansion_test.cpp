#include "brain/answers/link_expansion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "brain/vault/links/link_reader.hpp"
#include "tests/brain/answers/example_passages.hpp"

namespace secondbrain::answers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class link_expansion : public testing::Test {
 protected:
  void note(const std::string& path, const std::string& text) {
    auto piece = example_chunk(path, text);
    auto title = piece.note_title;
    notes_[title] = std::move(piece);
  }

  /// The notes whose titles stand in double brackets.
  std::vector<chunk> linked_from(const chunk& passage) const {
    std::vector<chunk> linked;
    for (const auto& each : vault::read_links(passage.text).links)
      if (const auto found = notes_.find(each.link.target); found != notes_.end()) linked.push_back(found->second);
    return linked;
  }

  /// "target path (citing title)"
  std::vector<std::string> expand(const std::vector<ranked_passage>& passages, std::size_t most = most_linked_notes) {
    std::vector<std::string> out;
    const auto lookup = [this](const chunk& passage) { return linked_from(passage); };
    const auto linked = expand_links(passages, lookup, most).value();
    for (const auto& each : linked) out.push_back(each.piece.note_path + " (" + each.linked_from + ")");
    return out;
  }

  std::map<std::string, chunk> notes_;
};

// LEX-1
TEST_F(link_expansion, brings_the_first_chunk_of_the_linked_note) {
  note("notes/Compost.md", "Brown and green.");
  const auto linked = expand_links({example_passage("Garden.md", "See [[Compost|the heap]].")},
                                   [this](const chunk& passage) { return linked_from(passage); });
  ASSERT_EQ(linked.value().size(), 1U);
  EXPECT_EQ(linked.value()[0].piece.text, "Brown and green.");
  EXPECT_EQ(linked.value()[0].linked_from, "Garden");
}

// LEX-2
TEST_F(link_expansion, leaves_out_notes_that_are_there_already) {
  note("Compost.md", "x");
  EXPECT_THAT(expand({example_passage("Garden.md", "[[Compost]]"), example_passage("Compost.md", "y")}), IsEmpty());
}

// LEX-3
TEST_F(link_expansion, skips_links_that_lead_nowhere) {
  note("B.md", "x");
  EXPECT_THAT(expand({example_passage("Garden.md", "[[Nowhere]] [[B]]")}), ElementsAre("B.md (Garden)"));
}

// LEX-4
TEST_F(link_expansion, stops_at_three) {
  for (const auto* path : {"A.md", "B.md", "C.md", "D.md"}) note(path, "x");
  EXPECT_THAT(expand({example_passage("Hub.md", "[[A]] [[B]] [[C]] [[D]]")}),
              ElementsAre("A.md (Hub)", "B.md (Hub)", "C.md (Hub)"));
}

// LEX-5
TEST_F(link_expansion, finds_nothing_without_links) {
  EXPECT_THAT(expand({example_passage("A.md", "plain text, `[[code]]`")}), IsEmpty());
}

// LEX-6
TEST_F(link_expansion, takes_a_note_once_for_the_first_that_links_to_it) {
  note("T.md", "x");
  EXPECT_THAT(expand({example_passage("A.md", "[[T]]"), example_passage("B.md", "[[T]]")}), ElementsAre("T.md (A)"));
}

// LEX-7
TEST_F(link_expansion, prefers_the_links_of_the_better_passage) {
  note("X.md", "x");
  note("Y.md", "y");
  EXPECT_THAT(expand({example_passage("A.md", "[[X]]"), example_passage("B.md", "[[Y]]")}, 1), ElementsAre("X.md (A)"));
}

TEST_F(link_expansion, passes_on_that_the_index_cannot_be_read) {
  const auto failing = [](const chunk&) -> result<std::vector<chunk>> { return fail(errc::corrupt, "damaged"); };
  EXPECT_EQ(expand_links({example_passage("A.md", "[[X]]")}, failing).error().code, errc::corrupt);
}

}  // namespace
}  // namespace secondbrain::answers
