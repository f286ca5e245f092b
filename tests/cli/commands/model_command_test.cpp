#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/encoder/tiny_bert.hpp"

namespace secondbrain::cli {
namespace {

using encoder::testing::tiny_bert;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Models by what their names say: `-en-` knows English only.
class model_command : public command_test {
 protected:
  model_command() {
    set("SECONDBRAIN_MODELS_PATH", (home() / "models").string());
    const auto own = home() / "own";
    write_file(
        own / "config.json",
        R"({"model_type":"bert","hidden_act":"gelu","hidden_size":32,"num_attention_heads":4,"max_position_embeddings":48})");
    write_file(own / "vocab.txt", tiny_bert::vocab_txt());
    write_file(own / "model.safetensors", tiny_bert{}.safetensors());
  }

  void write_german_notes() const {
    for (int i = 0; i < 8; ++i)
      write_file(vault() / ("n" + std::to_string(i) + ".md"),
                 "Die Katze muss heute noch zum Tierarzt, und danach gehen wir mit den Kindern in den Garten.\n");
  }

  outcome install(const char* name) {
    const auto own = (home() / "own").string();
    auto done = run({"model", "install", own.c_str(), "--name", name});
    EXPECT_EQ(done.exit_code, 0) << done.err;
    return done;
  }

  std::string used() {
    const auto told = boost::json::parse(run({"model", "--json"}).out);
    const auto& name = told.at("used");
    return name.is_string() ? std::string{name.get_string()} : "none";
  }
};

TEST_F(model_command, the_first_model_is_used) {
  EXPECT_THAT(install("my-en-1").out, HasSubstr("A running service takes it by itself, within seconds.\n"));
  EXPECT_EQ(used(), "my-en-1");
  EXPECT_THAT(install("my-en-1").out, HasSubstr("A running service takes it by itself, within seconds.\n"));
}

TEST_F(model_command, what_is_in_use_stays_in_use_beside_another) {
  write_german_notes();
  install("world");
  for (const auto* another : {"my-en-1", "bge-small-en-v1.5", "all", "world-2"}) {
    const auto done = install(another);
    EXPECT_THAT(done.out, AllOf(HasSubstr("world stays in use. To use this one: `secondbrain config set "
                                          "SECONDBRAIN_ENCODER_MODEL " +
                                          std::string{another} + "`, then restart the service"),
                                Not(HasSubstr("fits"))));
    EXPECT_EQ(used(), "world") << another;
  }
  EXPECT_THAT(run({"model"}).out, AllOf(HasSubstr("world  installed, used"), HasSubstr("The one in use stays in use")));
}

TEST_F(model_command, one_that_knows_the_languages_of_the_notes_takes_the_place_of_one_that_does_not) {
  write_german_notes();
  install("my-en-1");
  const auto done = install("world");
  EXPECT_THAT(done.out, AllOf(HasSubstr("It takes the place of my-en-1, which knows English only"),
                              HasSubstr("8 of 8 notes that were looked at are not in English (de)"),
                              HasSubstr("reads all notes again"),
                              HasSubstr("`secondbrain config set SECONDBRAIN_ENCODER_MODEL my-en-1`")));
  EXPECT_EQ(used(), "world");
}

TEST_F(model_command, english_notes_give_no_reason_to_change) {
  write_file(vault() / "n.md", "The cat has to see the vet today, and then we go into the garden with the children.\n");
  install("my-en-1");
  EXPECT_THAT(install("world").out, HasSubstr("my-en-1 stays in use."));
  EXPECT_EQ(used(), "my-en-1");
}

TEST_F(model_command, the_setting_counts_more_than_what_fits) {
  write_german_notes();
  install("my-en-1");
  set("SECONDBRAIN_ENCODER_MODEL", "my-en-1");
  EXPECT_THAT(install("world").out, HasSubstr("my-en-1 stays in use, as SECONDBRAIN_ENCODER_MODEL names it. To use"));
  EXPECT_EQ(used(), "my-en-1");
  set("SECONDBRAIN_ENCODER_MODEL", "gone");
  EXPECT_THAT(install("other").out, HasSubstr("It is not used: SECONDBRAIN_ENCODER_MODEL names gone, which is not "
                                              "installed. To use this one: `secondbrain config set"));
  EXPECT_EQ(used(), "none");
}

TEST_F(model_command, a_model_host_goes_before) {
  set("SECONDBRAIN_OLLAMA_BASE_URL", "http://127.0.0.1:1/v1");
  set("SECONDBRAIN_EMBEDDING_MODEL", "nomic-embed-text");
  EXPECT_THAT(install("world").out, HasSubstr("It is not used as long as a model host embeds your notes."));
  EXPECT_EQ(used(), "none");
  EXPECT_THAT(run({"model"}).out, AllOf(HasSubstr("A model host embeds"), Not(HasSubstr(", used"))));
}

TEST_F(model_command, json_says_which_is_used) {
  install("world");
  const auto own = (home() / "own").string();
  const auto told = boost::json::parse(run({"model", "install", own.c_str(), "--name", "second", "--json"}).out);
  EXPECT_EQ(told.at("name"), "second");
  EXPECT_EQ(told.at("used"), "world");
}

}  // namespace
}  // namespace secondbrain::cli
