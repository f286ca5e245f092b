// The planner's lists as HTTP answers: kept, compressed once, and not sent twice.
#include "http/routes/list_answer.hpp"

#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"
#include "tests/http/unzipped.hpp"

namespace secondbrain::http {
namespace {

using testing::HasSubstr;

class list_answer_test : public resource_test {
 protected:
  list_answer_test() {
    fakes.front->on<list_tasks>([this](const list_tasks& request) {
      ++lists_made;
      return std::vector(request.completed.value_or(false) ? 1 : 20, task{.text = text});
    });
    fakes.front->on<get_briefing>([this](const auto&) { return briefing{.today = text}; });
  }

  http_response tasks(std::vector<header> headers = {}) { return server().get("/api/v1/tasks", std::move(headers)); }
  const in_process_server& server() {
    if (!server_) server_ = std::make_unique<in_process_server>(fakes.offered());
    return *server_;
  }
  void change_to(std::string now) {
    text = std::move(now);
    ++*fakes.planner_version;
  }

  std::string text = "Call";
  int lists_made = 0;

 private:
  std::unique_ptr<in_process_server> server_;
};

const header takes_gzip_header{"Accept-Encoding", "gzip"};

TEST_F(list_answer_test, a_list_is_made_once_for_each_version_of_the_planner) {
  const auto first = tasks();
  EXPECT_EQ(tasks().body, first.body);
  EXPECT_EQ(lists_made, 1);
  change_to("Walk");
  EXPECT_THAT(tasks().body, HasSubstr("Walk"));
  EXPECT_EQ(lists_made, 2);
}

TEST_F(list_answer_test, is_kept_by_what_was_asked_and_not_by_how_it_was_spelt) {
  const auto done = server().get("/api/v1/tasks?completed=true").body;
  EXPECT_NE(tasks().body, done);
  EXPECT_EQ(server().get("/api/v1/tasks?unknown=1&completed=yes").body, done);
  EXPECT_EQ(lists_made, 2);
  EXPECT_NE(server().get("/api/v1/briefing").body, tasks().body);
  EXPECT_EQ(server().get("/api/v1/tasks?category=").status, 200);
  EXPECT_EQ(lists_made, 3) << "an empty category is not the same as none";
}

TEST_F(list_answer_test, is_not_sent_to_whoever_has_it) {
  const auto whole = tasks();
  EXPECT_EQ(value_of(whole, "Cache-Control"), "no-cache");
  const auto tag = value_of(whole, "ETag");
  for (const auto& named : {tag, "W/" + tag, "\"other\", " + tag, std::string{"*"}}) {
    const auto again = tasks({{"If-None-Match", named}});
    EXPECT_EQ(again.status, 304) << named;
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(value_of(again, "ETag"), tag);
    EXPECT_EQ(value_of(again, "Cache-Control"), "no-cache");
    EXPECT_EQ(value_of(again, "Vary"), value_of(whole, "Vary"));
  }
  EXPECT_EQ(tasks({{"If-None-Match", "\"other\""}}).body, whole.body);
}

TEST_F(list_answer_test, a_changed_list_is_sent_to_whoever_has_the_former_one) {
  const auto tag = value_of(tasks(), "ETag");
  change_to("Walk");
  const auto changed = tasks({{"If-None-Match", tag}});
  EXPECT_EQ(changed.status, 200);
  EXPECT_THAT(changed.body, HasSubstr("Walk"));
  EXPECT_NE(value_of(changed, "ETag"), tag);
}

// Another note was saved, and this list is what it was.
TEST_F(list_answer_test, a_new_version_with_the_same_list_need_not_be_sent) {
  const auto tag = value_of(tasks(), "ETag");
  change_to("Call");
  EXPECT_EQ(tasks({{"If-None-Match", tag}}).status, 304);
  EXPECT_EQ(lists_made, 2);
}

TEST_F(list_answer_test, the_compressed_form_is_another_one_with_a_tag_of_its_own) {
  const auto plain = tasks();
  const auto packed = tasks({takes_gzip_header});
  EXPECT_EQ(value_of(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(value_of(packed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(value_of(plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(value_of(plain, "Content-Encoding"), "");
  EXPECT_EQ(unzipped(packed.body), plain.body);
  EXPECT_EQ(tasks({takes_gzip_header}).body, packed.body);
  const auto tag = value_of(packed, "ETag");
  EXPECT_NE(tag, value_of(plain, "ETag"));
  const auto again = tasks({takes_gzip_header, {"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(value_of(again, "Content-Encoding"), "");
  EXPECT_EQ(value_of(again, "ETag"), tag);
  EXPECT_EQ(tasks({{"If-None-Match", tag}}).status, 200) << "whoever wants the plain form may not have the other";
}

TEST_F(list_answer_test, a_short_list_is_not_compressed) {
  const auto answer = server().get("/api/v1/tasks?completed=1", {takes_gzip_header});
  EXPECT_EQ(value_of(answer, "Content-Encoding"), "");
  EXPECT_EQ(value_of(answer, "Vary"), "");
  EXPECT_EQ(json_of(answer).as_array().size(), 1U);
}

TEST_F(list_answer_test, nothing_that_failed_is_kept_or_tagged) {
  tasks();
  ++*fakes.planner_version;
  fails<list_tasks>(errc::io_failure, "it cannot be read");
  const auto failed = tasks();
  EXPECT_GE(failed.status, 500);
  EXPECT_EQ(value_of(failed, "ETag"), "");
  fakes.front->on<list_tasks>([](const auto&) { return std::vector{task{.text = "again"}}; });
  EXPECT_THAT(tasks().body, HasSubstr("again"));
}

TEST_F(list_answer_test, what_is_kept_is_not_answered_without_a_word_of_the_planner) {
  tasks();
  fails<get_planner_version>(errc::busy, "too many requests");
  EXPECT_EQ(tasks().status, 503);
  fails<get_planner_version>(errc::vault_missing, "it is not there");
  fails<list_tasks>(errc::vault_missing, "it is not there");
  EXPECT_EQ(tasks().status, 503);
}

// A change between the two questions: what is kept is newer than its version says, and goes with it.
TEST_F(list_answer_test, a_list_that_changed_after_its_version_is_not_kept_for_the_next_one) {
  fakes.front->on<list_tasks>([this](const auto&) {
    change_to(text + "!");
    return std::vector{task{.text = text}};
  });
  EXPECT_THAT(tasks().body, HasSubstr("Call!"));
  EXPECT_THAT(tasks().body, HasSubstr("Call!!"));
}

}  // namespace
}  // namespace secondbrain::http
