#include "cli/commands/model_advice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "encoder/known_models.hpp"

namespace secondbrain::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

vault::vault_languages vault_of(std::map<std::string, std::size_t, std::less<>> notes) {
  return {std::move(notes)};
}

TEST(model_advice, names_a_model_that_knows_the_notes_languages) {
  const auto arabic = vault_of({{"ar", 90}, {"en", 10}, {"fa", 2}});
  EXPECT_EQ(fitting_model(arabic), "multilingual-e5-small");
  const auto advice = model_advice(arabic, "bge-small-en-v1.5", {"bge-small-en-v1.5"});
  EXPECT_THAT(advice, HasSubstr("92 of 102 notes that were looked at are not in English (ar, fa)"));
  EXPECT_THAT(advice, HasSubstr("bge-small-en-v1.5 knows no other language"));
  EXPECT_THAT(advice, HasSubstr("`secondbrain model install multilingual-e5-small`"));
  EXPECT_THAT(advice, HasSubstr("SECONDBRAIN_ENCODER_MODEL multilingual-e5-small"));
  EXPECT_THAT(model_advice(arabic, "", {}), Not(HasSubstr("SECONDBRAIN_ENCODER_MODEL"))) << "it is the only one then";
  EXPECT_THAT(model_advice(arabic, "bge-small-en-v1.5", {"bge-small-en-v1.5", "multilingual-e5-small"}),
              Not(HasSubstr("model install")));
}

TEST(model_advice, is_silent_where_the_model_fits) {
  EXPECT_THAT(model_advice(vault_of({{"zh", 5}}), "multilingual-e5-small", {"multilingual-e5-small"}), IsEmpty());
  EXPECT_THAT(model_advice(vault_of({{"zh", 5}}), "my-own", {"my-own"}), IsEmpty()) << "what it knows is not known";
  EXPECT_THAT(model_advice(vault_of({{"en", 90}, {"de", 10}}), "bge-small-en-v1.5", {"bge-small-en-v1.5"}), IsEmpty());
  EXPECT_THAT(model_advice(vault_of({{"en", 90}}), "all-minilm-l6-v2", {"all-minilm-l6-v2"}), IsEmpty());
  EXPECT_THAT(model_advice(vault_of({}), "", {}), IsEmpty());
}

TEST(model_advice, takes_the_default_for_english_and_for_what_cannot_be_told) {
  EXPECT_EQ(fitting_model(vault_of({})), encoder::default_model);
  EXPECT_EQ(fitting_model(vault_of({{"en", 75}, {"de", 25}})), encoder::default_model);
  EXPECT_EQ(fitting_model(vault_of({{"en", 74}, {"de", 26}})), "multilingual-e5-small");
  EXPECT_THAT(model_advice(vault_of({{"en", 7}}), "", {}), HasSubstr("`secondbrain model install bge-small-en-v1.5`"));
}

TEST(model_advice, names_models_that_can_be_installed) {
  EXPECT_NE(encoder::find_known_model(encoder::multilingual_model), nullptr);
}

}  // namespace
}  // namespace secondbrain::cli
