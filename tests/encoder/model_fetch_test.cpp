#include "encoder/model_fetch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.hpp"
#include "base/list_directory.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/encoder/tiny_bert.hpp"

namespace secondbrain::encoder {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::tiny_bert;

class model_fetch : public ::testing::Test {
 protected:
  model_fetch() {
    write_text(place_ / "host/weights", model_.onnx());
    write_text(place_ / "host/tokens", tiny_bert::tokenizer_json());
    write_text(place_ / "other/weights", tiny_bert{2}.onnx());
    wanted_.description = tiny_bert::description();
    wanted_.description.sha256 = {{"model.onnx", *sha256_hex(model_.onnx())},
                                  {"tokenizer.json", *sha256_hex(tiny_bert::tokenizer_json())}};
  }

  model_source copies(const std::string& title, const std::string& folder) const {
    return {title, {{"cp", "-r", (place_ / folder).string(), "{folder}/here"}}};
  }

  result<model_shelf::installed> fetch() {
    return fetch_model(shelf_, wanted_, [this](const std::string& source) { tried_.push_back(source); });
  }

  temporary_directory place_;
  model_shelf shelf_{place_ / "models"};
  tiny_bert model_;
  known_model wanted_;
  std::vector<std::string> tried_;
};

TEST_F(model_fetch, takes_the_first_source_that_has_it_as_it_is_known) {
  wanted_.sources = {{"one without its program", {{"no-such-program-here"}}},
                     {"one that is away", {{"sh", "-c", "echo 'no route to host' >&2; exit 6"}}},
                     copies("one with other files", "other"),
                     copies("the right one", "host"),
                     copies("one too many", "host")};
  const auto installed = fetch();
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_THAT(tried_,
              ElementsAre("one without its program", "one that is away", "one with other files", "the right one"));
  EXPECT_EQ(shelf_.find("tiny")->folder, place_ / "models/tiny");
  EXPECT_THAT(*list_directory(place_ / "models"), ElementsAre(place_ / "models/tiny"));
}

TEST_F(model_fetch, takes_the_model_as_others_have_rounded_it) {
  wanted_.rounded_by_others = {
      {{"model.onnx", *sha256_hex(tiny_bert{2}.onnx())}, {"tokenizer.json", *sha256_hex(tiny_bert::tokenizer_json())}}};
  write_text(place_ / "other/tokens", tiny_bert::tokenizer_json());
  wanted_.sources = {copies("others", "other")};
  const auto installed = fetch();
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(shelf_.find("tiny")->description.sha256, wanted_.rounded_by_others.front());
}

TEST_F(model_fetch, tidies_up_after_one_that_was_killed_and_leaves_one_that_goes_on_alone) {
  const auto killed = ::fork();
  if (killed == 0) ::_exit(0);
  ASSERT_EQ(::waitpid(killed, nullptr, 0), killed);
  write_text(place_ / "models" / (".tiny.fetched-" + std::to_string(killed)) / "half", "");
  const auto goes_on = place_ / "models" / (".tiny.fetched-" + std::to_string(::getppid()));
  write_text(goes_on / "half", "");
  wanted_.sources = {copies("the right one", "host")};
  ASSERT_TRUE(fetch());
  EXPECT_THAT(*list_directory(place_ / "models"), ElementsAre(goes_on, place_ / "models/tiny"));
}

TEST_F(model_fetch, says_of_each_source_why_it_was_none) {
  wanted_.sources = {{"one without its program", {{"no-such-program-here"}}},
                     {"one that is away", {{"sh", "-c", "echo 'no route to host' >&2; exit 6"}}},
                     copies("one with other files", "other")};
  const auto installed = fetch();
  ASSERT_FALSE(installed);
  EXPECT_EQ(installed.error().code, errc::unavailable);
  EXPECT_THAT(installed.error().message, HasSubstr("no-such-program-here is not installed."));
  EXPECT_THAT(installed.error().message, HasSubstr("no route to host."));
  EXPECT_THAT(installed.error().message, HasSubstr("SHA-256"));
  EXPECT_THAT(installed.error().message, HasSubstr("--from FILE"));
  EXPECT_TRUE(shelf_.list().empty());
}

TEST(known_models, have_a_licence_an_origin_and_hashes) {
  EXPECT_NE(find_known_model(default_model), nullptr);
  for (const auto& model : known_models()) {
    EXPECT_FALSE(model.licence.empty());
    EXPECT_FALSE(model.sources.empty());
    EXPECT_FALSE(model.description.origin.empty());
    EXPECT_TRUE(model.description.sha256.contains(model.description.weights));
    EXPECT_TRUE(model.description.sha256.contains(model.description.tokenizer));
  }
}

}  // namespace
}  // namespace secondbrain::encoder
