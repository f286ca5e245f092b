// Who makes the first approximation, beside a real index and a progress that the test tells.
#include "actors/approximation_actor.hpp"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <mutex>
#include <new>

#include "actors/tree.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/brain/search/axis_embedder.hpp"
#include "tests/brain/search/small_index.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using search::make_note;

constexpr auto approximation_timeout = 60s;

class approximation_actor_test : public testing::Test {
 protected:
  approximation_actor_test() {
    spdlog::set_level(spdlog::level::off);
    std::vector<indexed_note> notes;
    for (int number = 0; number < 100; ++number)
      notes.push_back(make_note("n" + std::to_string(number) + ".md", "N", {"a rose"}));
    index_.write(notes);
  }

  ~approximation_actor_test() override {
    EXPECT_TRUE(tree_.stop(approximation_timeout));
    spdlog::set_level(spdlog::level::info);
  }

  void start() {
    approximation_parts parts;
    parts.lexical_file = index_.file();
    parts.model = [this] {
      const std::lock_guard guard{mutex_};
      return name_;
    };
    parts.load = [this](const auto&) -> result<std::shared_ptr<search::embedder>> {
      ++loads_;
      if (is_out_of_memory_) throw std::bad_alloc{};
      if (is_damaged_) return fail(errc::corrupt, "the model is damaged");
      return words_;
    };
    parts.notes = [] { return std::size_t{100}; };
    parts.progress = progress_;
    parts.place = place_;
    parts.between_looks = 5ms;
    parts.before_next_attempt = 20ms;
    supervisor_spec root;
    root.children = {worker<approximation_actor>("approximator", front_, parts)};
    tree_.start(std::move(root));
  }

  void tell(embedding_state state, std::size_t left) {
    progress_->change([&](embedding_progress& now) {
      now.state = state;
      now.notes_left = left;
      now.texts_left = left;
    });
    address<approximation_api>{front_}.send(embed_notes{std::vector<std::string>{}}, approximation_timeout,
                                            [](auto) {});
  }

  void take(const std::string& model) {
    const std::lock_guard guard{mutex_};
    name_ = model;
  }

  std::size_t held() const {
    const auto current = place_->current();
    return current ? current->vectors->at_hand().vectors : 0;
  }

  approximation_stage stage() const { return progress_->latest().value.approximation; }

  bool becomes(approximation_stage wanted) {
    return eventually([&] { return stage() == wanted; });
  }

  temporary_directory folder_;
  search::small_index index_{folder_ / "lexical.db"};
  std::mutex mutex_;
  std::string name_ = "axes";
  std::atomic<bool> is_damaged_{false};
  std::atomic<bool> is_out_of_memory_{false};
  std::atomic<int> loads_{0};
  std::shared_ptr<search::axis_embedder> words_ = std::make_shared<search::axis_embedder>("axes/words");
  std::shared_ptr<feed<embedding_progress>> progress_ = std::make_shared<feed<embedding_progress>>();
  std::shared_ptr<search::approximation_place> place_ = std::make_shared<search::approximation_place>();
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/approximator");
};

TEST_F(approximation_actor_test, stands_in_until_the_model_has_read_most) {
  tell(embedding_state::working, 100);
  start();
  ASSERT_TRUE(becomes(approximation_stage::in_use));
  EXPECT_EQ(held(), 100u);
  EXPECT_EQ(place_->current()->stands_in_for, "axes");
  tell(embedding_state::working, 20);
  tell(embedding_state::working, 5);
  ASSERT_TRUE(becomes(approximation_stage::none));
  EXPECT_EQ(place_->current(), nullptr) << "what it took is given back";
  EXPECT_EQ(loads_, 1);
}

TEST_F(approximation_actor_test, a_few_notes_are_left_to_the_model) {
  tell(embedding_state::working, 3);
  start();
  for (int look = 0; look < 3; ++look)
    ASSERT_TRUE(address<approximation_api>{front_}.ask(embed_notes{}, approximation_timeout));
  EXPECT_EQ(stage(), approximation_stage::none);
  EXPECT_EQ(loads_, 0);
  tell(embedding_state::working, 80);
  EXPECT_TRUE(becomes(approximation_stage::in_use)) << "it goes on looking";
}

TEST_F(approximation_actor_test, a_note_that_is_saved_meanwhile_is_found_too) {
  tell(embedding_state::working, 100);
  start();
  ASSERT_TRUE(becomes(approximation_stage::in_use));
  index_.write({make_note("new.md", "New", {"a tulip"})});
  ASSERT_TRUE(
      address<approximation_api>{front_}.ask(embed_notes{std::vector<std::string>{"new.md"}}, approximation_timeout));
  EXPECT_TRUE(eventually([this] { return held() == 101; }));
  index_.write({make_note("newer.md", "Newer", {"a tulip"})});
  ASSERT_TRUE(address<approximation_api>{front_}.ask(embed_notes{}, approximation_timeout));
  EXPECT_TRUE(eventually([this] { return held() == 102; }));
}

TEST_F(approximation_actor_test, is_made_anew_when_much_of_it_is_no_longer_so) {
  tell(embedding_state::working, 100);
  start();
  ASSERT_TRUE(eventually([this] { return held() == 100; }));
  address<approximation_api> approximator{front_};
  for (int saved = 0; saved < 100; ++saved) {
    index_.write({make_note("n0.md", "N", {"a rose of day " + std::to_string(saved)})});
    ASSERT_TRUE(approximator.ask(embed_notes{std::vector<std::string>{"n0.md"}}, approximation_timeout));
  }
  EXPECT_TRUE(eventually([this] { return loads_ > 1 && held() == 100; })) << held();
}

TEST_F(approximation_actor_test, without_a_model_in_the_process_there_is_none) {
  take("");
  tell(embedding_state::working, 100);
  start();
  ASSERT_TRUE(address<approximation_api>{front_}.ask(embed_notes{}, approximation_timeout));
  EXPECT_EQ(stage(), approximation_stage::none);
  EXPECT_EQ(loads_, 0);
  take("axes");
  EXPECT_TRUE(becomes(approximation_stage::in_use));
}

TEST_F(approximation_actor_test, another_model_gets_one_of_its_own) {
  tell(embedding_state::working, 100);
  start();
  ASSERT_TRUE(becomes(approximation_stage::in_use));
  take("other");
  EXPECT_TRUE(eventually([this] {
    const auto current = place_->current();
    return current && current->stands_in_for == "other";
  }));
  EXPECT_EQ(held(), 100u);
}

TEST_F(approximation_actor_test, a_pause_leaves_it_and_does_not_keep_it_from_being_made) {
  tell(embedding_state::paused, 100);
  start();
  ASSERT_TRUE(becomes(approximation_stage::in_use));
  tell(embedding_state::working, 90);
  tell(embedding_state::paused, 90);
  EXPECT_EQ(held(), 100u);
}

TEST_F(approximation_actor_test, a_failure_is_tried_again_and_ends_nobody) {
  is_damaged_ = true;
  tell(embedding_state::working, 100);
  start();
  ASSERT_TRUE(eventually([this] { return loads_ >= 2; }));
  EXPECT_EQ(stage(), approximation_stage::none);
  is_damaged_ = false;
  is_out_of_memory_ = true;
  const auto before = loads_.load();
  ASSERT_TRUE(eventually([&] { return loads_ >= before + 2; }));
  is_out_of_memory_ = false;
  EXPECT_TRUE(becomes(approximation_stage::in_use));
  words_->broken = true;
  index_.write({make_note("new.md", "New", {"a tulip"})});
  ASSERT_TRUE(address<approximation_api>{front_}.ask(embed_notes{}, approximation_timeout));
  EXPECT_TRUE(eventually([this] { return place_->current() == nullptr; }));
  words_->broken = false;
  EXPECT_TRUE(eventually([this] { return held() == 101; }));
  EXPECT_EQ(tree_.registry().find("root/approximator")->read().restarts, 0u);
}

TEST_F(approximation_actor_test, a_crash_costs_a_while_of_words_alone) {
  tell(embedding_state::working, 100);
  start();
  ASSERT_TRUE(becomes(approximation_stage::in_use));
  const auto first = place_->current();
  ASSERT_TRUE(tree_.crash("root/approximator", crash_kind::between_requests));
  EXPECT_TRUE(eventually([&] { return place_->current() != nullptr && place_->current() != first; }));
}

}  // namespace
}  // namespace secondbrain::actors
