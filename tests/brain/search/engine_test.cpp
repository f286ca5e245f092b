#include "brain/search/engine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/earlier_index.hpp"
#include "tests/brain/search/small_index.hpp"
#include "tests/stores/earlier_index.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> paths_of(const search_answer& answer) {
  std::vector<std::string> paths;
  for (const auto& hit : answer.hits) paths.push_back(hit.note_path);
  return paths;
}

class engine : public testing::Test {
 protected:
  search_answer ask(const std::string& query) { return answer({query, 20, 0, ""}); }
  search_answer ask_in(const std::string& folder, const std::string& query) { return answer({query, 20, 0, folder}); }
  search_answer ask_page(const std::string& query, int limit, int offset) { return answer({query, limit, offset, ""}); }

  temporary_directory folder_;
  small_index index_{folder_ / "lexical.db"};
  search_engine engine_{folder_ / "lexical.db"};

 private:
  search_answer answer(const search_notes& request) {
    auto answered = engine_.search(request);
    EXPECT_TRUE(answered) << answered.error().message;
    return answered.value_or(search_answer{});
  }
};

TEST_F(engine, answers_with_nothing_and_says_so_before_anything_is_indexed) {
  const auto answer = ask("roses");
  EXPECT_THAT(answer.hits, IsEmpty());
  EXPECT_NE(answer.note, "");
}

TEST_F(engine, says_where_and_why_a_note_was_found) {
  index_.write({make_note("garden/roses.md", "Roses", {"Water them.", "Prune the bushes in March."})});
  const auto answer = ask("pruning bush ");
  EXPECT_EQ(answer.mode, search_mode::lexical);
  EXPECT_EQ(answer.total, 1);
  EXPECT_THAT(answer.terms, ElementsAre("pruning", "bush"));
  EXPECT_EQ(answer.note, "");
  ASSERT_EQ(answer.hits.size(), 1u);
  const auto& hit = answer.hits[0];
  EXPECT_EQ(hit.note_path, "garden/roses.md");
  EXPECT_EQ(hit.note_title, "Roses");
  EXPECT_EQ(hit.note_folder, "garden");
  EXPECT_FALSE(hit.note_date);
  ASSERT_EQ(hit.passages.size(), 1u);
  const auto& found = hit.passages[0];
  EXPECT_EQ(found.chunk_id, "garden/roses.md#1");
  EXPECT_THAT(found.heading_path, ElementsAre("Roses", "Part 1"));
  EXPECT_EQ(found.line, 13);
  EXPECT_EQ(found.snippet, "Prune the bushes in March.");
  EXPECT_THAT(found.highlights, ElementsAre(std::pair{0, 5}, std::pair{10, 16}));
  EXPECT_EQ(found.score.lexical_rank, 1);
  EXPECT_GT(found.score.bm25.value_or(0), 0);
  EXPECT_FALSE(found.score.vector_rank);
  EXPECT_FALSE(found.score.cosine);
  EXPECT_DOUBLE_EQ(hit.score, found.score.fused);
}

TEST_F(engine, ranks_a_note_about_the_word_before_one_that_mentions_it) {
  index_.write({make_note("a.md", "Shopping", {"Milk, compost and bread for the weekend."}),
                make_note("b.md", "Compost", {"Turn the heap for air every second week."}),
                make_note("c.md", "Bread", {"Flour, water, salt."})});
  EXPECT_THAT(paths_of(ask("compost ")), ElementsAre("b.md", "a.md"));
}

TEST_F(engine, gathers_the_best_passages_of_a_note) {
  index_.write({make_note("many.md", "Log", {"rose", "rose rose and a few more words", "a rose", "the rose", "tulip"}),
                make_note("one.md", "Log", {"rose"})});
  const auto answer = ask("rose ");
  EXPECT_EQ(answer.total, 2);
  ASSERT_THAT(paths_of(answer), ElementsAre("many.md", "one.md"));
  const auto& passages = answer.hits[0].passages;
  ASSERT_EQ(passages.size(), passages_per_note);
  for (std::size_t i = 1; i < passages.size(); ++i) EXPECT_GE(passages[i - 1].score.bm25, passages[i].score.bm25);
}

TEST_F(engine, says_that_a_folder_is_not_there) {
  index_.write({make_note("garden/Roses.md", "Roses", {"prune roses"}), make_note("work/Plan.md", "Plan", {"march"})});
  for (const auto* folder : {"Garden", "nowhere", "garde", "garden/Roses.md"}) {
    const auto answer = ask_in(folder, "roses");
    EXPECT_EQ(answer.total, 0) << folder;
    EXPECT_EQ(answer.note, "No note is below a folder “" + std::string{folder} +
                               "”: its path begins at the vault, and capitals count.");
  }
  for (const auto* folder : {"garden", "garden/", "work", ""}) EXPECT_EQ(ask_in(folder, "xyzzy").note, "") << folder;
}

TEST_F(engine, keeps_to_the_folder_asked_for) {
  index_.write({make_note("work/plan.md", "Plan", {"rose"}), make_note("work/old/plan.md", "Plan", {"rose"}),
                make_note("workshop/plan.md", "Plan", {"rose"}), make_note("plan.md", "Plan", {"rose"})});
  EXPECT_THAT(paths_of(ask_in("work", "rose")), UnorderedElementsAre("work/plan.md", "work/old/plan.md"));
  EXPECT_THAT(paths_of(ask_in("work/old/", "rose")), ElementsAre("work/old/plan.md"));
  EXPECT_THAT(paths_of(ask_in("wor", "rose")), IsEmpty());
  EXPECT_EQ(ask("rose").total, 4);
}

TEST_F(engine, pages_without_gaps_or_repeats) {
  std::vector<indexed_note> notes;
  for (int i = 10; i < 60; ++i)
    notes.push_back(make_note("n" + std::to_string(i) + ".md", "Note", {"rose", std::string(i % 7, 'x') + " rose"}));
  index_.write(notes);
  const auto whole = paths_of(ask_page("rose", 100, 0));
  ASSERT_EQ(whole.size(), 50u);
  std::vector<std::string> paged;
  for (int offset = 0; offset < 50; offset += 7) {
    const auto page = ask_page("rose", 7, offset);
    EXPECT_EQ(page.total, 50);
    for (const auto& path : paths_of(page)) paged.push_back(path);
  }
  EXPECT_EQ(paged, whole);
}

TEST_F(engine, takes_any_page_that_is_asked_for) {
  index_.write({make_note("a.md", "A", {"rose"})});
  EXPECT_THAT(ask_page("rose", 20, 5).hits, IsEmpty());
  EXPECT_THAT(ask_page("rose", 0, 0).hits, IsEmpty());
  EXPECT_THAT(ask_page("rose", -3, -3).hits, IsEmpty());
  EXPECT_EQ(paths_of(ask_page("rose", 2147483647, -1)).size(), 1u);
}

TEST_F(engine, finds_nothing_for_a_query_without_words) {
  index_.write({make_note("a.md", "A", {"rose"})});
  for (const auto* query : {"", "?!", "\"", "\xFF"}) {
    const auto answer = ask(std::string{query});
    EXPECT_THAT(answer.hits, IsEmpty()) << query;
    EXPECT_EQ(answer.total, 0) << query;
  }
}

TEST_F(engine, finds_longer_words_while_the_last_is_being_typed) {
  index_.write({make_note("a.md", "A", {"a gardener"}), make_note("b.md", "B", {"the gard"}),
                make_note("c.md", "C", {"gardens"}), make_note("d.md", "D", {"a"}), make_note("e.md", "E", {"a"}),
                make_note("f.md", "F", {"a"}), make_note("g.md", "G", {"a"}), make_note("h.md", "H", {"a"})});
  EXPECT_THAT(paths_of(ask("gard")), ElementsAre("b.md", "c.md", "a.md"));
  EXPECT_THAT(paths_of(ask("gard ")), ElementsAre("b.md"));
}

TEST_F(engine, reaches_the_longer_word_however_much_the_other_words_find) {
  std::vector<indexed_note> notes;
  for (int i = 0; i < 250; ++i)
    notes.push_back(make_note("many/" + std::to_string(i) + ".md", "Many", {"The active directory, entry by entry."}));
  notes.push_back(make_note("one.md", "One", {"The password of the active directory."}));
  index_.write(notes);
  ASSERT_FALSE(ask("active directory passw").hits.empty());
  EXPECT_EQ(ask("active directory passw").hits[0].note_path, "one.md");
}

TEST_F(engine, sees_what_was_written_since) {
  index_.write({make_note("a.md", "A", {"rose"})});
  EXPECT_EQ(ask("rose").total, 1);
  index_.write({make_note("a.md", "A", {"tulip"}), make_note("b.md", "B", {"rose"})});
  EXPECT_THAT(paths_of(ask("rose")), ElementsAre("b.md"));
}

TEST_F(engine, opens_the_index_that_took_the_place_of_the_one_it_read) {
  index_.write({make_note("a.md", "A", {"rose"})});
  EXPECT_EQ(ask("rose").total, 1);
  small_index other{folder_ / "other.db"};
  other.write({make_note("b.md", "B", {"rose"})});
  for (const auto* suffix : {"-wal", "-shm"}) std::filesystem::remove(index_.file().string() + suffix);
  std::filesystem::rename(other.file(), index_.file());
  EXPECT_THAT(paths_of(ask("rose")), ElementsAre("b.md"));
}

TEST_F(engine, searches_the_index_of_the_version_before_until_the_new_one_is_whole) {
  stores::write_earlier_index(index_.file());
  EXPECT_THAT(paths_of(ask("prune ")), ElementsAre("work/old.md"));
  index_.write({make_note("a.md", "A", {"rose"})});
  EXPECT_THAT(paths_of(ask("prune ")), ElementsAre("work/old.md"));
  ASSERT_TRUE(stores::remove_earlier_index(index_.file()));
  EXPECT_THAT(paths_of(ask("rose ")), ElementsAre("a.md"));
  EXPECT_THAT(paths_of(ask("prune ")), IsEmpty());
}

TEST_F(engine, searches_alike_whether_it_was_warmed_up_or_not) {
  EXPECT_EQ(engine_.warm_up().error().code, errc::not_found);
  index_.write({make_note("a.md", "A", {"rose"})});
  EXPECT_TRUE(engine_.warm_up());
  index_.write({make_note("b.md", "B", {"rose"})});
  EXPECT_EQ(ask("rose").total, 2);
}

TEST_F(engine, fails_on_a_damaged_index_and_recovers_with_a_sound_one) {
  write_text(index_.file(), std::string(8192, 'x'));
  const auto answer = engine_.search({"rose", 20, 0, ""});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, errc::corrupt);
  std::filesystem::remove(index_.file());
  index_.write({make_note("a.md", "A", {"rose"})});
  EXPECT_EQ(ask("rose").total, 1);
}

/// The folder of the index is taken away under the service.
TEST_F(engine, goes_on_from_what_is_open_and_claims_nothing_of_what_it_cannot_open) {
  index_.write({make_note("a.md", "A", {"roses"})});
  bool is_away = false;
  const auto in_place = [&]() -> status {
    return is_away ? status{fail(errc::io_failure, "The data directory was removed.")} : status{};
  };
  search_engine had_it_open{folder_ / "lexical.db", std::nullopt, in_place};
  search_engine opened_it{folder_ / "lexical.db", std::nullopt, in_place};
  search_engine had_not{folder_ / "lexical.db", std::nullopt, in_place};
  ASSERT_TRUE(had_it_open.search({"roses", 20, 0, ""}));
  ASSERT_TRUE(opened_it.open());
  std::filesystem::create_directory(folder_ / "aside");
  for (const std::string end : {"", "-wal", "-shm"}) {
    std::error_code none;
    std::filesystem::rename(folder_ / ("lexical.db" + end), folder_ / ("aside/lexical.db" + end), none);
  }
  is_away = true;
  const auto check = [&] {
    for (auto* each : {&had_it_open, &opened_it}) {
      EXPECT_EQ(each->search({"roses", 20, 0, ""})->total, 1);
      EXPECT_EQ(each->retrieve("roses", 5)->passages.size(), 1U);
    }
    for (int round = 0; round < 2; ++round) {
      const auto searched = had_not.search({"roses", 20, 0, ""});
      ASSERT_FALSE(searched);
      EXPECT_EQ(searched.error().code, errc::unavailable);
      EXPECT_EQ(searched.error().message, "the index cannot be read: The data directory was removed.");
      EXPECT_FALSE(had_not.retrieve("roses", 5));
      EXPECT_FALSE(had_not.connect({.text = "roses", .limit = 5}));
    }
  };
  check();
  small_index{folder_ / "lexical.db"}.write({make_note("b.md", "B", {"thorns"})});  // of somebody else
  check();
  is_away = false;
  EXPECT_TRUE(had_not.search({"roses", 20, 0, ""}));
}

TEST_F(engine, retrieves_whole_passages_with_the_fused_score_of_their_rank) {
  index_.write({make_note("garden/roses.md", "Roses", {"Water the roses.", "Prune the roses, roses, roses."}),
                make_note("kitchen/bread.md", "Bread", {"Knead."})});
  const auto found = engine_.retrieve("roses", 10).value();
  ASSERT_EQ(found.passages.size(), 2u);
  EXPECT_EQ(found.passages[0].piece.text, "Prune the roses, roses, roses.");
  EXPECT_DOUBLE_EQ(found.passages[0].score.fused, 1.0 / 61);
  EXPECT_DOUBLE_EQ(found.passages[1].score.fused, 1.0 / 62);
  EXPECT_EQ(engine_.retrieve("roses", 1).value().passages.size(), 1u);
  EXPECT_THAT(engine_.retrieve("", 10).value().passages, IsEmpty());
  EXPECT_EQ(found.note, "");
}

TEST_F(engine, retrieves_nothing_and_says_so_before_anything_is_indexed) {
  const auto found = engine_.retrieve("roses", 10).value();
  EXPECT_THAT(found.passages, IsEmpty());
  EXPECT_NE(found.note, "");
}

TEST_F(engine, connects_a_text_with_notes_by_their_best_passage) {
  const auto text = "  Anna sent roses" + std::string(140, '.') + " and no tulips";
  index_.write({make_note("garden/roses.md", "Roses", {"Roses, roses, roses.", "More roses."}),
                make_note("letters/anna.md", "Anna", {text})});
  const auto connections = engine_.connect({"roses", 5}).value();
  ASSERT_EQ(connections.size(), 2u);
  EXPECT_EQ(connections[0].note_path, "garden/roses.md");
  EXPECT_EQ(connections[0].note_title, "Roses");
  EXPECT_DOUBLE_EQ(connections[0].score, 1.0 / 61);
  EXPECT_EQ(connections[1].snippet, "Anna sent roses" + std::string(133, '.'));  // 150 code points, trimmed
  EXPECT_DOUBLE_EQ(connections[1].score, 1.0 / 63);
  EXPECT_EQ(engine_.connect({"roses", 1}).value().size(), 1u);
}

TEST_F(engine, a_quotation_in_a_text_asks_for_nothing) {
  index_.write({make_note("garden/roses.md", "Roses", {"Roses need sun."})});
  EXPECT_EQ(engine_.connect({"Anna asked about roses: \"is it true?\"", 5}).value().size(), 1u);
  const auto asked = engine_.retrieve("roses “in the evening”", 5).value();
  EXPECT_EQ(asked.passages.size(), 1u) << "a question may quote in passing";
  EXPECT_EQ(asked.missing,
            "No note has the phrase “in the evening”. What is cited was found without the quotation marks.");
  EXPECT_EQ(engine_.retrieve("“in the evening”", 5).value().passages.size(), 0u) << "it asks for nothing else";
  const auto searched = engine_.search({"roses \"in the evening\"", 20, 0, ""}).value();
  EXPECT_EQ(searched.total, 0);
  EXPECT_EQ(searched.missing,
            "No note has the phrase “in the evening”. Without the quotation marks, the words are "
            "looked for one by one.");
}

TEST_F(engine, says_which_phrases_no_note_has) {
  index_.write({make_note("garden/roses.md", "Roses", {"Roses need sun.", "Tulips need water."})});
  const auto missing = [this](const std::string& query) { return engine_.search({query, 20, 0, ""}).value().missing; };
  EXPECT_EQ(
      missing("\"need sun\" \"need water\""),
      "No note has “need sun” and “need water” in one place. Without the quotation marks, the words are looked for "
      "one by one.");
  EXPECT_EQ(missing("\"frost\""), "No note has “frost”. Without the quotation marks, it need not occur.");
  EXPECT_EQ(
      missing("folder:garden \"sun need\""),
      "None of the notes searched has the phrase “sun need”. Without the quotation marks, the words are looked for "
      "one by one.");
  EXPECT_EQ(missing("\"need sun\""), "");
  EXPECT_EQ(missing("\"roses\""), "");
  EXPECT_EQ(missing("frost"), "") << "whoever shows that nothing was found says so";
}

TEST_F(engine, says_so_where_there_is_nothing_to_look_for) {
  index_.write({make_note("garden/roses.md", "Roses", {"Roses need sun."}), make_note("→.md", "→", {"An arrow."})});
  const auto missing = [this](const std::string& query) { return engine_.search({query, 20, 0, ""}).value().missing; };
  for (const auto* nothing : {"\"\"", "„“", "***", "←"})
    EXPECT_EQ(missing(nothing), "There are no words to look for in it.");
  EXPECT_EQ(missing("→"), "");
}

}  // namespace
}  // namespace secondbrain::search
