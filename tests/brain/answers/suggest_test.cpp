#include "brain/answers/suggest.hpp"

#include <gtest/gtest.h>

#include <map>

namespace secondbrain::answers {
namespace {

note_metadata of(std::string path, std::vector<std::string> entities, std::vector<std::string> phrases) {
  note_metadata metadata;
  metadata.note_path = std::move(path);
  metadata.summary = "about it";
  for (auto& entity : entities) metadata.entities.push_back({std::move(entity), "org", 0.8});
  metadata.key_phrases = std::move(phrases);
  return metadata;
}

class suggestions : public testing::Test {
 protected:
  result<note_suggestions> suggest_for(const std::string& path) {
    suggestion_sources sources;
    sources.metadata = [&](const std::string& wanted) -> result<note_metadata> {
      for (const auto& one : all_) {
        if (one.note_path == wanted) return one;
      }
      return fail(errc::not_found, "nothing was extracted from it");
    };
    sources.all_metadata = [&] { return all_; };
    sources.nearest = [&](const std::string& text) {
      question_ = text;
      return nearest_;
    };
    sources.named = [&](const std::vector<std::string>& names) {
      std::vector<std::optional<std::string>> paths(names.size());
      for (std::size_t i = 0; i < names.size(); ++i)
        for (const auto& one : all_)
          if (one.note_path.ends_with(names[i] + ".md")) paths[i] = one.note_path;
      return paths;
    };
    return suggest(path, sources, manual_clock{wall_time{std::chrono::seconds{1'770'379'200}}});
  }

  std::vector<note_metadata> all_{of("10_Notes/Tea.md", {"Kyoto", "Uji"}, {"tea", "Brewing"}),
                                  of("10_Notes/Trip.md", {"KYOTO", "Osaka"}, {"travel", " Brewing "}),
                                  of("30_Concepts/Uji.md", {}, {"Travel", "river"})};
  std::vector<similar_passage> nearest_{{"10_Notes/Tea.md", 0.99},
                                        {"30_Concepts/Uji.md", 0.4},
                                        {"10_Notes/Trip.md", 0.5},
                                        {"10_Notes/Trip.md", 0.612345},
                                        {"10_Notes/Far.md", -0.1}};
  std::string question_;
};

// SUG-1
TEST_F(suggestions, without_metadata_there_are_none) {
  EXPECT_EQ(suggest_for("10_Notes/Nothing.md").error().code, errc::not_found);
}

// SUG-2, SUG-3
TEST_F(suggestions, related_notes_are_sorted_by_their_best_passage_without_the_source) {
  auto found = suggest_for("10_Notes/Tea.md").value();
  EXPECT_EQ(question_, "Tea: about it");
  EXPECT_EQ(found.note_title, "Tea");
  EXPECT_EQ(found.generated_at, "2026-02-06T12:00:00+00:00");
  ASSERT_EQ(found.related_notes.size(), 2U);
  EXPECT_EQ(found.related_notes[0].note_path, "10_Notes/Trip.md");
  EXPECT_EQ(found.related_notes[0].note_title, "Trip");
  EXPECT_DOUBLE_EQ(found.related_notes[0].similarity_score, 0.6123);
  EXPECT_EQ(found.related_notes[1].note_path, "30_Concepts/Uji.md");
}

TEST_F(suggestions, a_quotation_in_the_summary_is_not_insisted_on) {
  all_[0].summary = "on \"matcha\" and more";
  suggest_for("10_Notes/Tea.md").value();
  EXPECT_EQ(question_, "Tea: on matcha and more");
}

TEST_F(suggestions, are_at_most_ten_related_notes) {
  for (int i = 0; i < 20; ++i) nearest_.push_back({"n" + std::to_string(i) + ".md", 0.3});
  EXPECT_EQ(suggest_for("10_Notes/Tea.md")->related_notes.size(), 10U);
}

// SUG-4
TEST_F(suggestions, shared_entities_are_those_of_the_other_note) {
  auto found = suggest_for("10_Notes/Tea.md").value();
  EXPECT_EQ(found.related_notes[0].shared_entities, std::vector<std::string>{"KYOTO"});
  EXPECT_TRUE(found.related_notes[1].shared_entities.empty());
}

// SUG-5
TEST_F(suggestions, links_come_from_shared_entities_and_from_titles) {
  auto found = suggest_for("10_Notes/Tea.md").value();
  ASSERT_EQ(found.suggested_links.size(), 2U);
  EXPECT_EQ(found.suggested_links[0].target_note_path, "30_Concepts/Uji.md");  // by its title
  EXPECT_EQ(found.suggested_links[0].anchor_text, "Uji");
  EXPECT_DOUBLE_EQ(found.suggested_links[0].confidence, 0.8);
  EXPECT_EQ(found.suggested_links[1].target_note_path, "10_Notes/Trip.md");
  EXPECT_EQ(found.suggested_links[1].anchor_text, "KYOTO");
  EXPECT_DOUBLE_EQ(found.suggested_links[1].confidence, 0.6123);
  EXPECT_NE(found.suggested_links[1].reason.find("KYOTO"), std::string::npos);
}

TEST_F(suggestions, a_target_that_shares_an_entity_is_not_suggested_for_its_title) {
  all_.push_back(of("Kyoto.md", {"Kyoto", "Uji", "Kyoto"}, {}));
  nearest_.push_back({"Kyoto.md", 0.9});
  int links = 0;
  auto found = suggest_for("10_Notes/Tea.md").value();
  for (const auto& link : found.suggested_links) {
    links += link.target_note_path == "Kyoto.md" ? 1 : 0;
  }
  EXPECT_EQ(links, 2);  // one for each shared entity
}

// SUG-6
TEST_F(suggestions, tags_are_the_phrases_of_related_notes_without_the_own_ones) {
  auto found = suggest_for("10_Notes/Tea.md").value();
  ASSERT_EQ(found.suggested_tags.size(), 2U);
  EXPECT_EQ(found.suggested_tags[0].tag, "travel");
  EXPECT_DOUBLE_EQ(found.suggested_tags[0].confidence, 0.506);  // (0.6123 + 0.4) / 2
  EXPECT_EQ(found.suggested_tags[0].source_notes, (std::vector<std::string>{"10_Notes/Trip.md", "30_Concepts/Uji.md"}));
  EXPECT_EQ(found.suggested_tags[1].tag, "river");
}

TEST_F(suggestions, a_source_that_fails_is_told) {
  suggestion_sources sources;
  sources.metadata = [&](const std::string&) -> result<note_metadata> { return all_[0]; };
  sources.all_metadata = [&] { return all_; };
  sources.nearest = [](const std::string&) -> result<std::vector<similar_passage>> {
    return fail(errc::busy, "later");
  };
  EXPECT_EQ(suggest("10_Notes/Tea.md", sources, real_clock()).error().code, errc::busy);
  sources.nearest = [&](const std::string&) { return nearest_; };
  sources.named = [](const std::vector<std::string>&) -> result<std::vector<std::optional<std::string>>> {
    return fail(errc::corrupt, "damaged");
  };
  EXPECT_EQ(suggest("10_Notes/Tea.md", sources, real_clock()).error().code, errc::corrupt);
}

note_hit hit(std::string path, double score, const std::vector<std::optional<double>>& cosines) {
  note_hit found;
  found.note_path = std::move(path);
  found.score = score;
  for (auto cosine : cosines) {
    passage piece;
    piece.score.cosine = cosine;
    found.passages.push_back(piece);
  }
  return found;
}

TEST(similar_passages, are_measured_by_their_cosine) {
  search_answer found;
  found.mode = search_mode::hybrid;
  found.hits = {hit("a.md", 0.03, {0.7, std::nullopt, -0.2}), hit("b.md", 0.02, {std::nullopt})};
  auto passages = similar_passages(found);
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(passages[0].note_path, "a.md");
  EXPECT_DOUBLE_EQ(passages[0].similarity, 0.7);
}

TEST(similar_passages, by_words_alone_are_measured_by_the_best_note) {
  search_answer found;
  found.hits = {hit("a.md", 8, {std::nullopt}), hit("b.md", 2, {std::nullopt})};
  auto passages = similar_passages(found);
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_DOUBLE_EQ(passages[0].similarity, 1);
  EXPECT_DOUBLE_EQ(passages[1].similarity, 0.25);
  EXPECT_TRUE(similar_passages({}).empty());
}

}  // namespace
}  // namespace secondbrain::answers
