// The engine with an embedder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/search/engine.hpp"
#include "brain/search/fusion.hpp"
#include "tests/brain/search/axis_embedder.hpp"
#include "tests/brain/search/small_index.hpp"
#include "tests/stores/raw_database.hpp"
#include "tests/stores/vectors/searchable_vectors.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class hybrid_search : public testing::Test {
 protected:
  void index(const std::vector<indexed_note>& notes) {
    index_.write(notes);
    write_vectors request{model_->model(), {}, {}};
    std::vector<std::string> texts;
    for (const auto& note : notes)
      for (const auto& piece : note.chunks) {
        request.links.push_back({piece.id, note.path, piece.id});
        texts.push_back(piece.text);
      }
    const auto embedded = model_->embed_documents(texts);
    for (std::size_t i = 0; i < texts.size(); ++i)
      request.vectors.push_back({request.links[i].text_hash, (*embedded)[i]});
    vectors_.load();
    vectors_.write(request);
  }

  search_answer ask(const std::string& query) { return answer({query, 20, 0, ""}); }
  search_answer ask_in(const std::string& folder, const std::string& query) { return answer({query, 20, 0, folder}); }

  static std::vector<std::string> paths_of(const search_answer& answer) {
    std::vector<std::string> paths;
    for (const auto& hit : answer.hits) paths.push_back(hit.note_path);
    return paths;
  }

  temporary_directory folder_;
  small_index index_{folder_ / "lexical.db"};
  std::shared_ptr<axis_embedder> model_ = std::make_shared<axis_embedder>();
  stores::searchable_vectors vectors_{folder_.path()};
  search_engine engine_{folder_ / "lexical.db", semantic_source{model_, std::make_unique<stores::local_vector_search>(
                                                                            vectors_.file(), vectors_.index())}};

 private:
  search_answer answer(const search_notes& request) {
    auto answered = engine_.search(request);
    EXPECT_TRUE(answered) << answered.error().message;
    return answered.value_or(search_answer{});
  }
};

TEST_F(hybrid_search, fuses_words_and_meaning) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"}),
         make_note("spade.md", "C", {"the spade"})});
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::hybrid);
  EXPECT_EQ(answer.note, "");
  ASSERT_THAT(paths_of(answer), ElementsAre("rose.md", "tulip.md"));

  const auto& both = answer.hits[0].passages[0].score;
  EXPECT_EQ(both.vector_rank, 1);
  EXPECT_EQ(both.lexical_rank, 1);
  EXPECT_DOUBLE_EQ(both.fused, 2.0 / 61);
  EXPECT_NEAR(both.cosine.value_or(0), 1.0, 1e-6);
  EXPECT_GT(both.bm25.value_or(0), 0);

  const auto& semantic_only = answer.hits[1].passages[0].score;
  EXPECT_EQ(semantic_only.vector_rank, 2);
  EXPECT_FALSE(semantic_only.lexical_rank);
  EXPECT_FALSE(semantic_only.bm25);
  EXPECT_DOUBLE_EQ(semantic_only.fused, 1.0 / 62);
}

TEST_F(hybrid_search, finds_notes_by_words_alone_too) {
  index({make_note("a.md", "A", {"a rose"}), make_note("b.md", "B", {"the word itself, bloom, and nothing else"})});
  const auto answer = ask("bloom rose ");
  ASSERT_EQ(answer.hits.size(), 2u);
  EXPECT_FALSE(answer.hits[1].passages[0].score.vector_rank);
  EXPECT_TRUE(answer.hits[1].passages[0].score.lexical_rank);
}

TEST_F(hybrid_search, leaves_out_what_is_too_far_away) {
  index({make_note("a.md", "A", {"the spade"}), make_note("b.md", "B", {"a rake"})});
  EXPECT_THAT(ask("rose ").hits, IsEmpty());
}

TEST_F(hybrid_search, counts_a_note_by_its_best_passage) {
  index({make_note("many.md", "A", {"one tulip", "two tulip", "three tulip"}), make_note("rose.md", "B", {"a rose"})});
  const auto answer = ask("rose ");
  ASSERT_THAT(paths_of(answer), ElementsAre("rose.md", "many.md"));
  EXPECT_DOUBLE_EQ(answer.hits[1].score, answer.hits[1].passages[0].score.fused);
  EXPECT_EQ(answer.hits[1].passages.size(), passages_per_note);
}

TEST_F(hybrid_search, keeps_to_the_folder_even_when_the_nearest_are_elsewhere) {
  std::vector<indexed_note> notes;
  for (int i = 0; i < vector_candidates * 2; ++i)
    notes.push_back(make_note("all/" + std::to_string(i) + ".md", "N", {"a blossom"}));
  notes.push_back(make_note("mine/tulip.md", "M", {"one tulip beside the spade"}));
  index(notes);
  EXPECT_THAT(paths_of(ask_in("mine", "rose")), ElementsAre("mine/tulip.md"));
}

TEST_F(hybrid_search, skips_vectors_whose_passage_is_gone) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"})});
  index_.write({indexed_note{"rose.md", {}}});
  const auto answer = ask("rose ");
  ASSERT_THAT(paths_of(answer), ElementsAre("tulip.md"));
  EXPECT_EQ(answer.hits[0].passages[0].score.vector_rank, 1);
}

TEST_F(hybrid_search, searches_by_words_while_the_vectors_are_loaded_and_says_how_far_that_is) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"})});
  vectors_.index()->show_loading(40);
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_THAT(paths_of(answer), ElementsAre("rose.md"));
  EXPECT_THAT(answer.note, HasSubstr("still being loaded (40 %)"));
}

TEST_F(hybrid_search, searches_by_words_when_the_vectors_cannot_be_read) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"})});
  stores::raw_database{vectors_.file()}.execute("UPDATE vectors SET embedding = x'00'");
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_THAT(paths_of(answer), ElementsAre("rose.md"));
  EXPECT_THAT(answer.note, HasSubstr("vectors.db"));
}

TEST_F(hybrid_search, searches_by_words_until_something_is_embedded) {
  vectors_.load();
  index_.write({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"})});
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_THAT(paths_of(answer), ElementsAre("rose.md"));
  EXPECT_NE(answer.note, "");
}

TEST_F(hybrid_search, never_compares_vectors_of_another_model) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"})});
  vectors_.clear();
  vectors_.write({{"other", 3}, {{"h", {1, 0, 0}}}, {{"tulip.md#0", "tulip.md", "h"}}});
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_THAT(paths_of(answer), ElementsAre("rose.md"));
  EXPECT_THAT(answer.note, HasSubstr("other"));
}

TEST_F(hybrid_search, searches_by_words_when_the_embedder_fails) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"})});
  model_->broken = true;
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_THAT(paths_of(answer), ElementsAre("rose.md"));
  EXPECT_THAT(answer.note, HasSubstr("the model is not loaded"));
}

}  // namespace
}  // namespace secondbrain::search
