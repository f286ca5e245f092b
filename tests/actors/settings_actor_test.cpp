#include "actors/settings_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "actors/tree.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class settings_actor_test : public testing::Test {
 protected:
  settings_actor_test() { spdlog::set_level(spdlog::level::off); }

  ~settings_actor_test() override {
    EXPECT_TRUE(tree_.stop(60s));
    spdlog::set_level(spdlog::level::info);
  }

  void start() {
    supervisor_spec root;
    root.children = {worker<settings_actor>("settings", front_, directory_ / "settings.json")};
    tree_.start(std::move(root));
  }

  std::string recovery_message() const {
    auto recovery = tree_.registry().find("root/settings")->read().recovery;
    return recovery ? recovery->message : "";
  }

  temporary_directory directory_;
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/settings");
  address<settings_api> settings_{front_};
};

TEST_F(settings_actor_test, keeps_the_categories_it_is_given) {
  start();
  ASSERT_TRUE(settings_.ask(put_categories{{{"Garden", {{"Beds", "what grows"}}}}}, 60s));
  const auto kept = settings_.ask(get_categories{}, 60s);
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(kept->front().name, "Garden");
  EXPECT_EQ(recovery_message(), "");
}

TEST_F(settings_actor_test, refuses_a_category_without_a_name_and_keeps_what_it_has) {
  start();
  ASSERT_TRUE(settings_.ask(put_categories{{{"Garden", {}}}}, 60s));
  const auto refused = settings_.ask(put_categories{{{"Work", {}}, {" \t", {}}}}, 60s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::invalid_argument);
  EXPECT_EQ(settings_.ask(get_categories{}, 60s)->front().name, "Garden");
}

TEST_F(settings_actor_test, tells_on_its_record_that_the_file_made_no_sense) {
  write_text(directory_ / "settings.json", "{ this is no JSON");
  start();
  EXPECT_TRUE(settings_.ask(get_categories{}, 60s)) << "the defaults serve meanwhile";
  EXPECT_THAT(recovery_message(), HasSubstr("settings.json"));
}

}  // namespace
}  // namespace secondbrain::actors
