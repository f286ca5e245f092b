// The engine with an embedder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <new>
#include <utility>

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

TEST_F(hybrid_search, weighs_words_and_meaning) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"}),
         make_note("spade.md", "C", {"the spade"})});
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::hybrid);
  EXPECT_EQ(answer.note, "");
  ASSERT_THAT(paths_of(answer), ElementsAre("rose.md", "tulip.md"));

  const auto& both = answer.hits[0].passages[0].score;
  EXPECT_EQ(both.vector_rank, 1);
  EXPECT_EQ(both.lexical_rank, 1);
  EXPECT_NEAR(both.cosine.value_or(0), 1.0, 1e-6);
  EXPECT_GT(both.bm25.value_or(0), 0);

  const auto& semantic_only = answer.hits[1].passages[0].score;
  EXPECT_EQ(semantic_only.vector_rank, 2);
  EXPECT_FALSE(semantic_only.lexical_rank);
  EXPECT_FALSE(semantic_only.bm25);
  EXPECT_LT(semantic_only.fused, both.fused);
}

TEST_F(hybrid_search, finds_notes_by_words_alone_too) {
  index({make_note("a.md", "A", {"a rose"}), make_note("b.md", "B", {"the word itself, bloom, and nothing else"})});
  const auto answer = ask("bloom rose ");
  ASSERT_EQ(answer.hits.size(), 2u);
  EXPECT_FALSE(answer.hits[1].passages[0].score.vector_rank);
  EXPECT_TRUE(answer.hits[1].passages[0].score.lexical_rank);
  EXPECT_NEAR(answer.hits[1].passages[0].score.cosine.value_or(1), 0, 0.05) << "what has the words is compared, too";
}

TEST_F(hybrid_search, answers_are_given_the_reciprocal_ranks) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"}),
         make_note("spade.md", "C", {"the spade"})});
  const auto found = engine_.retrieve("rose ", 5).value();
  ASSERT_EQ(found.passages.size(), 2u);
  EXPECT_DOUBLE_EQ(found.passages[0].score.fused, 2.0 / 61);
  EXPECT_DOUBLE_EQ(found.passages[1].score.fused, 1.0 / 62);
}

TEST_F(hybrid_search, a_quoted_phrase_holds) {
  index({make_note("phrase.md", "A", {"the rose in the garden", "a blossom"}),
         make_note("words.md", "B", {"in the rose garden"}), make_note("near.md", "C", {"a tulip and a blossom"})});
  EXPECT_THAT(paths_of(ask("\"the rose in\"")), ElementsAre("phrase.md"));
  EXPECT_THAT(paths_of(ask("\"the rose in\" tulip")), ElementsAre("phrase.md"));
  EXPECT_THAT(paths_of(ask("tulip -blossom")), testing::Not(testing::Contains("near.md")));
  EXPECT_THAT(paths_of(ask("\"no such phrase\" rose")), IsEmpty());
}

TEST_F(hybrid_search, says_so_when_no_note_has_any_of_the_words) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("in/tulip.md", "B", {"one tulip"})});
  EXPECT_EQ(ask("blossom ").missing,
            "No note has “blossom”. These are the nearest in meaning; they may be about something else.");
  EXPECT_EQ(ask("blossom").missing,
            "No note has “blossom”. These are the nearest in meaning; they may be about something else.")
      << "being typed, too";
  EXPECT_EQ(
      ask("blossom qqqq zzzz ").missing,
      "No note has “blossom”, “qqqq” or “zzzz”. These are the nearest in meaning; they may be about something else.");
  EXPECT_EQ(ask("blossom qqqq zzzz xxxx ").missing,
            "No note has any of these words. These are the nearest in meaning; they may be about something else.");
  EXPECT_EQ(
      ask_in("in", "rose ").missing,
      "None of the notes searched has “rose”. These are the nearest in meaning; they may be about something else.");
  EXPECT_EQ(ask("file:tulip blossom ").missing,
            "No note has “blossom”. These are the nearest in meaning; they may be about something else.");
  EXPECT_EQ(ask("blossom OR file:tulip ").missing,
            "No note has “blossom”. These are the notes that the filters let through.");
  for (const auto* found : {"rose ", "ros", "rosse ", "zzzz "}) EXPECT_EQ(ask(found).missing, "") << found;
  const auto asked = engine_.retrieve("blossom?", 5).value();
  EXPECT_EQ(asked.missing,
            "No note has “blossom”. What is cited is nearest in meaning, and may be about something else.");
  EXPECT_TRUE(asked.by_meaning_alone);
  EXPECT_EQ(asked.note, "");
}

TEST_F(hybrid_search, of_a_question_only_what_says_something_is_told_as_missing) {
  index({make_note("rose.md", "A", {"a rose"})});
  for (const auto& [question, missing] : {std::pair{"Где лежит сыр?", "No note has “лежит” or “сыр”."},
                                          {"How often do I drink kefir?", "No note has “drink” or “kefir”."},
                                          {"Wo steht der Kefir?", "No note has “Kefir”."},
                                          {"How often?", "No note has “often”."}})
    EXPECT_THAT(engine_.retrieve(question, 5)->missing, testing::StartsWith(missing)) << question;
}

TEST_F(hybrid_search, phrases_that_are_not_told_one_by_one_are_counted_as_what_they_are) {
  index({make_note("rose.md", "A", {"a rose"})});
  EXPECT_THAT(ask("\"a b\" \"c d\" \"e f\" \"g h\" \"i\" ").missing,
              HasSubstr("“a b”, “c d”, “e f” and 2 more of the phrases in one place."));
  EXPECT_THAT(ask("\"aa\" \"bb\" \"cc\" \"dd\" ").missing,
              HasSubstr("“aa”, “bb”, “cc” and 1 more of the words in one place."));
}

TEST_F(hybrid_search, says_which_words_no_note_has_beside_others_that_are_found) {
  index({make_note("rose.md", "A", {"a rose we used"}), make_note("tulip.md", "B", {"one tulip"})});
  EXPECT_EQ(ask("tulip xylophone ").missing, "No note has “xylophone”.");
  EXPECT_EQ(ask("tulip xylo").missing, "No note has “xylo”.");
  EXPECT_EQ(ask("\"one tulip\" xylophone ").missing, "No note has “xylophone”.");
  EXPECT_EQ(ask("tulip aaaa bbbb cccc dddd eeee ").missing,
            "No note has “aaaa”, “bbbb”, “cccc” or 2 more of the words.");
  for (const auto* says_little : {"when was the tulip ", "wann ist die tulip ", "what have I written about a tulip ",
                                  "note tulip ", "tulip made ", "tulip x ", "tulip tul", "tulip rosse "})
    EXPECT_EQ(ask(says_little).missing, "") << says_little;
  EXPECT_EQ(ask("tulip dog ").missing, "No note has “dog”.") << "which is a common word, though in Danish";
  EXPECT_EQ(ask("tulip van ").missing, "No note has “van”.") << "in Dutch";
  EXPECT_EQ(ask("blossom dog ").missing,
            "No note has “blossom” or “dog”. These are the nearest in meaning; they may be about something else.");
  const auto asked = engine_.retrieve("Who is the plumber that used a rose?", 5).value();
  EXPECT_EQ(asked.missing, "No note has “plumber”.");
  EXPECT_FALSE(asked.by_meaning_alone);
  const auto missing = [this](const std::string& question) { return engine_.retrieve(question, 5)->missing; };
  EXPECT_EQ(missing("How often do we use a rose or tulip, frankly?"), "");
  EXPECT_EQ(missing("Which rose, and which tulip, did we use in Norway?"), "No note has “Norway”.");
  EXPECT_EQ(missing("Wann hat die Katze mit rose, used und tulip gespielt?"), "No note has “Katze”.");
  EXPECT_EQ(missing("How does grandma boil rose jam?"), "No note has “grandma”, “boil” or “jam”.") << "most of it";
  model_->broken = true;
  EXPECT_EQ(ask("tulip xylophone ").missing, "No note has “xylophone”.") << "by words alone, too";
}

TEST_F(hybrid_search, a_phrase_of_a_question_holds) {
  index({make_note("phrase.md", "A", {"the rose in the garden", "a blossom and a tulip"}),
         make_note("words.md", "B", {"in the rose garden"}), make_note("near.md", "C", {"a tulip and a blossom"})});
  for (const auto* question : {"\"the rose in\"", "What of „the rose in“?", "tulip, «the rose in» blossom?"}) {
    const auto found = engine_.retrieve(question, 5).value();
    ASSERT_EQ(found.passages.size(), 1U) << question;
    EXPECT_EQ(found.passages[0].piece.note_path, "phrase.md") << question;
    EXPECT_TRUE(found.passages[0].score.cosine) << question;
  }
  const auto nothing = engine_.retrieve("Where is the “no such rose”?", 5).value();
  EXPECT_THAT(nothing.passages, IsEmpty());
  EXPECT_EQ(nothing.missing, "No note has the phrase “no such rose”.");
  EXPECT_EQ(engine_.retrieve("Is it \"spade\" here?", 5)->missing, "No note has “spade”.");
  EXPECT_THAT(engine_.retrieve("a 5\" tulip or a 6\" blossom", 5)->passages, testing::SizeIs(4)) << "inches";
  EXPECT_FALSE(engine_.connect({"He said \"no such rose\" of a tulip", 5}).value().empty()) << "a text asks nothing";
}

TEST_F(hybrid_search, says_how_many_notes_have_the_words) {
  index({make_note("rose.md", "A", {"a rose", "one rose more"}), make_note("tulip.md", "B", {"one tulip"}),
         make_note("spade.md", "C", {"the spade"})});
  const auto with = [this](const std::string& query) { return std::pair{ask(query).with_words, ask(query).total}; };
  EXPECT_EQ(with("rose "), (std::pair{1, 2}));
  EXPECT_EQ(with("blossom "), (std::pair{0, 2}));
  EXPECT_EQ(with("rose tulip "), (std::pair{2, 2}));
  EXPECT_EQ(with("rose OR file:spade "), (std::pair{1, 2}));
  model_->broken = true;
  EXPECT_EQ(with("rose "), (std::pair{1, 1}));
}

TEST_F(hybrid_search, takes_no_word_for_a_slip_that_may_well_be_another_one) {
  index({make_note("send.md", "A", {"do send it, and live with olive oil and wasps"}),
         make_note("spade.md", "B", {"a boiler beside the spade"}), make_note("rose.md", "C", {"a rose keeps"})});
  for (const auto* query : {"who mends boiler ", "who mends the boiler now ", "mends ", "washing ", "alive ",
                            "tips on keeping flowers alive "})
    EXPECT_THAT(ask(query).corrected, IsEmpty()) << query;
  for (const auto* query : {"rosse ", "boilre ", "spade boilre ", "how do I mend the boilre beside the spade "})
    EXPECT_EQ(ask(query).corrected.size(), 1u) << query;
}

TEST_F(hybrid_search, mends_no_short_word_and_none_that_is_common_in_some_language) {
  index({make_note("want.md", "A", {"we want warm rose water, and make tea when dogs bark"})});
  for (const auto* query : {"went ", "wann ", "warum ", "made ", "Wann ", "rise ", "dags "})
    EXPECT_THAT(ask(query).corrected, IsEmpty()) << query;
  EXPECT_EQ(ask("watre ").corrected.at(0).words, std::vector<std::string>{"water"});
}

// The model knows what they mean.
TEST_F(hybrid_search, takes_no_short_word_for_another_that_differs_in_one_letter) {
  index({make_note("week.md", "A", {"lunes, tarea, rose and Müller"})});
  for (const auto* query : {"luces ", "tarta ", "rase "}) EXPECT_THAT(ask(query).corrected, IsEmpty()) << query;
  for (const auto* query : {"lnues ", "lunnes ", "tarae "}) EXPECT_EQ(ask(query).corrected.size(), 1u) << query;
  for (const auto* query : {"Mülter ", "mulper "}) EXPECT_EQ(ask(query).corrected.size(), 1u) << query;
}

TEST_F(hybrid_search, one_long_note_does_not_take_the_place_of_all_others) {
  std::vector<indexed_note> notes{make_note("long.md", "Log", std::vector<std::string>(300, "a rose"))};
  for (std::size_t at = 0; at < notes[0].chunks.size(); ++at) notes[0].chunks[at].text += std::string(at % 7, '!');
  for (int i = 0; i < 60; ++i)
    notes.push_back(
        make_note("n" + std::to_string(i) + ".md", "N", {"a rose and many other words that stand beside it"}));
  index(notes);
  EXPECT_EQ(ask("rose ").total, 61);
  EXPECT_EQ(ask("blossom").total, 61) << "by meaning alone";
  model_->broken = true;
  EXPECT_EQ(ask("rose ").total, 61) << "by words alone";
}

TEST_F(hybrid_search, a_long_question_is_cut_for_the_model_and_not_refused) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"})});
  std::string question = "which tulip ";
  while (question.size() < 6000) question += "and what else ";
  const auto answer = ask(question);
  EXPECT_EQ(answer.mode, search_mode::hybrid);
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_EQ(answer.hits[0].note_path, "tulip.md");
  EXPECT_LE(model_->longest_query, 2000u);
}

TEST_F(hybrid_search, leaves_out_what_is_too_far_away) {
  index({make_note("a.md", "A", {"the spade"}), make_note("b.md", "B", {"a rake"})});
  EXPECT_THAT(ask("rose ").hits, IsEmpty());
}

TEST_F(hybrid_search, a_model_of_another_language_is_not_asked) {
  model_->called = "all-minilm";
  index({make_note("rose.md", "A", {"a rose"}), make_note("arabic.md", "B", {"وردة في الحديقة"})});
  const auto answer = ask("وردة في الحديقة");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_THAT(paths_of(answer), ElementsAre("arabic.md"));
  EXPECT_THAT(answer.note, HasSubstr("all-minilm knows English only"));
  EXPECT_EQ(model_->queries, 0u);
  EXPECT_EQ(ask("the rose").mode, search_mode::hybrid);
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

TEST_F(hybrid_search, what_an_embedder_throws_comes_to_whoever_asked) {
  index({make_note("rose.md", "A", {"a rose"})});
  model_->out_of_memory = true;
  EXPECT_THROW((void)engine_.search({"rose", 20, 0, ""}), std::bad_alloc);
  model_->out_of_memory = false;
  EXPECT_EQ(ask("rose").mode, search_mode::hybrid) << "the next question is answered";
}

/// Finds what is near, and cannot say how near something is.
class searches_only final : public stores::vector_search {
 public:
  explicit searches_only(std::unique_ptr<stores::vector_search> whole) : whole_{std::move(whole)} {}

  stores::vectors_at_hand at_hand() const override { return whole_->at_hand(); }
  result<std::vector<similar_chunk>> nearest(std::span<const float> question, int limit, double minimum) override {
    return whole_->nearest(question, limit, minimum);
  }
  result<std::vector<std::optional<double>>> cosines(std::span<const float>, std::span<const std::string>) override {
    return fail(errc::corrupt, "a vector cannot be read");
  }

 private:
  std::unique_ptr<stores::vector_search> whole_;
};

TEST_F(hybrid_search, searches_by_words_when_what_they_find_cannot_be_compared) {
  index({make_note("rose.md", "A", {"a rose"}), make_note("tulip.md", "B", {"one tulip"})});
  auto whole = std::make_unique<stores::local_vector_search>(vectors_.file(), vectors_.index());
  engine_ =
      search_engine{folder_ / "lexical.db", semantic_source{model_, std::make_unique<searches_only>(std::move(whole))}};
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_THAT(paths_of(answer), ElementsAre("rose.md"));
  EXPECT_THAT(answer.note, HasSubstr("a vector cannot be read"));
}

TEST_F(hybrid_search, puts_what_is_called_exactly_so_first_whatever_is_near) {
  index({make_note("rose.md", "A", {"nothing of that kind at all"}), make_note("far.md", "B", {"a spade"}),
         make_note("a.md", "C", {"a rose"}), make_note("b.md", "D", {"one blossom of a rose, rose and rose"})});
  const auto answer = ask("rose");
  EXPECT_EQ(answer.mode, search_mode::hybrid);
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_EQ(answer.hits[0].note_path, "rose.md");
  EXPECT_EQ(answer.hits[0].exact, exact_match::file_name);
  for (std::size_t at = 1; at < answer.hits.size(); ++at) {
    EXPECT_EQ(answer.hits[at].exact, std::nullopt);
    EXPECT_LE(answer.hits[at].score, answer.hits[at - 1].score);
  }
}

/// Answers once, and is away after that.
class answers_once final : public stores::vector_search {
 public:
  explicit answers_once(std::unique_ptr<stores::vector_search> whole) : whole_{std::move(whole)} {}

  stores::vectors_at_hand at_hand() const override { return whole_->at_hand(); }
  result<std::vector<similar_chunk>> nearest(std::span<const float> question, int limit, double minimum) override {
    if (asked_++ > 0) return fail(errc::unavailable, "the server is away");
    return whole_->nearest(question, limit, minimum);
  }
  result<std::vector<std::optional<double>>> cosines(std::span<const float> question,
                                                     std::span<const std::string> ids) override {
    return whole_->cosines(question, ids);
  }

 private:
  std::unique_ptr<stores::vector_search> whole_;
  int asked_ = 0;
};

TEST_F(hybrid_search, goes_on_with_what_is_near_when_no_more_can_be_had) {
  index({make_note("big.md", "B", std::vector<std::string>(300, "one tulip")), make_note("rose.md", "A", {"a rose"})});
  auto whole = std::make_unique<stores::local_vector_search>(vectors_.file(), vectors_.index());
  engine_ =
      search_engine{folder_ / "lexical.db", semantic_source{model_, std::make_unique<answers_once>(std::move(whole))}};
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::hybrid);
  EXPECT_FALSE(answer.hits.empty());
}

/// Keeps its vectors on a server that is known to be away.
class is_away final : public stores::vector_search {
 public:
  stores::vectors_at_hand at_hand() const override {
    return {{"axes", 3}, 7, std::nullopt, "PostgreSQL at db:5432 does not answer"};
  }
  result<std::vector<similar_chunk>> nearest(std::span<const float>, int, double) override {
    ADD_FAILURE() << "nobody is to wait for it";
    return fail(errc::unavailable, "away");
  }
  result<std::vector<std::optional<double>>> cosines(std::span<const float>, std::span<const std::string>) override {
    ADD_FAILURE() << "nobody is to wait for it";
    return fail(errc::unavailable, "away");
  }
};

TEST_F(hybrid_search, asks_nobody_while_the_server_of_the_vectors_is_away) {
  index({make_note("rose.md", "A", {"a rose"})});
  engine_ = search_engine{folder_ / "lexical.db", semantic_source{model_, std::make_unique<is_away>()}};
  const auto queries = model_->queries.load();
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_EQ(answer.note, "Searched by words alone: PostgreSQL at db:5432 does not answer.");
  EXPECT_EQ(model_->queries, queries);
}

}  // namespace
}  // namespace secondbrain::search
