// The owner of the vectors: what it loads, publishes and drops, and what becomes of damaged files.
#include "actors/vectors_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "actors/tree.hpp"
#include "stores/vectors/local_vector_search.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/damage.hpp"
#include "tests/stores/raw_database.hpp"
#include "tests/stores/vectors/many_vectors.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using stores::as_note;
using stores::ids_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto vectors_timeout = 60s;

class vectors_actor_test : public testing::Test {
 protected:
  vectors_actor_test() { spdlog::set_level(spdlog::level::off); }

  ~vectors_actor_test() override {
    EXPECT_TRUE(tree_.stop(vectors_timeout));
    spdlog::set_level(spdlog::level::info);
  }

  void start(std::shared_ptr<stores::vector_index> index) {
    vectors_parts parts;
    parts.place.file = file_;
    parts.place.on_emptied = [this] { ++emptied_; };
    parts.codes_file = codes_file_;
    parts.index = std::move(index);
    parts.counts = counts_;
    supervisor_spec root;
    root.children = {worker<vectors_actor>("vectors", front_, parts)};
    tree_.start(std::move(root));
  }
  void start() { start(index_); }

  void write(write_vectors request) {
    const auto written = vectors_.ask(std::move(request), vectors_timeout);
    ASSERT_TRUE(written) << written.error().message;
  }

  bool is_loaded() {
    return eventually([this] { return !index_->being_loaded(); });
  }

  std::vector<std::string> nearest(int limit) {
    const auto found = stores::local_vector_search{file_, index_}.nearest(std::vector<float>{1, 0}, limit);
    EXPECT_TRUE(found) << found.error().message;
    return ids_of(found.value_or(std::vector<similar_chunk>{}));
  }

  /// Vectors of before, written by nobody who lives.
  void fill(int vectors) {
    std::vector<std::string> ids;
    std::vector<std::vector<float>> values;
    for (int i = 0; i < vectors; ++i) {
      ids.push_back("c" + std::to_string(i));
      values.push_back({std::cos(static_cast<float>(i) * 1e-4F), std::sin(static_cast<float>(i) * 1e-4F)});
    }
    ASSERT_TRUE(stores::vector_store::open(file_).value().write(as_note("a.md", ids, values)));
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "vectors.db";
  std::filesystem::path codes_file_ = folder_ / "vector_codes.db";
  std::shared_ptr<stores::vector_index> index_ = std::make_shared<stores::vector_index>();
  std::shared_ptr<feed<std::optional<vector_counts>>> counts_ = std::make_shared<feed<std::optional<vector_counts>>>();
  std::atomic<int> emptied_{0};
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/vectors");
  address<vectors_api> vectors_{front_};
};

TEST_F(vectors_actor_test, what_is_written_is_found_at_once) {
  start();
  ASSERT_TRUE(is_loaded());
  write(as_note("a.md", {"right", "up"}, {{1, 0}, {0, 1}}));
  EXPECT_THAT(nearest(2), ElementsAre("right", "up"));
  write(as_note("b.md", {"almost right"}, {{0.8F, 0.6F}}));
  EXPECT_THAT(nearest(2), ElementsAre("right", "almost right"));
  ASSERT_TRUE(vectors_.ask(remove_vectors{{"a.md"}}, vectors_timeout));
  EXPECT_THAT(nearest(2), ElementsAre("almost right"));
  ASSERT_TRUE(vectors_.ask(clear_vectors{}, vectors_timeout));
  EXPECT_THAT(nearest(2), IsEmpty());
}

TEST_F(vectors_actor_test, shows_the_counts_once_somebody_asked) {
  start();
  const auto chunks_shown = [this] {
    const auto counts = counts_->latest().value;
    return counts ? std::optional{counts->chunks} : std::nullopt;
  };
  write(as_note("a.md", {"right", "up"}, {{1, 0}, {0, 1}}));
  EXPECT_EQ(chunks_shown(), std::nullopt);
  EXPECT_EQ(vectors_.ask(count_vectors{}, vectors_timeout)->chunks, 2);
  EXPECT_EQ(chunks_shown(), 2);
  write(as_note("b.md", {"almost right"}, {{0.8F, 0.6F}}));
  EXPECT_EQ(chunks_shown(), 3);
  ASSERT_TRUE(vectors_.ask(remove_vectors{{"a.md"}}, vectors_timeout));
  EXPECT_EQ(chunks_shown(), 1);
  ASSERT_TRUE(vectors_.ask(clear_vectors{}, vectors_timeout));
  EXPECT_EQ(chunks_shown(), 0);
  ASSERT_TRUE(tree_.crash("root/vectors", crash_kind::between_requests));
  EXPECT_TRUE(eventually([&] { return chunks_shown() == std::nullopt; }));
}

TEST_F(vectors_actor_test, answers_while_it_loads) {
  fill(30'000);
  start();
  write(as_note("b.md", {"another"}, {{1, 0}}));  // in the middle of it, or before
  EXPECT_EQ(vectors_.ask(count_vectors{}, vectors_timeout)->vectors, 30'001);
  ASSERT_TRUE(is_loaded());
  EXPECT_EQ(index_->current()->size(), 30'001U);
  EXPECT_THAT(nearest(2), ElementsAre("another", "c0"));
}

TEST_F(vectors_actor_test, a_new_life_finds_what_the_last_one_left) {
  start();
  write(as_note("a.md", {"right", "up"}, {{1, 0}, {0, 1}}));
  ASSERT_TRUE(is_loaded());
  index_->publish(std::make_shared<const stores::vector_codes>());
  ASSERT_TRUE(tree_.crash("root/vectors", crash_kind::between_requests));
  EXPECT_TRUE(eventually([this] { return index_->current()->size() == 2; }));
}

TEST_F(vectors_actor_test, what_no_note_needs_is_dropped_in_slices_when_it_was_long_ago) {
  fill(3'000);
  stores::raw_database{file_}.execute(
      "DELETE FROM links WHERE chunk_id <> 'c7';"
      "INSERT INTO unlinked SELECT text_hash, 0 FROM vectors WHERE text_hash <> 'c7'");
  start();
  ASSERT_TRUE(is_loaded());
  EXPECT_TRUE(eventually([this] { return index_->current()->size() == 1; }));
  EXPECT_EQ(vectors_.ask(count_vectors{}, vectors_timeout)->vectors, 1);
  write(as_note("b.md", {"right"}, {{1, 0}}));
  ASSERT_TRUE(vectors_.ask(remove_vectors{{"b.md"}}, vectors_timeout));
  ASSERT_TRUE(vectors_.ask(compact_vectors{}, vectors_timeout));
  EXPECT_EQ(vectors_.ask(count_vectors{}, vectors_timeout)->vectors, 2) << "it may come back under another name";
}

TEST_F(vectors_actor_test, damaged_codes_cost_no_vector) {
  fill(20'000);
  {
    auto mirrored = stores::vector_store::open(file_).value();
    stores::code_mirror mirror{codes_file_, std::make_shared<stores::vector_index>(), [](const std::string&) {}};
    ASSERT_TRUE(mirror.open(mirrored));
    while (mirror.loading()) ASSERT_TRUE(mirror.advance(mirrored));
  }
  stores::flip_bytes(codes_file_);
  start();
  ASSERT_TRUE(is_loaded());
  EXPECT_EQ(index_->current()->size(), 20'000U);
  EXPECT_EQ(emptied_, 0);
}

TEST_F(vectors_actor_test, vectors_that_make_no_sense_are_moved_aside_and_said_to_be_lost) {
  fill(100);
  stores::raw_database{file_}.execute("UPDATE vectors SET embedding = x'00' WHERE text_hash = 'c5'");
  start();
  EXPECT_TRUE(eventually([this] { return emptied_ == 1; }));
  ASSERT_TRUE(is_loaded());
  EXPECT_TRUE(eventually([this] {
    const auto counts = vectors_.ask(count_vectors{}, vectors_timeout);
    return counts && counts->vectors == 0;
  }));
  EXPECT_EQ(index_->current()->size(), 0U);
}

TEST_F(vectors_actor_test, without_an_index_vectors_stay_on_disk) {
  start(nullptr);
  write(as_note("a.md", {"right"}, {{1, 0}}));
  EXPECT_FALSE(std::filesystem::exists(codes_file_));
}

}  // namespace
}  // namespace secondbrain::actors
