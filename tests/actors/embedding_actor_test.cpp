// The embedder beside a real index and the real owner of the vectors.
#include "actors/embedding_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <mutex>

#include "actors/tree.hpp"
#include "actors/vectors_actor.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/brain/search/axis_embedder.hpp"
#include "tests/brain/search/small_index.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using search::make_note;
using testing::HasSubstr;

constexpr auto embedding_timeout = 60s;

class embedding_actor_test : public testing::Test {
 protected:
  embedding_actor_test() { spdlog::set_level(spdlog::level::off); }

  ~embedding_actor_test() override {
    EXPECT_TRUE(tree_.stop(embedding_timeout));
    spdlog::set_level(spdlog::level::info);
  }

  void start() {
    store_place place;
    place.file = folder_ / "vectors.db";
    embedding_parts parts;
    parts.lexical_file = index_.file();
    parts.model = [this](std::function<bool()> cancelled) -> std::shared_ptr<search::embedder> {
      const std::lock_guard guard{mutex_};
      if (model_) model_->cancelled = std::move(cancelled);
      return model_;
    };
    parts.look_for_model = [this] { return is_another_.exchange(false); };
    parts.vectors = address<vectors_api>{vectors_front_};
    parts.progress = progress_;
    parts.pause_mark = folder_ / ".paused";
    parts.first_retry = 20ms;
    parts.last_retry = 40ms;
    parts.between_looks = parts.before_first_model = 5ms;
    supervisor_spec root;
    root.children = {
        worker<vectors_actor>("vectors", vectors_front_, vectors_parts{place, folder_ / "vector_codes.db", published_}),
        worker<embedding_actor>("embedder", embedder_front_, parts)};
    tree_.start(std::move(root));
  }

  void take(std::shared_ptr<search::axis_embedder> model) {
    const std::lock_guard guard{mutex_};
    model_ = std::move(model);
    is_another_ = true;
  }

  void pause(bool paused) {
    EXPECT_TRUE(address<embedding_api>{embedder_front_}.ask(pause_embedding{paused}, embedding_timeout));
  }

  embedding_progress told() const { return progress_->latest().value; }

  void ask_to_embed() { EXPECT_TRUE(address<embedding_api>{embedder_front_}.ask(embed_notes{}, embedding_timeout)); }

  /// Its run of the index names both places.
  void move_note(const std::string& from, const std::string& to) {
    ASSERT_TRUE(stores::lexical_store::open(index_.file())->remove({from}));
    index_.write({make_note(to, "Same", {"a rose"})});
    const std::vector<std::string> changed{from, to};
    ASSERT_TRUE(address<embedding_api>{embedder_front_}.ask(embed_notes{changed}, embedding_timeout));
  }

  std::vector<std::string> linked_notes() const {
    std::vector<std::string> notes;
    const auto embedded = address<vectors_api>{vectors_front_}.ask(list_embedded_chunks{{}, 100}, embedding_timeout);
    if (embedded)
      for (const auto& key : embedded->page.chunks) notes.push_back(key.note_path);
    return notes;
  }

  std::string note() const {
    const auto record = tree_.registry().find("root/embedder");
    return record ? record->read().note : "";
  }

  bool finds(std::size_t vectors) {
    return eventually([&] { return published_->current()->size() == vectors; });
  }

  temporary_directory folder_;
  search::small_index index_{folder_ / "lexical.db"};
  std::mutex mutex_;
  std::atomic<bool> is_another_{false};
  std::shared_ptr<search::axis_embedder> model_ = std::make_shared<search::axis_embedder>();
  std::shared_ptr<stores::vector_index> published_ = std::make_shared<stores::vector_index>();
  std::shared_ptr<feed<embedding_progress>> progress_ = std::make_shared<feed<embedding_progress>>();
  tree tree_{{}};
  front_ptr vectors_front_ = tree_.make_front("root/vectors");
  front_ptr embedder_front_ = tree_.make_front("root/embedder");
};

TEST_F(embedding_actor_test, embeds_what_it_finds_when_it_starts) {
  index_.write({make_note("a.md", "A", {"a rose", "a spade"})});
  start();
  EXPECT_TRUE(finds(2));
}

TEST_F(embedding_actor_test, embeds_what_has_come_when_it_is_asked) {
  start();
  index_.write({make_note("a.md", "A", {"a rose"})});
  ask_to_embed();
  EXPECT_TRUE(finds(1));
  index_.write({make_note("b.md", "B", {"a tulip"})});
  ask_to_embed();
  EXPECT_TRUE(finds(2));
}

TEST_F(embedding_actor_test, embeds_the_notes_that_are_named) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  start();
  EXPECT_TRUE(finds(1));
  index_.write({make_note("b.md", "B", {"a tulip"}), make_note("c.md", "C", {"a rake"})});
  ASSERT_TRUE(
      address<embedding_api>{embedder_front_}.ask(embed_notes{std::vector<std::string>{"c.md"}}, embedding_timeout));
  EXPECT_TRUE(finds(2));
  EXPECT_EQ(model_->documents, 2U);
}

TEST_F(embedding_actor_test, after_a_failure_all_are_looked_at) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  start();
  EXPECT_TRUE(finds(1));
  model_->broken = true;
  index_.write({make_note("b.md", "B", {"a tulip"}), make_note("c.md", "C", {"a rake"})});
  ASSERT_TRUE(
      address<embedding_api>{embedder_front_}.ask(embed_notes{std::vector<std::string>{"c.md"}}, embedding_timeout));
  ASSERT_TRUE(eventually([this] { return !note().empty(); }));
  model_->broken = false;
  EXPECT_TRUE(finds(3));
}

TEST_F(embedding_actor_test, says_why_it_waits_and_tries_again) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  model_->broken = true;
  start();
  ASSERT_TRUE(eventually([this] { return !note().empty(); }));
  EXPECT_THAT(note(), HasSubstr("the model is not loaded"));
  EXPECT_EQ(progress_->latest().value.notes_left, 1U);
  model_->broken = false;
  EXPECT_TRUE(finds(1));
  EXPECT_TRUE(eventually([this] { return note().empty(); }));
  EXPECT_EQ(progress_->latest().value.notes_left, 0U);
}

TEST_F(embedding_actor_test, a_model_that_comes_later_embeds_everything) {
  model_ = nullptr;
  index_.write({make_note("a.md", "A", {"a rose"})});
  start();
  ASSERT_TRUE(eventually([this] { return told().state == embedding_state::no_model; }));
  take(std::make_shared<search::axis_embedder>());
  EXPECT_TRUE(finds(1));
  EXPECT_TRUE(eventually([this] { return told().state == embedding_state::idle; }));
}

TEST_F(embedding_actor_test, another_model_takes_the_place_of_the_one_before) {
  index_.write({make_note("a.md", "A", {"a rose"}), make_note("b.md", "B", {"a spade"})});
  start();
  ASSERT_TRUE(finds(2));
  const auto other = std::make_shared<search::axis_embedder>("other axes");
  take(other);
  EXPECT_TRUE(eventually([&] { return other->documents == 2 && published_->current()->model().name == "other axes"; }));
  EXPECT_TRUE(finds(2));
}

TEST_F(embedding_actor_test, tells_in_which_languages_of_the_notes_the_model_is_lost) {
  auto notes = std::vector{make_note("a.md", "A", {"eine Rose"}), make_note("b.md", "B", {"ein Spaten"}),
                           make_note("c.md", "C", {"une rose"}), make_note("d.md", "D", {"a spade"})};
  const std::vector<std::string> languages{"de", "de", "fr", "en"};
  for (std::size_t at = 0; at < notes.size(); ++at) notes[at].chunks[0].language = languages[at];
  model_->called = "all-MiniLM-L6-v2";
  start();
  EXPECT_TRUE(eventually([this] { return told().state == embedding_state::idle; }));
  EXPECT_EQ(told().languages_unknown, "") << "there are no notes yet";
  for (const auto& note : notes) index_.write({note});
  ask_to_embed();
  EXPECT_TRUE(eventually([this] { return told().languages_unknown == "de, fr"; }));
  take(std::make_shared<search::axis_embedder>("multilingual-e5-small"));
  EXPECT_TRUE(eventually([this] { return told().languages_unknown.empty(); }));
}

TEST_F(embedding_actor_test, a_model_that_goes_leaves_its_vectors) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  start();
  ASSERT_TRUE(finds(1));
  const auto before = model_;
  take(nullptr);
  ASSERT_TRUE(eventually([this] { return told().state == embedding_state::no_model; }));
  EXPECT_EQ(published_->current()->size(), 1U);
  take(before);
  ASSERT_TRUE(eventually([this] { return told().state == embedding_state::idle; }));
  EXPECT_EQ(before->documents, 1U);
}

TEST_F(embedding_actor_test, a_pause_outlives_the_process_and_says_what_is_left) {
  write_text(folder_ / ".paused", "");
  index_.write({make_note("a.md", "A", {"a rose", "a spade"}), make_note("b.md", "B", {"a tulip"})});
  start();
  ASSERT_TRUE(eventually([this] { return told().notes_left == 2; }));
  EXPECT_EQ(told().state, embedding_state::paused);
  EXPECT_EQ(told().texts_left, 3U);
  index_.write({make_note("c.md", "C", {"a rake"})});
  for (int saved = 0; saved < 3; ++saved)
    ASSERT_TRUE(
        address<embedding_api>{embedder_front_}.ask(embed_notes{std::vector<std::string>{"c.md"}}, embedding_timeout));
  EXPECT_TRUE(eventually([this] { return told().notes_left == 3; })) << told().notes_left;
  EXPECT_EQ(model_->documents, 0U);
  pause(false);
  EXPECT_TRUE(finds(4));
  EXPECT_FALSE(std::filesystem::exists(folder_ / ".paused"));
}

TEST_F(embedding_actor_test, what_moves_is_found_while_the_model_is_paused_or_fails) {
  index_.write({make_note("a/rose.md", "Same", {"a rose"})});
  start();
  ASSERT_TRUE(finds(1));
  pause(true);
  move_note("a/rose.md", "b/rose.md");
  EXPECT_TRUE(eventually([this] { return linked_notes() == std::vector<std::string>{"b/rose.md"}; }));
  EXPECT_TRUE(eventually([this] { return told().notes_left == 0; }));

  model_->broken = true;
  pause(false);
  index_.write({make_note("c/rake.md", "Same", {"a rake"})});
  ask_to_embed();
  ASSERT_TRUE(eventually([this] { return told().state == embedding_state::waiting; }));
  move_note("b/rose.md", "d/rose.md");
  EXPECT_TRUE(eventually([this] { return linked_notes() == std::vector<std::string>{"d/rose.md"}; }));
  EXPECT_EQ(model_->documents, 1U);
  model_->broken = false;
  EXPECT_TRUE(finds(2));
}

TEST_F(embedding_actor_test, tells_since_when_the_model_has_not_answered) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  model_->hangs = true;
  start();
  EXPECT_TRUE(eventually([this] { return told().asked_at.has_value(); }));
  model_->hangs = false;
  EXPECT_TRUE(eventually([this] { return !told().asked_at && told().state == embedding_state::idle; }));
}

TEST_F(embedding_actor_test, while_it_is_paused_nothing_is_embedded) {
  start();
  pause(true);
  EXPECT_TRUE(std::filesystem::exists(folder_ / ".paused"));
  index_.write({make_note("a.md", "A", {"a rose"})});
  ask_to_embed();
  ASSERT_TRUE(eventually([this] { return told().notes_left == 1; }));
  EXPECT_EQ(model_->documents, 0U);
  pause(false);
  EXPECT_TRUE(finds(1));
}

TEST_F(embedding_actor_test, a_stop_does_not_wait_for_a_model_that_hangs) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  model_->hangs = true;
  start();
  ASSERT_TRUE(eventually([this] { return told().notes_left == 1; }));
  EXPECT_TRUE(tree_.stop(embedding_timeout)) << "nobody is left behind";
  EXPECT_EQ(note(), "") << "nothing is wrong with the model";
}

TEST_F(embedding_actor_test, a_crash_costs_nothing_that_was_embedded) {
  index_.write({make_note("a.md", "A", {"a rose"})});
  start();
  ASSERT_TRUE(finds(1));
  published_->publish(std::make_shared<const stores::vector_codes>());
  ASSERT_TRUE(tree_.crash("root/vectors", crash_kind::between_requests));
  ASSERT_TRUE(finds(1)) << "the owner of the vectors publishes them when it starts";
  ASSERT_TRUE(tree_.crash("root/embedder", crash_kind::between_requests));
  index_.write({make_note("b.md", "B", {"a tulip"})});
  EXPECT_TRUE(eventually([this] {
    ask_to_embed();
    return published_->current()->size() == 2;
  }));
  EXPECT_EQ(model_->documents, 2U);
}

}  // namespace
}  // namespace secondbrain::actors
