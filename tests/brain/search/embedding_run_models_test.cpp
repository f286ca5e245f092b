// Models that refuse texts, and models that are slow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/brain/search/embedding_run_fixture.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class embedding_run_models_test : public embedding_run_fixture {};

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

TEST_F(embedding_run_models_test, one_text_that_the_model_refuses_holds_nobody_up) {
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

TEST_F(embedding_run_models_test, what_was_refused_is_not_offered_again_until_it_changes) {
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

TEST_F(embedding_run_models_test, a_call_takes_about_two_seconds_however_slow_the_model_is) {
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

TEST_F(embedding_run_models_test, what_was_learnt_of_a_slow_model_holds_for_the_next_run) {
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

TEST_F(embedding_run_models_test, many_refused_texts_among_many_good_ones) {
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

TEST_F(embedding_run_models_test, a_note_that_lost_its_texts_loses_its_vectors) {
  index_.write({plain_note("a.md", "a rose"), plain_note("b.md", "a tulip")});
  ASSERT_TRUE(run());
  index_.write({plain_note("a.md", "a rose"), plain_note("b.md", " ")});
  strict_embedder strict;
  ASSERT_TRUE(run(strict));
  ASSERT_TRUE(run(strict));
  EXPECT_THAT(embedded_notes(), ElementsAre("a.md"));
}

}  // namespace
}  // namespace secondbrain::search
