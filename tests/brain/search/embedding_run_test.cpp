// Embedding over a real index and a real store of vectors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/hash.hpp"
#include "tests/brain/search/embedding_run_fixture.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class embedding_run_test : public embedding_run_fixture {};

TEST_F(embedding_run_test, embeds_every_chunk) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade"}), make_note("b.md", "B", {"a tulip"})});
  ASSERT_TRUE(run());
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md", "a.md", "b.md"));
  EXPECT_EQ(compacted_, 1);
  EXPECT_EQ(store_.find(1).value(), model_.embed_query("a rose").value());
  EXPECT_EQ(store_.find(2).value(), model_.embed_query("a rake").value());
}

TEST_F(embedding_run_test, embeds_the_aliases_of_the_note_with_each_of_its_passages) {
  auto note = make_note("a.md", "A", {"one", "two"});
  note.chunks[0].fields.aliases = "blossom\nB";
  index_.write({note});
  ASSERT_TRUE(run());
  EXPECT_EQ(store_.find(1).value(), model_.embed_query("a rose").value());
  EXPECT_EQ(store_.find(2).value(), model_.embed_query("a rose").value());
  note.chunks[0].fields.aliases = "spade";
  index_.write({note});
  ASSERT_TRUE(run_for({"a.md"}));
  EXPECT_EQ(store_.find(3).value(), model_.embed_query("a rake").value()) << "other aliases, other vectors";
}

TEST_F(embedding_run_test, has_nothing_to_do_the_second_time) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  ASSERT_TRUE(run());
  ASSERT_TRUE(run());
  EXPECT_EQ(model_.documents, 1U);
  EXPECT_EQ(compacted_, 1);
}

TEST_F(embedding_run_test, embeds_a_text_once_however_many_notes_have_it) {
  index_.write({make_note("a/rose.md", "Same", {"a rose"}), make_note("b/rose.md", "Same", {"a rose"})});
  ASSERT_TRUE(run());
  index_.write({make_note("c/rose.md", "Same", {"a rose"})});
  ASSERT_TRUE(run());
  EXPECT_EQ(model_.documents, 1U);
  EXPECT_THAT(embedded_notes(), ElementsAre("a/rose.md", "b/rose.md", "c/rose.md"));
}

TEST_F(embedding_run_test, forgets_what_is_no_longer_indexed) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade"}), make_note("b.md", "B", {"a tulip"})});
  ASSERT_TRUE(run());
  index_.write({make_note("a.md", "A", {"a rose"}), indexed_note{"b.md", {}}});
  ASSERT_TRUE(run());
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md"));
  EXPECT_EQ(store_.drop_unlinked(std::chrono::seconds{0}, 10).value().removed.size(), 2U);
  EXPECT_EQ(model_.documents, 3U);
  EXPECT_EQ(compacted_, 2);
}

// stores §3.1
TEST_F(embedding_run_test, embeds_everything_again_when_the_model_is_another) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  ASSERT_TRUE(run());
  axis_embedder other{"others"};
  ASSERT_TRUE(run(other));
  EXPECT_EQ(other.documents, 1U);
  EXPECT_EQ(store_.counts().value().model, other.model());
}

TEST_F(embedding_run_test, keeps_what_it_has_when_the_model_fails_and_goes_on_from_there) {
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back("rose " + std::to_string(i));
  index_.write({make_note("long.md", "L", texts)});
  embedding_run first{model_, access(), memory_};
  ASSERT_TRUE(first.begin(folder_ / "lexical.db"));
  while (model_.documents == 0) ASSERT_TRUE(first.advance());
  model_.broken = true;
  const auto failed = first.advance();
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, errc::unavailable);
  model_.broken = false;
  ASSERT_TRUE(run());
  EXPECT_EQ(model_.documents, 300U);
  EXPECT_EQ(store_.counts().value().chunks, 300);
}

TEST_F(embedding_run_test, notes_that_are_named_are_embedded_and_no_others_looked_at) {
  index_.write({make_note("a.md", "A", {"a rose"}), make_note("b.md", "B", {"a tulip"})});
  ASSERT_TRUE(run());
  index_.write(
      {make_note("a.md", "A", {"a spade"}), make_note("b.md", "B", {"a rake"}), make_note("c.md", "C", {"x"})});
  const auto listed = listed_;
  ASSERT_TRUE(run_for({"a.md", "c.md", "never-there.md"}));
  EXPECT_EQ(model_.documents, 4U);
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md", "b.md", "c.md"));
  EXPECT_EQ(listed_, listed + 1) << "of which model the vectors are";
  ASSERT_TRUE(run_for({}));
  EXPECT_EQ(model_.documents, 4U);
}

TEST_F(embedding_run_test, a_named_note_that_is_gone_loses_its_vectors) {
  index_.write({make_note("a.md", "A", {"a rose"}), make_note("b.md", "B", {"a tulip"})});
  ASSERT_TRUE(run());
  index_.write({indexed_note{"a.md", {}}});
  ASSERT_TRUE(run_for({"a.md"}));
  EXPECT_THAT(embedded_notes(), ElementsAre("b.md"));
}

TEST_F(embedding_run_test, a_note_whose_file_got_another_name_is_embedded_anew) {
  index_.write({make_note("old.md", "Same", {"a rose"})});
  ASSERT_TRUE(run());
  index_.write({make_note("new.md", "Same", {"a rose"}), indexed_note{"old.md", {}}});
  ASSERT_TRUE(store_.remove({"old.md"}));
  ASSERT_TRUE(run_for({"new.md"}));
  EXPECT_EQ(model_.documents, 2U) << "its name is part of what is embedded";
}

TEST_F(embedding_run_test, a_note_that_moved_to_another_folder_is_not_embedded_again) {
  index_.write({make_note("old/note.md", "Same", {"a rose", "a tulip"})});
  ASSERT_TRUE(run());
  index_.write({make_note("new/note.md", "Same", {"a rose", "a tulip"}), indexed_note{"old/note.md", {}}});
  ASSERT_TRUE(store_.remove({"old/note.md"}));
  ASSERT_TRUE(run_for({"new/note.md"}));
  EXPECT_EQ(model_.documents, 2U);
  EXPECT_THAT(embedded_notes(), ElementsAre("new/note.md", "new/note.md"));
}

TEST_F(embedding_run_test, another_model_embeds_all_notes_though_only_one_is_named) {
  index_.write({make_note("a.md", "A", {"a rose"}), make_note("b.md", "B", {"a tulip"})});
  ASSERT_TRUE(run());
  axis_embedder other{"others"};
  ASSERT_TRUE(run(other, std::vector<std::string>{"a.md"}));
  EXPECT_EQ(other.documents, 2U);
}

// ---- texts that the model does not take ----

TEST_F(embedding_run_test, what_needs_no_model_goes_on_while_it_is_held) {
  index_.write({make_note("a/rose.md", "Same", {"a rose"}), make_note("b/rake.md", "Same", {"a rake"})});
  ASSERT_TRUE(run());
  ASSERT_TRUE(stores::lexical_store::open(folder_ / "lexical.db")->remove({"a/rose.md"}));
  index_.write({make_note("c/rose.md", "Same", {"a rose"}), make_note("d/rose.md", "Same", {"a rose", "a tulip"}),
                make_note("e/tulip.md", "Same", {"a tulip"})});
  embedding_run embedding{model_, access(), memory_};
  ASSERT_TRUE(embedding.begin(folder_ / "lexical.db"));
  embedding.hold_model(true);
  const auto advance_until_held_up = [&] {
    while (!embedding.is_held_up() && !embedding.done()) {
      EXPECT_FALSE(embedding.is_about_to_ask());
      ASSERT_TRUE(embedding.advance());
    }
  };
  advance_until_held_up();
  EXPECT_THAT(embedded_notes(), ElementsAre("b/rake.md", "c/rose.md")) << "what moved is found, what has gone is not";
  EXPECT_EQ(embedding.notes_left(), 2U);
  EXPECT_EQ(embedding.texts_left(), 2U) << "of d/rose.md one has its vector";
  EXPECT_EQ(model_.documents, 2U);

  index_.write({make_note("d/rose.md", "Same", {"a rose"})});
  embedding.put_first(std::vector<std::string>{"d/rose.md"});
  advance_until_held_up();
  EXPECT_THAT(embedded_notes(), ElementsAre("b/rake.md", "c/rose.md", "d/rose.md"));
  EXPECT_EQ(embedding.notes_left(), 1U);

  embedding.hold_model(false);
  EXPECT_FALSE(embedding.is_held_up());
  while (!embedding.done()) ASSERT_TRUE(embedding.advance());
  EXPECT_THAT(embedded_notes(), ElementsAre("b/rake.md", "c/rose.md", "d/rose.md", "e/tulip.md"));
  EXPECT_EQ(model_.documents, 3U);
}

TEST_F(embedding_run_test, what_was_at_hand_when_the_model_is_held_is_embedded_later) {
  std::vector<indexed_note> notes;
  for (int i = 0; i < 60; ++i) notes.push_back(plain_note(std::to_string(i) + ".md", "rose " + std::to_string(i)));
  index_.write(notes);
  embedding_run embedding{model_, access(), memory_};
  ASSERT_TRUE(embedding.begin(folder_ / "lexical.db"));
  while (!embedding.is_about_to_ask()) ASSERT_TRUE(embedding.advance());
  ASSERT_TRUE(embedding.advance());
  const auto before = model_.documents.load();
  EXPECT_GT(before, 0U);
  for (const bool held : {true, false, true}) {
    embedding.hold_model(held);
    ASSERT_TRUE(embedding.is_about_to_ask() || embedding.advance());
  }
  while (!embedding.is_held_up()) ASSERT_TRUE(embedding.advance());
  EXPECT_EQ(model_.documents, before);
  EXPECT_EQ(embedding.texts_left(), 60U - before);
  embedding.hold_model(false);
  while (!embedding.done()) ASSERT_TRUE(embedding.advance());
  EXPECT_EQ(embedded_notes().size(), 60U);
  EXPECT_EQ(model_.documents, 60U) << "nothing is embedded twice for it";
}

TEST_F(embedding_run_test, a_note_that_was_just_written_comes_before_all_that_wait) {
  std::vector<indexed_note> notes;
  for (int i = 0; i < 400; ++i)
    notes.push_back(plain_note(std::to_string(1000 + i) + ".md", "rose " + std::to_string(i)));
  index_.write(notes);
  embedding_run embedding{model_, access(), memory_};
  ASSERT_TRUE(embedding.begin(folder_ / "lexical.db"));
  while (embedding.texts_embedded() == 0) ASSERT_TRUE(embedding.advance());
  EXPECT_EQ(embedding.texts_embedded() + embedding.texts_left(), 400U);
  index_.write({plain_note("zz.md", "a tulip")});
  const std::vector<std::string> written{"zz.md"};
  embedding.put_first(written);
  embedding.put_first(written);
  EXPECT_EQ(embedding.notes_left(), 401U);
  const auto embedded_before = model_.documents.load();
  while (!embedding.done() && store_.missing({sha1_hex("zz\na tulip")}).value().size() == 1)
    ASSERT_TRUE(embedding.advance());
  EXPECT_LE(model_.documents - embedded_before, call_size::first * 2) << "it was in the next call";
  while (!embedding.done()) ASSERT_TRUE(embedding.advance());
  EXPECT_EQ(embedded_notes().size(), 401U);
  EXPECT_EQ(model_.documents, 401U) << "nothing is embedded twice for it";
  EXPECT_EQ(embedding.texts_left(), 0U);
}

TEST_F(embedding_run_test, a_note_that_waits_and_is_put_first_counts_once) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade"}), make_note("b.md", "B", {"a tulip"})});
  embedding_run embedding{model_, access(), memory_};
  ASSERT_TRUE(embedding.begin(folder_ / "lexical.db"));
  while (embedding.is_comparing()) ASSERT_TRUE(embedding.advance());
  for (int looked_at = 0; looked_at < 3; ++looked_at) embedding.put_first(std::vector<std::string>{"b.md"});
  EXPECT_EQ(embedding.notes_left(), 2U);
  EXPECT_EQ(embedding.texts_left(), 3U);
  while (!embedding.done()) ASSERT_TRUE(embedding.advance());
  EXPECT_EQ(embedding.texts_embedded(), 3U);
}

TEST_F(embedding_run_test, a_note_that_has_gone_while_it_waited_is_not_counted) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade"}), make_note("b.md", "B", {"a tulip"})});
  embedding_run embedding{model_, access(), memory_};
  ASSERT_TRUE(embedding.begin(folder_ / "lexical.db"));
  while (embedding.is_comparing()) ASSERT_TRUE(embedding.advance());
  ASSERT_TRUE(stores::lexical_store::open(folder_ / "lexical.db")->remove({"a.md"}));
  embedding.put_first(std::vector<std::string>{"a.md"});
  EXPECT_EQ(embedding.notes_left(), 1U);
  EXPECT_EQ(embedding.texts_left(), 1U);
  while (!embedding.done()) ASSERT_TRUE(embedding.advance());
  EXPECT_EQ(embedding.texts_embedded(), 1U);
}

TEST_F(embedding_run_test, what_is_left_of_named_notes_is_known_before_they_are_read) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade", "a rake"}), make_note("b.md", "B", {"a tulip"})});
  embedding_run embedding{model_, access(), memory_};
  ASSERT_TRUE(embedding.begin(folder_ / "lexical.db", std::vector<std::string>{"a.md", "b.md", "gone.md"}));
  EXPECT_EQ(embedding.notes_left(), 3U);
  EXPECT_EQ(embedding.texts_left(), 4U);
}

TEST_F(embedding_run_test, an_index_that_is_made_anew_meanwhile_is_the_one_that_counts) {
  std::vector<indexed_note> notes;
  for (int i = 0; i < 300; ++i)
    notes.push_back(plain_note(std::to_string(1000 + i) + ".md", "rose " + std::to_string(i)));
  index_.write(notes);
  embedding_run embedding{model_, access(), memory_};
  ASSERT_TRUE(embedding.begin(folder_ / "lexical.db"));
  while (embedding.texts_embedded() == 0) ASSERT_TRUE(embedding.advance());
  for (const auto* part : {"lexical.db", "lexical.db-wal", "lexical.db-shm"}) std::filesystem::remove(folder_ / part);
  small_index anew{folder_ / "lexical.db"};
  anew.write({plain_note("zz.md", "a tulip")});
  const std::vector<std::string> written{"zz.md"};
  embedding.put_first(written);
  while (!embedding.done()) ASSERT_TRUE(embedding.advance());
  EXPECT_THAT(embedded_notes(), testing::Contains("zz.md"));
}

TEST_F(embedding_run_test, says_when_there_is_no_index_yet) {
  EXPECT_EQ(run().error().code, errc::not_found);
  stores::raw_database{folder_ / "lexical.db"}.execute("CREATE TABLE chunks (chunk_id TEXT PRIMARY KEY)");
  EXPECT_EQ(run().error().code, errc::not_found) << "an index of another version is rebuilt";
}

TEST_F(embedding_run_test, an_emptied_index_leaves_no_vectors) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  ASSERT_TRUE(run());
  index_.write({indexed_note{"a.md", {}}});
  ASSERT_TRUE(run());
  EXPECT_THAT(embedded_notes(), IsEmpty());
}

TEST_F(embedding_run_test, what_the_store_could_not_take_is_not_embedded_again) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade"})});
  bool is_away = true;
  const auto run_beside_outage = [&] {
    auto vectors = access();
    vectors.write = [this, &is_away](const write_vectors& request) -> status {
      if (is_away) return fail(errc::unavailable, "the store is away");
      return store_.write(request).map([](const stores::vector_changes&) {});
    };
    embedding_run embedding{model_, vectors, memory_};
    auto outcome = embedding.begin(folder_ / "lexical.db");
    while (outcome && !embedding.done()) outcome = embedding.advance();
    return outcome;
  };
  for (int times = 0; times < 3; ++times) EXPECT_EQ(run_beside_outage().error().code, errc::unavailable);
  embedding_run unable{model_,
                       [&] {
                         auto vectors = access();
                         vectors.write = [](const write_vectors&) -> status { return fail(errc::io_failure, "full"); };
                         return vectors;
                       }(),
                       memory_};
  EXPECT_FALSE(unable.begin(folder_ / "lexical.db"));
  EXPECT_FALSE(unable.has_begun()) << "what there is to do is not known";
  EXPECT_EQ(model_.documents, 2U);
  is_away = false;
  EXPECT_TRUE(run_beside_outage());
  EXPECT_EQ(model_.documents, 2U);
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md", "a.md"));
}

TEST_F(embedding_run_test, what_the_store_refuses_is_not_kept_for_it) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  auto vectors = access();
  vectors.write = [](const write_vectors&) -> status { return fail(errc::conflict, "of another model"); };
  embedding_run embedding{model_, vectors, memory_};
  auto outcome = embedding.begin(folder_ / "lexical.db");
  while (outcome && !embedding.done()) outcome = embedding.advance();
  EXPECT_EQ(outcome.error().code, errc::conflict);
  EXPECT_FALSE(memory_.unwritten.has_value());
}

}  // namespace
}  // namespace secondbrain::search
