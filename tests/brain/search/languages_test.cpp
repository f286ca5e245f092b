// What people type finds the note it stands in, whatever the language, the way it is written and where it stands: the
// whole way from the bytes of a note to the hits of a search.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/search/note_search.hpp"

namespace secondbrain::search {
namespace {

using languages_test = note_search;

TEST_F(languages_test, words_within_sentences_without_spaces_are_found) {
  write({{"zh.md", "# 会议记录\n\n今天讨论了数据库检索系统的部署方案。\n"},
         {"ja.md", "# 買い物\n\n今日は全文検索エンジンの設定をした。\n"},
         {"th.md", "# บันทึก\n\nวันนี้ซื้อผักและผลไม้ที่ตลาด\n"},
         {"km.md", "# កំណត់ត្រា\n\nថ្ងៃនេះខ្ញុំទិញបន្លែនៅផ្សារ\n"},
         {"ko.md", "# 메모\n\n오늘 학점인정을 신청했다.\n"},
         {"mix.md", "# mix\n\n重跑gen-itgc后50条记录，用VSCode编辑器打开README文件。\n"}});
  expect_first("zh.md", {"数据库", "部署", "检索", "会议", "部署数据库", "如何部署数据库?"});
  expect_first("ja.md", {"検索", "エンジン", "ｴﾝｼﾞﾝ", "設定", "買い物", "検索エンジンの設定"});
  expect_first("th.md", {"ผัก", "ผลไม้", "ตลาด"});
  expect_first("km.md", {"បន្លែ", "ផ្សារ"});
  expect_first("ko.md", {"학점", "인정", "학점인정", "학점 인정", "신청"});
  expect_first("mix.md", {"gen", "VSCode", "readme", "编辑器", "文件"});
}

TEST_F(languages_test, composed_and_decomposed_writing_are_the_same) {
  write({{"ja.md", "# x\n\nガレージを片付ける\n"},
         {"회의 자료.md", "학점인정\n"},
         {"vi.md", "# nfd\n\nNguyễn ăn phở\n"},
         {"vi2.md", "# nfc\n\nCon đường và bánh mì\n"},
         {"de.md", "# Größe\n"}});
  expect_first("ja.md", {"ガレージ", "ガレージ", "ｶﾞﾚｰｼﾞ"});
  EXPECT_EQ(first("학점인정"), "회의 자료.md");
  EXPECT_EQ(first("회의"), "회의 자료.md") << "by the file's name";
  expect_first("vi.md", {"Nguyễn", "phở", "pho", "nguyen"});
  expect_first("vi2.md", {"đường", "duong", "bánh mì", "banh mi"});
  expect_first("de.md", {"Größe", "grosse", "GRÖSSE"});
}

TEST_F(languages_test, what_cannot_be_seen_and_shapes_of_letters_do_not_matter) {
  write(
      {{"soft.md", "mon\u00ADgoose ele\u200Bphant gir\u2060affe wal\uFEFFrus e\uFB03cient \uFB01nance ＡＢＣ１２３\n"},
       {"points.md", "كِتَاب סֵפֶר\n"}});
  expect_first("soft.md", {"mongoose", "elephant", "giraffe", "walrus", "efficient", "finance", "ABC123"});
  expect_first("points.md", {"كتاب", "ספר", "כתב ספר"});
}

TEST_F(languages_test, words_are_stemmed_in_the_language_of_the_note) {
  write({{"de.md", "Die Häuser und die Gärten sind nicht weit von der alten Mühle."},
         {"fr.md", "Les chevaux sont dans le pré et ne veulent pas rentrer avec nous."},
         {"ru.md", "Книги лежат на столе в канадских библиотеках."},
         {"en.md", "The running children have seen all of the ponies."},
         {"lang.md", "---\nlang: de\n---\n\nKatzen Hunde\n"}});
  expect_first("de.md", {"haus", "Garten", "mühlen"});
  expect_first("fr.md", {"cheval", "chevaux"});
  expect_first("ru.md", {"книга", "канадский", "библиотека"});
  expect_first("en.md", {"run", "pony", "child running"});
  EXPECT_EQ(first("Katze"), "lang.md") << "as its frontmatter says";
}

const std::vector<std::pair<std::string, std::string>> notes_in_three_languages = {
    {"Kind.md", "Das Kind blieb still, und wir haben nichts gesagt, weil es schon so war.\n"},
    {"Kompost.md", "Den Kompost setzt man im Herbst um, und zwar mit der Gabel.\n"},
    {"Muss.md", "Man muss nicht alles haben, aber es ist auch nicht schlimm, wenn ich das sage.\n"},
    {"Der Pate.md", "Ein Film über eine Familie, und er ist noch immer der beste.\n"},
    {"Pate.md", "Der Pate von Anna, der Pate von Max und der Pate von Lea sind nicht da.\n"},
    {"озеро.md", "Мы поехали на озеро, и это было хорошо, потому что никто не спешил.\n"},
    {"Roof.md", "The roof of the house was mended by the man who lives in the street.\n"}};

TEST_F(languages_test, common_words_of_the_languages_of_the_notes_are_no_words_to_look_for) {
  write(notes_in_three_languages);
  for (const auto& [query, terms] : std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"das Dach ", {"Dach"}},
           {"die Giraffen ", {"Giraffen"}},
           {"der Hund ", {"Hund"}},
           {"Wer repariert das Dach?", {"repariert", "Dach"}},
           {"Wann muss ich den Kompost umsetzen", {"Kompost", "umsetzen"}},
           {"что это за рыбалка ", {"рыбалка"}},
           {"the roof of the house ", {"roof", "house"}}})
    EXPECT_EQ(answer(query).terms, terms) << query;
  const auto none = answer("das Dach ");
  EXPECT_EQ(none.total, 0);
  EXPECT_THAT(none.corrected, testing::IsEmpty()) << "“auch” is not what anybody means";
  EXPECT_EQ(answer("das Kind auf dem Dach ").missing, "No note has “Dach”.");
  EXPECT_THAT(paths("Wann muss ich den Kompost umsetzen"), testing::ElementsAre("Kompost.md"));
  EXPECT_EQ(first("Der Pate"), "Der Pate.md");
  EXPECT_EQ(answer("der die das ").terms, (std::vector<std::string>{"der", "die", "das"})) << "nothing else is left";
}

TEST_F(languages_test, a_language_of_hardly_any_notes_leaves_queries_alone) {
  auto notes = notes_in_three_languages;
  notes.erase(notes.begin() + 1, notes.end() - 1);
  for (int at = 0; at < 40; ++at)
    notes.emplace_back(std::to_string(at) + ".md", "This is what the man at the harbour told us about the ship.\n");
  write(notes);
  EXPECT_EQ(answer("das Boot ").terms, (std::vector<std::string>{"das", "Boot"}));
  write(notes_in_three_languages);  // what was written meanwhile counts
  EXPECT_EQ(answer("das Boot ").terms, (std::vector<std::string>{"Boot"}));
}

TEST_F(languages_test, what_no_reader_sees_is_no_text) {
  std::string data;
  for (int i = 0; i < 20'000; ++i) data += "kit/Pa0+walrusXyz9";
  write(
      {{"img.md", "# Trip\n\nLisbon tram. ![pic](data:image/png;base64," + data + ")\n\nBehind it.\n"},
       {"html.md", "# Html\n\n<img src=\"" + ("data:image/png;base64," + data) + "\" alt=\"x\"> and text\n"},
       {"draw.md", "# Drawing\n\n```compressed-json\n" + data.substr(0, 256) + "\n\n" + data.substr(0, 40) + "\n```\n"},
       {"link.md", "# Link\n\nSee [the manual](https://example.org/walrus/kit?a=walrus \"A title\").\n"}});
  for (const auto* word : {"kit", "pa", "walrus", "base64xyz", "walrusxyz9kit", "xyz9"})
    EXPECT_THAT(paths(word), testing::IsEmpty()) << word;
  expect_first("img.md", {"lisbon tram", "behind"});
  expect_first("link.md", {"manual", "title"});
  const auto found = answer("lisbon");
  ASSERT_EQ(found.hits.size(), 1u);
  EXPECT_LT(found.hits[0].passages.at(0).snippet.size(), 200u);
}

TEST_F(languages_test, a_passage_tells_its_language) {
  write({{"de.md", "Die Häuser und die Gärten sind nicht weit."}, {"x.md", "Abc Häuser"}});
  const auto found = answer("Häuser ");
  ASSERT_EQ(found.hits.size(), 2u);
  for (const auto& hit : found.hits)
    EXPECT_EQ(hit.passages.at(0).language, hit.note_path == "de.md" ? "de" : "") << hit.note_path;
}

TEST_F(languages_test, a_language_that_was_taken_for_another_loses_no_word) {
  write({{"a.md", "---\nlang: fr\n---\n\nThe gardens were closed.\n"},
         {"b.md", "Nothing to see, and all of it is here.\n"}});
  expect_first("a.md", {"gardens", "closed", "garden"});
}

TEST_F(languages_test, signs_and_emoji_are_words) {
  write({{"cpp.md", "# langs\n\nI like C++ and C#.\n"},
         {"emoji.md", "# emoji\n\nplan 🚀 launch\n"},
         {"plainc.md", "# plain\n\nvitamin c tablets\n"},
         {"net.md", "# y\n\nported to .NET\n"}});
  expect_first("cpp.md", {"C++", "c#", "C++ "});
  EXPECT_THAT(paths("c "), testing::UnorderedElementsAre("cpp.md", "plainc.md"));
  EXPECT_THAT(paths("🚀"), testing::ElementsAre("emoji.md"));
  write({{"heart.md", "with ❤️ and ☎️, ☀️ or ✈️\n"},
         {"thai.md", "\u0E01\u0E33 and \u0E19\u0E49\u0E33\n"}});
  for (const auto* picture : {"❤️", "❤", "☎️", "☀️", "☀", "✈️", "plans ✈"})
    EXPECT_THAT(paths(picture), testing::Contains("heart.md")) << picture;
  EXPECT_THAT(paths("\u0E01\u0E4D\u0E32"), testing::Contains("thai.md"));
  EXPECT_THAT(paths("\u0E19\u0E49\u0E4D\u0E32"), testing::Contains("thai.md"));
  expect_first("net.md", {".NET", "net"});
}

TEST_F(languages_test, a_note_is_found_by_its_name_place_aliases_tags_and_properties) {
  write({{"garden/herbs/Basil and thyme.md",
          "---\ntags: [gardening, plants/kitchen]\naliases: [Grünzeug, Basilikum]\n"
          "author: Le Guin\nrating: 4711\n---\n\n# Heading\n\nbody text only #later/on\n"},
         {"other.md", "# Other\n\nbody of another note, not about kitchens at all, gardening herbs\n"}});
  expect_first("garden/herbs/Basil and thyme.md",
               {"thyme", "Basil and thyme", "grünzeug", "gruenzeug Basilikum", "Le Guin", "author", "4711", "later",
                "gardening", "garden herbs", "plants kitchen"});
}

}  // namespace
}  // namespace secondbrain::search
