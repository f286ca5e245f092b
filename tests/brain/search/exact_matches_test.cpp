// What is called exactly as was typed comes first, from the bytes of notes to the hits.

#include "brain/search/exact_matches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/search/note_search.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class exact_matches : public note_search {
 protected:
  using bytes_of_notes = std::vector<std::pair<std::string, std::string>>;

  /// Notes that say the words so often that BM25 puts them first.
  static void append_loud(bytes_of_notes& notes, const std::string& words, int count = 3) {
    for (int i = 0; i < count; ++i) {
      notes.emplace_back(
          "loud/" + std::to_string(notes.size()) + ".md",
          "# " + words + " " + words + "\n\n" + words + " " + words + "\n\n## " + words + " x\n\n" + words + "\n");
    }
  }

  static std::string quiet(const std::string& front, const std::string& body = "One of many other things.") {
    return "---\n" + front + "\n---\n# Abc\n\n" + body + "\n\nA long text about something else altogether.\n";
  }

  void expect(const std::string& query, const std::string& path, exact_match what) {
    const auto found = answer(query);
    ASSERT_FALSE(found.hits.empty()) << query;
    EXPECT_EQ(found.hits[0].note_path, path) << query;
    EXPECT_EQ(found.hits[0].exact, what) << query;
    for (std::size_t at = 1; at < found.hits.size(); ++at)
      EXPECT_LE(found.hits[at].score, found.hits[at - 1].score) << query;
  }
};

TEST_F(exact_matches, come_first_by_name_alias_title_tag_and_heading) {
  bytes_of_notes notes{{"a/Movie night.md", quiet("aliases: [Film evening, Kino]")},
                       {"b.md", "# Garden plan\n\nOne of many things.\n"},
                       {"c.md", quiet("tags: [big/small-tag, reel]")},
                       {"d.md", quiet("x: y", "Text.\n\n## Next steps\n\nMore text.")}};
  for (const auto* words : {"Movie night", "Film evening", "Garden plan", "big small tag", "reel", "Next steps"})
    append_loud(notes, words);
  write(notes);
  for (const auto* query : {"movie night ", "Movie night", "MOVIE  NIGHT ", "movie-night ", "movie_night ",
                            "\"Movie night\"", "\"movie night\" ", "Movie night.md", "MOVIE NIGHT.MD",
                            "a/Movie night.Md", "a/Movie night", "[[Movie night]] "})
    expect(query, "a/Movie night.md", exact_match::file_name);
  for (const auto* query : {"film evening ", "Film evening", "\"Film Evening\"", "kino ", "KINO"})
    expect(query, "a/Movie night.md", exact_match::alias);
  for (const auto* query : {"garden plan ", "\"garden plan\"", "Garden plan"})
    expect(query, "b.md", exact_match::title);
  for (const auto* query :
       {"big/small-tag ", "#big/small-tag ", "#big/small-tag", "\"big/small-tag\"", "reel ", "#reel"})
    expect(query, "c.md", exact_match::tag);
  for (const auto* query : {"next steps ", "Next steps", "\"next steps\"", "## Next steps "})
    expect(query, "d.md", exact_match::heading);
  EXPECT_EQ(answer("steps ").hits[0].exact, std::nullopt);
  EXPECT_EQ(answer("movie nights ").hits[0].exact, std::nullopt) << "not by stems";
}

TEST_F(exact_matches, a_name_counts_more_than_an_alias_and_that_more_than_what_is_in_the_note) {
  bytes_of_notes notes{{"heading.md", quiet("x: y", "Text.\n\n## Film\n\nMore text.")},
                       {"tag.md", quiet("tags: film")},
                       {"title.md", "# Film\n\nOther words.\n"},
                       {"alias.md", quiet("aliases: film")},
                       {"x/FILM.md", quiet("x: y")},
                       {"Film.md", quiet("x: y")}};
  append_loud(notes, "film", 4);
  write(notes);
  auto found = paths("Film ");
  ASSERT_GE(found.size(), 10U);
  EXPECT_THAT(std::vector(found.begin() + 2, found.begin() + 6),
              ElementsAre("alias.md", "title.md", "tag.md", "heading.md"));
  EXPECT_THAT(std::vector(found.begin(), found.begin() + 2), testing::UnorderedElementsAre("x/FILM.md", "Film.md"));
}

TEST_F(exact_matches, letters_decide_between_notes_whose_names_differ_by_accents) {
  write({{"Resume.md", quiet("x: y", "Résumé résumé.")}, {"Résumé.md", quiet("x: y")}});
  EXPECT_EQ(first("résumé "), "Résumé.md");
  EXPECT_EQ(first("re\u0301sume\u0301 "), "Résumé.md");
  EXPECT_EQ(first("RESUME "), "Resume.md");
}

TEST_F(exact_matches, in_every_way_to_write_a_name) {
  bytes_of_notes notes{{"Café Größe.md", quiet("x: y")},
                       {"\u0110u\u031B\u01A1\u0300ng.md", quiet("x: y")},
                       {"🎉 Party 🎉.md", quiet("x: y")},
                       {"🚀.md", quiet("x: y")},
                       {"2026-01-15.md", quiet("x: y")},
                       {"The.md", quiet("x: y")},
                       {"A.md", quiet("x: y")},
                       {"To be or not to be.md", quiet("x: y")},
                       {"C++.md", quiet("x: y")},
                       {"→.md", quiet("x: y")},
                       {"Don't panic!.md", quiet("x: y")},
                       {"数据库.md", quiet("x: y")},
                       {"東京 Trip.md", quiet("x: y")},
                       {"1.md", quiet("x: y")},
                       {"What (exactly) is [this].md", quiet("x: y")}};
  for (const auto* words : {"Café Größe", "party", "2026-01-15", "the", "a", "to be or not to be", "C", "数据库", "1"})
    append_loud(notes, words, 2);
  write(notes);
  expect_first("Café Größe.md", {"café größe ", "CAFE GRÖSSE ", "cafe grosse ", "cafe\u0301 gro\u0308\u00DFe "});
  expect_first("🎉 Party 🎉.md", {"party ", "🎉 party", "Party"});
  expect_first("🚀.md", {"🚀"});
  expect_first("2026-01-15.md", {"2026-01-15", "2026 01 15 "});
  expect_first("The.md", {"the ", "The"});
  expect_first("A.md", {"a", "A "});
  expect_first("To be or not to be.md", {"to be or not to be ", "To be or not to be"});
  expect_first("C++.md", {"c++", "C++ "});
  expect_first("→.md", {"→", " → "});
  expect_first("Don't panic!.md", {"don't panic ", "don’t panic!"});
  expect_first("数据库.md", {"数据库"});
  expect_first("東京 Trip.md", {"東京 trip ", "東京trip "});
  expect_first("1.md", {"1"});
  expect_first("What (exactly) is [this].md", {"what exactly is this ", "What (exactly) is [this]"});
}

TEST_F(exact_matches, headings_are_compared_as_they_are_read) {
  bytes_of_notes notes{{"a.md", quiet("x: y", "T.\n\n## **f** file *telescope*\n\nT.")},
                       {"b.md", quiet("x: y", "T.\n\n### See [the docs](https://example.org/a/b) now\n\nT.")},
                       {"c.md", quiet("x: y", "T.\n\n## About [[Some Note|that note]]\n\nT.")},
                       {"d.md", quiet("x: y", "T.\n\n## [[Plain]]: one `code` <b class=\"k\">more</b>\n\nT.")}};
  for (const auto* words : {"f file telescope", "see the docs now", "about that note", "plain one code more"})
    append_loud(notes, words);
  write(notes);
  expect("f file telescope ", "a.md", exact_match::heading);
  expect("**f** file *telescope*", "a.md", exact_match::heading);
  expect("see the docs now ", "b.md", exact_match::heading);
  expect("See [the docs](https://example.org/a/b) now ", "b.md", exact_match::heading);
  expect("about that note ", "c.md", exact_match::heading);
  EXPECT_EQ(answer("plain one code b more b ").hits.at(0).exact, exact_match::heading);
}

TEST_F(exact_matches, are_found_however_many_others_say_the_same) {
  bytes_of_notes notes{{"quiet/Linux.md", "# Abc\n\n" + std::string(40, 'x') + "\n"},
                       {"tagged.md", quiet("tags: [linux]")},
                       {"known.md", quiet("aliases: [Linux]")}};
  for (int i = 0; i < 400; ++i)
    notes.emplace_back("loud/linux " + std::to_string(i) + ".md", "# Linux linux\n\nLinux linux.\n");
  write(notes);
  const auto found = paths("linux ");
  ASSERT_GE(found.size(), 3U);
  EXPECT_THAT(std::vector(found.begin(), found.begin() + 3), ElementsAre("quiet/Linux.md", "known.md", "tagged.md"));
}

TEST_F(exact_matches, so_many_notes_of_one_name_are_shown_and_no_more) {
  bytes_of_notes notes;
  for (int i = 0; i < 300; ++i)
    notes.emplace_back(std::to_string(i) + "/README.md", "# Abc " + std::to_string(i) + "\n\nSome other text.\n");
  for (int i = 0; i < 300; ++i)
    notes.emplace_back("loud/" + std::to_string(i) + ".md", "# Readme readme readme\n\nreadme\n");
  write(notes);
  search_notes request;
  request.query = "readme ";
  request.limit = 100;
  const auto found = engine_.search(request).value();
  ASSERT_EQ(found.hits.size(), 100U);
  EXPECT_EQ(found.hits[0].exact, exact_match::file_name);
  EXPECT_EQ(found.hits[most_added_notes - 1].exact, exact_match::file_name);
}

TEST_F(exact_matches, keep_to_folder_and_filters) {
  bytes_of_notes notes{{"work/Plan.md", quiet("tags: a")}, {"home/Plan.md", quiet("tags: b")}};
  append_loud(notes, "plan", 30);
  write(notes);
  EXPECT_EQ(first("plan tag:a "), "work/Plan.md");
  EXPECT_EQ(first("tag:b plan"), "home/Plan.md");
  EXPECT_EQ(first("plan -tag:a "), "home/Plan.md");
  EXPECT_EQ(first("\"plan\" folder:work "), "work/Plan.md");
  EXPECT_THAT(paths("plan tag:c "), IsEmpty());
  search_notes request;
  request.query = "plan";
  request.folder = "home";
  const auto found = engine_.search(request).value();
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_EQ(found.hits[0].note_path, "home/Plan.md");
  request.is_text = true;
  EXPECT_EQ(engine_.search(request).value().hits.at(0).exact, std::nullopt) << "a text is no name";
}

TEST_F(exact_matches, a_path_is_a_name) {
  bytes_of_notes notes{{"work/Plan.md", quiet("x: y")}, {"home/sub/Plan.md", quiet("x: y")}};
  append_loud(notes, "work plan");
  append_loud(notes, "sub plan");
  write(notes);
  EXPECT_EQ(first("work/plan"), "work/Plan.md");
  EXPECT_EQ(first("Work/Plan.md"), "work/Plan.md");
  EXPECT_EQ(first("sub/Plan"), "home/sub/Plan.md");
  EXPECT_EQ(first("home/sub/plan "), "home/sub/Plan.md");
  EXPECT_NE(first("b/plan "), "home/sub/Plan.md") << "half a folder";
}

TEST_F(exact_matches, pages_go_on_where_the_last_one_ended) {
  bytes_of_notes notes{{"q.md", quiet("tags: film")}, {"Film.md", quiet("x: y")}};
  append_loud(notes, "film", 20);
  write(notes);
  std::vector<std::string> paged;
  search_notes request;
  request.query = "film ";
  request.limit = 3;
  for (; request.offset < 24; request.offset += 3) {
    const auto page = engine_.search(request).value();
    for (const auto& hit : page.hits) paged.push_back(hit.note_path);
  }
  EXPECT_EQ(paged, paths("film "));
  EXPECT_EQ(paged.size(), 22U);
}

}  // namespace
}  // namespace secondbrain::search
