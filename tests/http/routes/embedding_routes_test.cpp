// How far embedding is, and its pause, over HTTP.
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

class embedding_routes_test : public resource_test {
 protected:
  in_process_server told() {
    auto offered = fakes.offered();
    offered.embedding_progress = [this] { return progress; };
    return in_process_server{offered};
  }

  embedding_progress progress;
};

TEST_F(embedding_routes_test, tells_how_far_it_is_and_about_how_long_it_takes) {
  embedding_progress now;
  now.state = embedding_state::working;
  now.notes_left = 4;
  now.approximation = approximation_stage::in_use;
  now.texts_left = 90;
  now.texts_done = 10;
  now.texts_embedded = 7;
  now.texts_per_second = 1.5;
  now.refused = {{"blob.md", "too long"}};
  progress = now;
  EXPECT_EQ(
      told().get("/api/v1/embedding").body,
      R"({"state":"working","notes_left":4,"approximation":"in_use","texts_done":10,"texts_left":90,"texts_per_second":1.5,)"
      R"("seconds_left":61,"silent_seconds":null,"languages_unknown":"","texts_embedded":7,"refused":[{"note_path":"blob.md","why":"too long"}]})");
}

TEST_F(embedding_routes_test, how_long_is_not_known_at_first_and_while_nothing_is_done) {
  progress.state = embedding_state::working;
  progress.texts_left = 90;
  EXPECT_TRUE(json_of(told().get("/api/v1/embedding")).at("seconds_left").is_null());
  progress.texts_per_second = 1.5;
  EXPECT_EQ(json_of(told().get("/api/v1/embedding")).at("seconds_left"), 61);
  for (const auto state : {embedding_state::paused, embedding_state::waiting}) {
    progress.state = state;
    EXPECT_TRUE(json_of(told().get("/api/v1/embedding")).at("seconds_left").is_null());
  }
}

TEST_F(embedding_routes_test, tells_for_how_long_the_model_has_not_answered) {
  progress.silent_seconds = 34;
  EXPECT_EQ(json_of(told().get("/api/v1/embedding")).at("silent_seconds"), 34);
}

TEST_F(embedding_routes_test, a_pause_and_its_end_are_passed_on) {
  std::vector<bool> asked;
  fakes.front->on<pause_embedding>([&](const pause_embedding& request) {
    asked.push_back(request.paused);
    return nothing{};
  });
  EXPECT_EQ(told().send("POST", "/api/v1/embedding", R"({"paused":true})").status, 200);
  EXPECT_EQ(told().send("POST", "/api/v1/embedding", R"({"paused":false})").status, 200);
  EXPECT_THAT(asked, testing::ElementsAre(true, false));
  EXPECT_THAT(problems_of(told().send("POST", "/api/v1/embedding", "{}")), testing::ElementsAre("missing body.paused"));
}

}  // namespace
}  // namespace secondbrain::http
