// Filling a first approximation from a real index.
#include "brain/search/approximation_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/search/first_approximation.hpp"
#include "tests/brain/search/axis_embedder.hpp"
#include "tests/brain/search/small_index.hpp"

namespace secondbrain::search {
namespace {

class approximation_run_test : public testing::Test {
 protected:
  status go_on() {
    status outcome;
    while (outcome && !run_.done()) outcome = run_.advance();
    return outcome;
  }

  status fill() {
    run_.look_at_all();
    return go_on();
  }

  void begin_with_1500_notes() {
    std::vector<indexed_note> notes;
    for (int number = 0; number < 1500; ++number)
      notes.push_back(make_note("n" + std::to_string(number) + ".md", "N", {"a rose"}));
    index_.write(notes);
    run_.look_at_all();
    ASSERT_TRUE(run_.advance());
  }

  std::size_t held() const { return vectors_.at_hand().vectors; }

  temporary_directory folder_;
  small_index index_{folder_ / "lexical.db"};
  axis_embedder model_;
  stores::memory_vectors vectors_{model_.model()};
  approximation_run run_{model_, vectors_, folder_ / "lexical.db", 3000};
};

TEST_F(approximation_run_test, holds_every_passage_as_the_model_would_be_given_it) {
  auto note = make_note("a.md", "A", {"one", "a spade"});
  note.chunks[0].fields.aliases = "blossom";
  index_.write({note, make_note("b.md", "B", {"a tulip"})});
  ASSERT_TRUE(fill());
  EXPECT_EQ(held(), 3u);
  const auto found = vectors_.nearest(model_.embed_query("rose").value(), 3, 0.1).value();
  ASSERT_EQ(found.size(), 3u) << "the alias counts for each passage of its note";
}

TEST_F(approximation_run_test, a_large_index_is_looked_at_page_by_page_and_once) {
  std::vector<indexed_note> notes;
  for (int number = 0; number < 700; ++number)
    notes.push_back(make_note("n" + std::to_string(number) + ".md", "N", {"a rose", "a spade", "a tulip"}));
  index_.write(notes);
  ASSERT_TRUE(fill());
  EXPECT_EQ(held(), 2100u);
  EXPECT_EQ(model_.documents, 2100u);
  ASSERT_TRUE(fill());
  EXPECT_EQ(model_.documents, 2100u) << "what is held is not made again";
}

TEST_F(approximation_run_test, a_note_that_is_saved_comes_before_all_others) {
  begin_with_1500_notes();
  index_.write({make_note("z.md", "Z", {"a rake"})});
  run_.look_at({"z.md", "gone.md"});
  ASSERT_TRUE(run_.advance());
  EXPECT_TRUE(vectors_.holds("z.md#0"));
  EXPECT_FALSE(run_.done());
  ASSERT_TRUE(go_on());
  EXPECT_EQ(held(), 1501u);
}

TEST_F(approximation_run_test, holds_no_more_than_it_may) {
  index_.write({make_note("a.md", "A", std::vector<std::string>(2'500, "a rose")),
                make_note("b.md", "B", std::vector<std::string>(2'500, "a rake"))});
  ASSERT_TRUE(fill());
  EXPECT_EQ(held(), 3000u);
}

TEST_F(approximation_run_test, without_an_index_it_says_so_and_without_the_model_too) {
  EXPECT_EQ(fill().error().code, errc::not_found);
  index_.write({make_note("a.md", "A", {"a rose"})});
  model_.broken = true;
  EXPECT_EQ(fill().error().code, errc::unavailable);
}

TEST_F(approximation_run_test, an_index_that_takes_the_place_of_another_is_looked_at) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  small_index next{folder_ / "next.db"};
  next.write({make_note("b.md", "B", {"a rake"})});
  begin_with_1500_notes();
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove((folder_ / "lexical.db").string() + end);
  std::filesystem::rename(folder_ / "next.db", folder_ / "lexical.db");
  ASSERT_TRUE(fill());
  EXPECT_TRUE(vectors_.holds("b.md#0"));
}

TEST(first_approximation_test, is_made_where_much_is_left_and_dropped_where_little_is) {
  embedding_progress now;
  now.state = embedding_state::working;
  now.notes_left = 3;
  now.texts_left = 9;
  EXPECT_FALSE(is_worthwhile(now, 3)) << "a few texts are read in a moment";
  now.texts_left = 750;
  EXPECT_TRUE(is_worthwhile(now, 3)) << "those of long notes are not";
  now.texts_left = 9;
  for (const auto state : {embedding_state::paused, embedding_state::waiting}) {
    now.state = state;
    EXPECT_TRUE(is_worthwhile(now, 3)) << "nobody reads them";
  }
  now.state = embedding_state::working;
  now.notes_left = 1000;
  now.texts_left = 3000;
  EXPECT_TRUE(is_worthwhile(now, 1000));
  EXPECT_FALSE(is_worthwhile(now, 100'000)) << "most are read";
  EXPECT_FALSE(is_nearly_read(now, 1000));
  EXPECT_TRUE(is_nearly_read(now, 100'000));
  now.state = embedding_state::paused;
  EXPECT_FALSE(is_nearly_read(now, 1000)) << "it is what notes are found by meanwhile";
  now.state = embedding_state::no_model;
  EXPECT_TRUE(is_nearly_read(now, 1000));
  for (const std::size_t left : {64, 100, 200, 300})
    for (const std::size_t notes : {0, 300, 1000, 5000}) {
      embedding_progress some;
      some.notes_left = left;
      some.texts_left = left;
      EXPECT_FALSE(is_worthwhile(some, notes) && is_nearly_read(some, notes)) << "it does not come and go";
    }
}

}  // namespace
}  // namespace secondbrain::search
