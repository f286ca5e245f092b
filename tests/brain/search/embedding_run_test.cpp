// Embedding over a real index and a real store of vectors.
#include "brain/search/embedding_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "stores/vector_store.hpp"
#include "tests/brain/search/axis_embedder.hpp"
#include "tests/brain/search/small_index.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class embedding_run_test : public testing::Test {
 protected:
  /// Until it is done, or fails.
  status run(embedder& model) {
    embedding_run made{model, access()};
    auto outcome = made.begin(folder_ / "lexical.db");
    while (outcome && !made.done()) outcome = made.advance();
    return outcome;
  }
  status run() { return run(model_); }

  vector_access access() {
    vector_access to_store;
    to_store.list = [this] { return store_.embedded(); };
    to_store.missing = [this](const std::vector<std::string>& hashes) { return store_.missing(hashes); };
    to_store.write = [this](const write_vectors& asked) { return store_.write(asked); };
    to_store.remove = [this](const std::vector<std::string>& notes) { return store_.remove(notes); };
    to_store.clear = [this] { return store_.clear(); };
    to_store.publish = [this]() -> status {
      ++published_;
      return {};
    };
    return to_store;
  }

  std::vector<std::string> embedded_notes() {
    std::vector<std::string> notes;
    const auto embedded = store_.embedded().value();
    for (const auto& key : embedded.chunks) notes.push_back(key.note_path);
    return notes;
  }

  stores::temporary_folder folder_;
  small_index index_{folder_ / "lexical.db"};
  stores::vector_store store_ = stores::vector_store::open(folder_ / "vectors.db").value();
  axis_embedder model_;
  int published_ = 0;
};

TEST_F(embedding_run_test, embeds_every_chunk_and_publishes) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade"}), make_note("b.md", "B", {"a tulip"})});
  ASSERT_TRUE(run());
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md", "a.md", "b.md"));
  EXPECT_EQ(published_, 1);
  const auto nearest = store_.load().value().nearest(model_.embed_query("a rake").value(), 1).value();
  EXPECT_EQ(nearest.at(0).chunk_id, "a.md#1");
}

TEST_F(embedding_run_test, has_nothing_to_do_the_second_time) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  ASSERT_TRUE(run());
  ASSERT_TRUE(run());
  EXPECT_EQ(model_.documents, 1U);
  EXPECT_EQ(published_, 1);
}

TEST_F(embedding_run_test, embeds_a_text_once_however_many_notes_have_it) {
  index_.write({make_note("a.md", "Same", {"a rose"}), make_note("b.md", "Same", {"a rose"})});
  ASSERT_TRUE(run());
  index_.write({make_note("c.md", "Same", {"a rose"})});
  ASSERT_TRUE(run());
  EXPECT_EQ(model_.documents, 1U);
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md", "b.md", "c.md"));
}

TEST_F(embedding_run_test, forgets_what_is_no_longer_indexed) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade"}), make_note("b.md", "B", {"a tulip"})});
  ASSERT_TRUE(run());
  index_.write({make_note("a.md", "A", {"a rose"}), indexed_note{"b.md", {}}});
  ASSERT_TRUE(run());
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md"));
  EXPECT_EQ(store_.counts().value().vectors, 1);
  EXPECT_EQ(model_.documents, 3U);
  EXPECT_EQ(published_, 2);
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
  embedding_run first{model_, access()};
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

}  // namespace
}  // namespace secondbrain::search
