// The owner of vectors that a server keeps, beside a server that comes and goes.
#include "actors/remote_vectors_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "actors/tree.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/stores/vectors/many_vectors.hpp"
#include "tests/stores/vectors/vector_places.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using stores::as_note;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto remote_timeout = 60s;

/// A store that can be away. What it keeps outlives its owners.
class leaving_store final : public stores::remote_vector_store {
 public:
  struct server {
    stores::vectors_in_files kept{real_clock()};
    std::atomic<bool> is_away{false};
    std::atomic<int> asked{0};
  };

  explicit leaving_store(std::shared_ptr<server> at) : at_{std::move(at)} {}

  status write(const write_vectors& request) override {
    return here().and_then([&] { return at_->kept.write(request); });
  }
  status remove(const std::vector<std::string>& notes) override {
    return here().and_then([&] { return at_->kept.remove(notes); });
  }
  status clear() override {
    return here().and_then([&] { return at_->kept.clear(); });
  }
  result<std::size_t> drop_unlinked(std::chrono::seconds unneeded_for, std::size_t limit) override {
    return here().and_then([&] { return at_->kept.drop_unlinked(unneeded_for, limit); });
  }
  result<std::vector<std::string>> missing(const std::vector<std::string>& hashes) override {
    return here().and_then([&] { return at_->kept.missing(hashes); });
  }
  result<embedded_chunks> embedded(std::string_view behind, std::size_t enough) override {
    return here().and_then([&] { return at_->kept.embedded(behind, enough); });
  }
  result<vector_counts> counts() override {
    return here().and_then([&] { return at_->kept.counts(); });
  }
  result<std::optional<model_tag>> model() override {
    return here().and_then([&] { return at_->kept.model(); });
  }
  status check() override { return here(); }

 private:
  status here() const {
    ++at_->asked;
    return at_->is_away ? fail(errc::timeout, "the server does not answer") : status{};
  }

  std::shared_ptr<server> at_;
};

/// Counts how often it is asked to compare everything.
class counting_embedder final : public front_port {
 public:
  void submit(work_ptr item) override {
    auto typed = std::static_pointer_cast<work_for<embed_notes>>(item);
    if (!typed->request.changed) ++asked;
    typed->settle(nothing{});
  }
  std::atomic<int> asked{0};
};

class remote_vectors_actor_test : public testing::Test {
 protected:
  remote_vectors_actor_test() { spdlog::set_level(spdlog::level::off); }

  ~remote_vectors_actor_test() override {
    EXPECT_TRUE(tree_.stop(remote_timeout));
    spdlog::set_level(spdlog::level::info);
  }

  void start() {
    remote_vectors_parts parts;
    parts.make_store = [server = server_] { return std::make_unique<leaving_store>(server); };
    parts.standing = standing_;
    parts.embedder = address<embedding_api>{embedder_};
    parts.between_looks = 5ms;
    parts.former_file = former_;
    parts.model_now = [] { return std::optional{model_tag{"m", 2}}; };
    supervisor_spec root;
    root.children = {worker<remote_vectors_actor>("vectors", front_, parts)};
    tree_.start(std::move(root));
  }

  bool is_reached() {
    return eventually([this] { return standing_->at_hand().trouble.empty() && !standing_->at_hand().being_loaded; });
  }
  bool is_lost() {
    return eventually([this] { return !standing_->at_hand().trouble.empty(); });
  }
  void come_back() {
    server_->is_away = false;
    clock_.advance(1h);
  }

  temporary_directory folder_;
  std::filesystem::path former_ = folder_ / "vectors.db";
  std::shared_ptr<leaving_store::server> server_ = std::make_shared<leaving_store::server>();
  manual_clock clock_;
  std::shared_ptr<stores::remote_standing> standing_ = std::make_shared<stores::remote_standing>(clock_);
  std::shared_ptr<counting_embedder> embedder_ = std::make_shared<counting_embedder>();
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/vectors");
  address<vectors_api> vectors_{front_};
};

TEST_F(remote_vectors_actor_test, tells_those_who_search_what_there_is) {
  start();
  ASSERT_TRUE(is_reached());
  EXPECT_EQ(standing_->at_hand().vectors, 0U);
  ASSERT_TRUE(vectors_.ask(as_note("a.md", {"a", "b"}, {{1, 0}, {0, 1}}), remote_timeout));
  EXPECT_EQ(standing_->at_hand().vectors, 2U) << "the first are found at once";
  EXPECT_EQ(standing_->at_hand().model, (model_tag{"m", 2}));
  ASSERT_TRUE(vectors_.ask(as_note("c.md", {"c"}, {{1, 0}}), remote_timeout));
  EXPECT_TRUE(eventually([this] { return standing_->at_hand().vectors == 3; }));
  EXPECT_EQ(vectors_.ask(count_vectors{}, remote_timeout)->chunks, 3);
  ASSERT_TRUE(vectors_.ask(clear_vectors{}, remote_timeout));
  EXPECT_EQ(standing_->at_hand().vectors, 0U);
  EXPECT_EQ(embedder_->asked, 0) << "it looks by itself when it starts";
}

TEST_F(remote_vectors_actor_test, starts_while_the_server_is_away_and_catches_up) {
  server_->is_away = true;
  start();
  ASSERT_TRUE(is_lost());
  EXPECT_EQ(standing_->at_hand().trouble, "the server does not answer");
  const auto refused = vectors_.ask(as_note("a.md", {"a"}, {{1, 0}}), remote_timeout);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::unavailable);
  come_back();
  ASSERT_TRUE(is_reached());
  EXPECT_TRUE(eventually([this] { return embedder_->asked == 1; })) << "all are compared";
  EXPECT_TRUE(vectors_.ask(as_note("a.md", {"a"}, {{1, 0}}), remote_timeout));
}

TEST_F(remote_vectors_actor_test, asks_nothing_of_a_server_that_is_away_until_it_is_time) {
  start();
  ASSERT_TRUE(is_reached());
  ASSERT_TRUE(vectors_.ask(as_note("a.md", {"a"}, {{1, 0}}), remote_timeout));
  ASSERT_TRUE(vectors_.ask(count_vectors{}, remote_timeout));
  server_->is_away = true;
  ASSERT_TRUE(is_lost()) << "also when nobody asks for anything";
  const int asked = server_->asked;
  EXPECT_EQ(vectors_.ask(find_missing_vectors{{"a"}}, remote_timeout).error().code, errc::unavailable);
  EXPECT_EQ(vectors_.ask(list_embedded_chunks{{}, 10}, remote_timeout).error().code, errc::unavailable);
  EXPECT_EQ(vectors_.ask(clear_vectors{}, remote_timeout).error().code, errc::unavailable);
  EXPECT_EQ(vectors_.ask(count_vectors{}, remote_timeout)->chunks, 1) << "as they were last";
  EXPECT_EQ(server_->asked, asked);
}

TEST_F(remote_vectors_actor_test, an_index_run_goes_on_without_the_server_and_what_is_gone_is_found_later) {
  start();
  ASSERT_TRUE(is_reached());
  server_->is_away = true;
  EXPECT_TRUE(vectors_.ask(remove_vectors{{"a.md"}}, remote_timeout));
  ASSERT_TRUE(is_lost());
  EXPECT_TRUE(vectors_.ask(remove_vectors{{"b.md"}}, remote_timeout));
  come_back();
  EXPECT_TRUE(eventually([this] { return embedder_->asked == 1; }));
}

TEST_F(remote_vectors_actor_test, what_this_machine_has_embedded_before_is_taken_over) {
  ASSERT_TRUE(stores::vector_store::open(former_).value().write(as_note("a.md", {"a", "b"}, {{1, 0}, {0, 1}})));
  start();
  EXPECT_THAT(vectors_.ask(find_missing_vectors{{"c", "b"}}, remote_timeout).value(), ElementsAre("c"));
  EXPECT_EQ(vectors_.ask(count_vectors{}, remote_timeout)->vectors, 1);
  EXPECT_THAT(vectors_.ask(find_missing_vectors{{"b"}}, remote_timeout).value(), IsEmpty());
}

TEST_F(remote_vectors_actor_test, looks_when_a_search_has_failed) {
  start();
  ASSERT_TRUE(is_reached());
  standing_->failed_search("the server takes too long");
  clock_.advance(1h);
  EXPECT_TRUE(eventually([this] { return standing_->at_hand().trouble.empty(); }));
}

TEST_F(remote_vectors_actor_test, what_is_wrong_with_a_request_says_nothing_about_the_server) {
  start();
  ASSERT_TRUE(is_reached());
  EXPECT_EQ(vectors_.ask(write_vectors{{"m", 2}, {{"h", {1, 0, 0}}}, {}}, remote_timeout).error().code,
            errc::invalid_argument);
  ASSERT_TRUE(vectors_.ask(as_note("a.md", {"a"}, {{1, 0}}), remote_timeout));
  EXPECT_EQ(vectors_.ask(write_vectors{{"other", 2}, {{"h", {1, 0}}}, {}}, remote_timeout).error().code,
            errc::conflict);
  EXPECT_EQ(standing_->at_hand().trouble, "");
}

}  // namespace
}  // namespace secondbrain::actors
