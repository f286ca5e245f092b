// The engine while the model has most notes still to read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "brain/search/approximation_run.hpp"
#include "brain/search/engine.hpp"
#include "brain/search/first_approximation.hpp"
#include "tests/brain/search/axis_embedder.hpp"
#include "tests/brain/search/small_index.hpp"
#include "tests/stores/vectors/searchable_vectors.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;

class approximate_search : public testing::Test {
 protected:
  approximate_search() {
    index_.write({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"}),
                  make_note("spade.md", "C", {"the spade"})});
    vectors_.load();
    write_vectors request{model_->model(), {}, {{"spade.md#0", "spade.md", "spade"}}};
    request.vectors.push_back({"spade", model_->embed_query("spade").value()});
    vectors_.write(request);
  }

  std::shared_ptr<const first_approximation> approximation_for(const std::string& model) {
    auto made = std::make_shared<first_approximation>(
        first_approximation{model, words_, std::make_shared<stores::memory_vectors>(words_->model())});
    approximation_run run{*made->model, *made->vectors, folder_ / "lexical.db"};
    run.look_at_all();
    while (!run.done()) EXPECT_TRUE(run.advance());
    return made;
  }

  search_answer ask(const std::string& query) {
    auto answered = engine_.search({query, 20, 0, ""});
    EXPECT_TRUE(answered) << answered.error().message;
    return answered.value_or(search_answer{});
  }

  static std::vector<std::string> paths_of(const search_answer& answer) {
    std::vector<std::string> paths;
    for (const auto& hit : answer.hits) paths.push_back(hit.note_path);
    return paths;
  }

  temporary_directory folder_;
  small_index index_{folder_ / "lexical.db"};
  std::shared_ptr<axis_embedder> model_ = std::make_shared<axis_embedder>();
  std::shared_ptr<axis_embedder> words_ = std::make_shared<axis_embedder>("axes/words");
  stores::searchable_vectors vectors_{folder_.path()};
  approximation_place place_;
  bool is_partly_read_ = false;
  search_engine engine_{folder_ / "lexical.db", semantic_source{model_,
                                                                std::make_unique<stores::local_vector_search>(
                                                                    vectors_.file(), vectors_.index()),
                                                                {},
                                                                [this] { return place_.current(); },
                                                                [this] { return is_partly_read_; }}};
};

TEST_F(approximate_search, notes_that_the_model_has_not_read_are_found_by_meaning) {
  EXPECT_THAT(paths_of(ask("blossom ")), ElementsAre()) << "the model has read the spade alone";
  place_.put(approximation_for("axes"));
  const auto asked = model_->queries.load();
  const auto answer = ask("blossom ");
  EXPECT_EQ(answer.mode, search_mode::hybrid);
  EXPECT_EQ(answer.missing,
            "No note has “blossom”. These are the nearest in meaning; they may be about something else.");
  EXPECT_THAT(paths_of(answer), testing::UnorderedElementsAre("rose.md", "tulip.md"));
  const auto& score = answer.hits[0].passages[0].score;
  EXPECT_EQ(score.approximate, true);
  EXPECT_GT(score.cosine.value_or(0), 0.9);
  EXPECT_EQ(model_->queries, asked) << "vectors of two kinds are never compared: the model is not asked";
}

TEST_F(approximate_search, what_is_found_by_words_is_compared_by_the_same) {
  place_.put(approximation_for("axes"));
  const auto answer = ask("spade ");
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_EQ(answer.hits[0].note_path, "spade.md");
  EXPECT_EQ(answer.hits[0].passages[0].score.approximate, true);
  EXPECT_EQ(model_->queries, 1u) << "by the test itself";
}

TEST_F(approximate_search, weighs_less_than_the_model) {
  for (const std::string name : {"rose", "tulip"}) {
    write_vectors request{model_->model(), {}, {{name + ".md#0", name + ".md", name}}};
    request.vectors.push_back({name, model_->embed_query(name).value()});
    vectors_.write(request);
  }
  const auto exact = ask("rose ");
  place_.put(approximation_for("axes"));
  const auto approximate = ask("rose ");
  ASSERT_THAT(paths_of(exact), ElementsAre("rose.md", "tulip.md")) << "the second by its meaning alone";
  ASSERT_THAT(paths_of(approximate), ElementsAre("rose.md", "tulip.md"));
  EXPECT_LT(approximate.hits[1].score, exact.hits[1].score);
  EXPECT_EQ(exact.hits[1].passages[0].score.approximate, std::nullopt);
}

TEST_F(approximate_search, without_one_notes_that_are_read_do_not_stand_before_all_that_are_not) {
  write_vectors request{model_->model(), {}, {{"rose.md#0", "rose.md", "rose"}, {"heap0.md#0", "heap0.md", "spade"}}};
  request.vectors.push_back({"rose", model_->embed_query("rose").value()});
  vectors_.write(request);
  std::vector<indexed_note> heaps;
  for (int number = 0; number < 5; ++number)
    heaps.push_back(make_note("heap" + std::to_string(number) + ".md", "H", {"a heap of leaves"}));
  index_.write(heaps);
  const std::string question = "which blossom grows on a heap of leaves";
  EXPECT_EQ(paths_of(ask(question)).front(), "rose.md") << "by its meaning alone";
  is_partly_read_ = true;
  const auto found = paths_of(ask(question));
  EXPECT_EQ(found.front().substr(0, 4), "heap") << "by all its words, though most of these have no vector yet";
  EXPECT_THAT(found, testing::Contains("rose.md")) << "what is read is found by its meaning at once";
}

TEST_F(approximate_search, one_of_another_model_is_not_used) {
  place_.put(approximation_for("another model"));
  EXPECT_THAT(paths_of(ask("blossom ")), ElementsAre());
  EXPECT_EQ(ask("spade ").hits[0].passages[0].score.approximate, std::nullopt);
}

TEST_F(approximate_search, is_let_go_of_with_the_search) {
  place_.put(approximation_for("axes"));
  const std::weak_ptr<const first_approximation> held = place_.current();
  ask("blossom ");
  EXPECT_TRUE(engine_.retrieve("blossom ", 5));
  place_.put(nullptr);
  EXPECT_TRUE(held.expired());
  EXPECT_THAT(paths_of(ask("spade ")), ElementsAre("spade.md"));
}

TEST_F(approximate_search, passages_for_an_answer_are_found_by_it_too) {
  place_.put(approximation_for("axes"));
  const auto found = engine_.retrieve("blossom ", 5).value();
  ASSERT_EQ(found.passages.size(), 2u);
  EXPECT_EQ(found.passages[0].score.approximate, true);
}

TEST_F(approximate_search, a_note_that_has_gone_meanwhile_is_not_shown) {
  place_.put(approximation_for("axes"));
  auto store = stores::lexical_store::open(folder_ / "lexical.db").value();
  ASSERT_TRUE(store.remove({"rose.md"}));
  EXPECT_THAT(paths_of(ask("blossom ")), ElementsAre("tulip.md"));
}

}  // namespace
}  // namespace secondbrain::search
