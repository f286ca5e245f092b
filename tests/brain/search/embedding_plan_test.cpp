#include "brain/search/embedding_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const chunk_key a1{"a.md", "1"};
const chunk_key a2{"a.md", "2"};
const chunk_key a3{"a.md", "3"};
const chunk_key b1{"b.md", "1"};
const chunk_key c1{"c.md", "1"};

TEST(embedding_plan, is_empty_when_everything_has_its_vector) {
  const auto plan = make_embedding_plan({a1, a2, b1}, {a1, a2, b1});
  EXPECT_THAT(plan.notes, IsEmpty());
  EXPECT_THAT(plan.gone, IsEmpty());
}

TEST(embedding_plan, has_the_notes_with_a_chunk_that_has_none) {
  EXPECT_THAT(make_embedding_plan({a1, a3, b1, c1}, {a1, a2, b1}).notes, ElementsAre("a.md", "c.md"));
}

TEST(embedding_plan, has_a_note_that_only_lost_a_chunk) {
  EXPECT_THAT(make_embedding_plan({a1}, {a1, a2}).notes, ElementsAre("a.md"));
}

TEST(embedding_plan, forgets_notes_that_are_gone_wherever_they_stood) {
  EXPECT_THAT(make_embedding_plan({b1}, {a1, a2, b1, c1}).gone, ElementsAre("a.md", "c.md"));
  EXPECT_THAT(make_embedding_plan({}, {b1}).gone, ElementsAre("b.md"));
}

}  // namespace
}  // namespace secondbrain::search
