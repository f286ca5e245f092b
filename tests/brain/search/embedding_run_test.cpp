// Embedding over a real index and a real store of vectors.
#include "brain/search/embedding_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/hash.hpp"
#include "stores/vectors/vector_store.hpp"
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
  status run(embedder& model, std::optional<std::vector<std::string>> changed = std::nullopt) {
    embedding_run embedding{model, access(), memory_};
    auto outcome = embedding.begin(folder_ / "lexical.db", std::move(changed));
    while (outcome && !embedding.done()) outcome = embedding.advance();
    return outcome;
  }
  status run() { return run(model_); }
  status run_for(std::vector<std::string> changed) { return run(model_, std::move(changed)); }

  vector_access access() {
    vector_access to_store;
    to_store.list = [this](const list_embedded_chunks& request) {
      ++listed_;
      return store_.embedded(request.behind_note, request.enough);
    };
    to_store.missing = [this](const std::vector<std::string>& hashes) { return store_.missing(hashes); };
    to_store.write = [this](const write_vectors& request) {
      return store_.write(request).map([](const stores::vector_changes&) {});
    };
    to_store.remove = [this](const std::vector<std::string>& notes) { return store_.remove(notes); };
    to_store.clear = [this] { return store_.clear(); };
    to_store.compact = [this]() -> status {
      ++compacted_;
      return {};
    };
    return to_store;
  }

  std::vector<std::string> embedded_notes() {
    std::vector<std::string> notes;
    const auto embedded = store_.embedded("", 100'000).value();
    for (const auto& key : embedded.page.chunks) notes.push_back(key.note_path);
    return notes;
  }

  temporary_directory folder_;
  small_index index_{folder_ / "lexical.db"};
  stores::vector_store store_ = stores::vector_store::open(folder_ / "vectors.db").value();
  axis_embedder model_;
  embedding_memory memory_;
  int compacted_ = 0;
  int listed_ = 0;  // pages
};

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

/// Refuses a call with an empty text or one that is too long, as hosts do.
class strict_embedder final : public embedder {
 public:
  explicit strict_embedder(errc code = errc::invalid_argument) : code_{code} {}

  model_tag model() const override { return inner_.model(); }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override {
    ++calls;
    for (const auto& text : texts)
      if (text.empty() || text == "\n" || text.size() > 1000) return fail(code_, "the input does not suit the model");
    return inner_.embed_documents(texts);
  }
  result<std::vector<float>> embed_query(std::string_view query) override { return inner_.embed_query(query); }

  int calls = 0;

 private:
  errc code_;
  axis_embedder inner_;
};

/// A passage without headings: its text is all that is embedded. As in an index, its id goes with its text.
indexed_note plain_note(const std::string& path, const std::string& text) {
  auto note = make_note(path, "", {text});
  note.chunks.front().heading_path.clear();
  note.chunks.front().id += '-' + sha1_hex(text);
  return note;
}

TEST_F(embedding_run_test, one_text_that_the_model_refuses_holds_nobody_up) {
  const std::string blob(1880, 'x');
  for (const auto code : {errc::invalid_argument, errc::unavailable, errc::corrupt, errc::timeout}) {
    ASSERT_TRUE(store_.clear());
    memory_ = {};
    index_.write({plain_note("Untitled.md", ""), plain_note("blob.md", blob), plain_note("copy-of-blob.md", blob),
                  plain_note("good-1.md", "a rose"), plain_note("zz-good.md", "a tulip")});
    strict_embedder strict{code};
    const auto done = run(strict);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_THAT(embedded_notes(), ElementsAre("good-1.md", "zz-good.md"));
    ASSERT_EQ(memory_.left_out.refused().size(), 2U);
    EXPECT_EQ(memory_.left_out.refused().front().note_path, "blob.md");
    EXPECT_EQ(memory_.left_out.refused().front().why, "the input does not suit the model");
    EXPECT_EQ(memory_.left_out.refused().back().note_path, "copy-of-blob.md");
  }
}

TEST_F(embedding_run_test, what_was_refused_is_not_offered_again_until_it_changes) {
  index_.write(
      {plain_note("blob.md", std::string(1880, 'x')), plain_note("empty.md", " \n"), plain_note("a.md", "a rose")});
  strict_embedder strict;
  ASSERT_TRUE(run(strict));
  const auto calls = strict.calls;
  const auto compacted = compacted_;
  ASSERT_TRUE(run(strict));
  EXPECT_EQ(strict.calls, calls);
  EXPECT_EQ(compacted_, compacted) << "nothing has changed";
  index_.write({plain_note("blob.md", "a spade")});
  ASSERT_TRUE(run(strict));
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md", "blob.md"));
  EXPECT_THAT(memory_.left_out.refused(), IsEmpty());
}

/// A host that takes its time for each text, and gives up after a minute.
class slow_embedder final : public embedder {
 public:
  slow_embedder(manual_clock& time, std::chrono::milliseconds a_text) : time_{time}, a_text_{a_text} {}

  model_tag model() const override { return inner_.model(); }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override {
    const auto needed = a_text_ * static_cast<std::int64_t>(texts.size());
    time_.advance(std::min<std::chrono::milliseconds>(needed, std::chrono::minutes{1}));
    longest_call = std::max(longest_call, needed);
    if (needed > std::chrono::minutes{1}) return fail(errc::timeout, "the host did not answer in time");
    return inner_.embed_documents(texts);
  }
  result<std::vector<float>> embed_query(std::string_view query) override { return inner_.embed_query(query); }

  std::chrono::milliseconds longest_call{0};

 private:
  manual_clock& time_;
  std::chrono::milliseconds a_text_;
  axis_embedder inner_;
};

TEST_F(embedding_run_test, a_call_takes_about_two_seconds_however_slow_the_model_is) {
  std::vector<indexed_note> notes;
  for (int i = 0; i < 60; ++i) notes.push_back(plain_note(std::to_string(i) + ".md", "text " + std::to_string(i)));
  index_.write(notes);
  for (const int a_text : {1, 40, 600, 5'000, 20'000}) {
    ASSERT_TRUE(store_.clear());
    manual_clock time;
    slow_embedder slow{time, std::chrono::milliseconds{a_text}};
    embedding_run embedding{slow, access(), memory_, time};
    ASSERT_TRUE(embedding.begin(folder_ / "lexical.db"));
    const auto begun = time.steady();
    while (!embedding.done()) {
      const auto advanced = embedding.advance();
      ASSERT_TRUE(advanced) << advanced.error().message;
    }
    EXPECT_THAT(embedded_notes(), testing::SizeIs(60)) << a_text;
    const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(time.steady() - begun);
    const auto first_calls = std::chrono::minutes{3};  // that find out how slow it is
    EXPECT_LE(spent, 60 * std::chrono::milliseconds{a_text} + first_calls) << "nothing is embedded in vain";
    if (a_text * static_cast<int>(call_size::first) <= 2'000) {
      EXPECT_LE(slow.longest_call, 2 * call_size::wanted) << a_text;
    }
  }
}

TEST_F(embedding_run_test, what_was_learnt_of_a_slow_model_holds_for_the_next_run) {
  index_.write({plain_note("a.md", "one"), plain_note("b.md", "two")});
  manual_clock time;
  slow_embedder slow{time, std::chrono::milliseconds{1'500}};
  const auto embed_all = [&] {
    embedding_run embedding{slow, access(), memory_, time};
    ASSERT_TRUE(embedding.begin(folder_ / "lexical.db"));
    while (!embedding.done()) ASSERT_TRUE(embedding.advance());
  };
  embed_all();
  EXPECT_NEAR(memory_.pace.texts_per_second(), 1 / 1.5, 0.01);
  slow.longest_call = {};
  index_.write({plain_note("c.md", "three"), plain_note("d.md", "four"), plain_note("e.md", "five")});
  embed_all();
  EXPECT_LE(slow.longest_call, call_size::wanted);
}

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

TEST_F(embedding_run_test, many_refused_texts_among_many_good_ones) {
  std::vector<indexed_note> notes;
  for (int i = 0; i < 300; ++i) {
    auto path = std::to_string(1000 + i) + ".md";
    notes.push_back(
        plain_note(path, i % 29 == 0 ? std::string(1001 + static_cast<std::size_t>(i), 'x') : "rose " + path));
  }
  index_.write(notes);
  strict_embedder strict;
  ASSERT_TRUE(run(strict));
  EXPECT_EQ(memory_.left_out.refused().size(), 11U);
  EXPECT_EQ(embedded_notes().size(), 289U);
}

TEST_F(embedding_run_test, a_note_that_lost_its_texts_loses_its_vectors) {
  index_.write({plain_note("a.md", "a rose"), plain_note("b.md", "a tulip")});
  ASSERT_TRUE(run());
  index_.write({plain_note("a.md", "a rose"), plain_note("b.md", " ")});
  strict_embedder strict;
  ASSERT_TRUE(run(strict));
  ASSERT_TRUE(run(strict));
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md"));
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
