#include "stores/metadata_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;

note_metadata example(std::string path, std::string hash = "h1") {
  note_metadata metadata;
  metadata.note_path = std::move(path);
  metadata.summary = "A \"summary\", grün 🎉";
  metadata.key_phrases = {"größe", "a\nb", "🎉"};
  metadata.entities = {{"Ada", "person", 0.75}};
  metadata.dates = {{"next week", std::nullopt, "deadline", 0.5}, {"1 May", "2026-05-01", "event", 1}};
  metadata.action_items = {{"call", 0.5, "high"}, {"wait", 0.25, std::nullopt}};
  metadata.extracted_at = "2026-02-13T21:05:00+00:00";
  metadata.content_hash = std::move(hash);
  metadata.model_used = "claude-haiku-4-5";
  return metadata;
}

class metadata_store_test : public ::testing::Test {
 protected:
  metadata_store open() { return metadata_store::open(file_).value(); }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "metadata.db";
};

TEST_F(metadata_store_test, has_the_table_and_index_of_the_contract) {
  open();
  raw_database raw{file_};
  EXPECT_EQ(raw.query("SELECT group_concat(name) FROM pragma_table_info('note_metadata') WHERE type = 'TEXT'"),
            "note_path,summary,key_phrases,entities,dates,action_items,extracted_at,content_hash,model_used");
  EXPECT_EQ(raw.query("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"),
            "idx_metadata_extracted_at");
}

TEST_F(metadata_store_test, gives_back_what_was_put) {
  auto store = open();
  ASSERT_TRUE(store.put(example("a.md")));
  const auto found = store.get("a.md").value();
  const auto put = example("a.md");
  EXPECT_EQ(found.summary, put.summary);
  EXPECT_EQ(found.key_phrases, put.key_phrases);
  ASSERT_EQ(found.entities.size(), 1U);
  EXPECT_EQ(found.entities[0].entity_type, "person");
  EXPECT_EQ(found.entities[0].confidence, 0.75);
  ASSERT_EQ(found.dates.size(), 2U);
  EXPECT_EQ(found.dates[0].normalized_date, std::nullopt);
  EXPECT_EQ(found.dates[1].normalized_date, "2026-05-01");
  EXPECT_EQ(found.dates[1].confidence, 1.0);
  ASSERT_EQ(found.action_items.size(), 2U);
  EXPECT_EQ(found.action_items[0].priority, "high");
  EXPECT_EQ(found.action_items[1].priority, std::nullopt);
  EXPECT_EQ(found.content_hash, "h1");
  EXPECT_EQ(found.model_used, put.model_used);
}

TEST_F(metadata_store_test, writes_json_in_ascii) {
  ASSERT_TRUE(open().put(example("a.md")));
  EXPECT_EQ(raw_database{file_}.query("SELECT key_phrases FROM note_metadata"),
            R"(["gr\u00f6\u00dfe","a\nb","\ud83c\udf89"])");
}

TEST_F(metadata_store_test, putting_again_replaces) {
  auto store = open();
  ASSERT_TRUE(store.put(example("a.md", "h1")));
  ASSERT_TRUE(store.put(example("a.md", "h2")));
  EXPECT_EQ(store.list(0, 10).value().size(), 1U);
  EXPECT_EQ(store.get("a.md").value().content_hash, "h2");
}

TEST_F(metadata_store_test, lists_pages_in_order_of_path) {
  auto store = open();
  for (const char* path : {"c.md", "a.md", "b.md"}) ASSERT_TRUE(store.put(example(path)));
  const auto page = store.list(1, 5).value();
  ASSERT_EQ(page.size(), 2U);
  EXPECT_EQ(page[0].note_path, "b.md");
  EXPECT_EQ(page[1].note_path, "c.md");
  EXPECT_TRUE(store.list(0, -1).value().empty());
}

std::vector<std::string> texts_of(const entity_page& page) {
  std::vector<std::string> texts;
  for (const auto& found : page.entities) texts.push_back(found.note_path + ": " + found.entity.text);
  return texts;
}

std::vector<std::string> texts_of(const action_page& page) {
  std::vector<std::string> texts;
  for (const auto& found : page.actions) texts.push_back(found.note_path + ": " + found.action.text);
  return texts;
}

TEST_F(metadata_store_test, entities_of_all_notes_come_in_pages_and_by_type) {
  auto store = open();
  auto later = example("b.md");
  later.entities = {{"Lisbon", "place", 1}, {"Byte, \"Inc\"", "org", 0.5}, {"Grace", "person", 0.25}};
  ASSERT_TRUE(store.put(later));
  ASSERT_TRUE(store.put(example("a.md")));
  const auto all = store.entities(std::nullopt, 0, 100).value();
  EXPECT_THAT(texts_of(all), ElementsAre("a.md: Ada", "b.md: Lisbon", "b.md: Byte, \"Inc\"", "b.md: Grace"));
  EXPECT_EQ(all.total, 4);
  EXPECT_EQ(all.entities[0].entity.entity_type, "person");
  EXPECT_EQ(all.entities[0].entity.confidence, 0.75);
  const auto page = store.entities(std::nullopt, 1, 2).value();
  EXPECT_THAT(texts_of(page), ElementsAre("b.md: Lisbon", "b.md: Byte, \"Inc\""));
  EXPECT_EQ(page.total, 4);
  const auto persons = store.entities("person", 0, 100).value();
  EXPECT_THAT(texts_of(persons), ElementsAre("a.md: Ada", "b.md: Grace"));
  EXPECT_EQ(persons.total, 2);
  EXPECT_EQ(store.entities("", 0, 100).value().total, 0);
}

TEST_F(metadata_store_test, a_list_longer_than_ten_keeps_its_order) {
  auto store = open();
  auto many = example("a.md");
  many.entities.clear();
  for (int i = 0; i < 12; ++i) many.entities.push_back({std::to_string(i), "org", 0.5});
  ASSERT_TRUE(store.put(many));
  const auto all = store.entities(std::nullopt, 0, 100).value();
  ASSERT_EQ(all.entities.size(), 12U);
  for (std::size_t i = 0; i < 12; ++i) EXPECT_EQ(all.entities[i].entity.text, std::to_string(i));
}

TEST_F(metadata_store_test, action_items_come_by_priority_then_in_order) {
  auto store = open();
  auto noted = example("b.md");
  noted.action_items = {{"later", 0.5, "low"}, {"now", 1, "high"}, {"odd", 0.5, "urgent"}, {"soon", 0.5, "medium"}};
  ASSERT_TRUE(store.put(noted));
  ASSERT_TRUE(store.put(example("a.md")));
  const auto all = store.action_items(0, 100).value();
  EXPECT_THAT(texts_of(all),
              ElementsAre("a.md: call", "b.md: now", "b.md: soon", "b.md: later", "a.md: wait", "b.md: odd"));
  EXPECT_EQ(all.actions[4].action.priority, std::nullopt);
  EXPECT_EQ(all.actions[1].action.confidence, 1.0);
  const auto page = store.action_items(4, 5).value();
  EXPECT_THAT(texts_of(page), ElementsAre("a.md: wait", "b.md: odd"));
  EXPECT_EQ(page.total, 6);
}

TEST_F(metadata_store_test, removes_the_notes_named) {
  auto store = open();
  for (const char* path : {"a.md", "b.md", "c.md"}) ASSERT_TRUE(store.put(example(path)));
  ASSERT_TRUE(store.remove({"a.md", "unknown.md", "c.md"}));
  EXPECT_EQ(store.get("a.md").error().code, errc::not_found);
  const auto left = store.list(0, 10).value();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].note_path, "b.md");
}

TEST_F(metadata_store_test, reads_what_the_reference_wrote) {
  open();
  raw_database{file_}.execute(
      "INSERT OR REPLACE INTO note_metadata VALUES ('r.md', 's', '[\"k\\u00e9y\", \"two\"]',"
      "'[{\"text\": \"Ada\", \"entity_type\": \"person\", \"confidence\": 1}]',"
      "'[{\"text\": \"May\", \"normalized_date\": null, \"date_type\": \"event\", \"confidence\": 0.9}]', '[]',"
      "'2026-02-13T21:05:00+00:00', 'h', 'm')");
  const auto found = open().get("r.md").value();
  EXPECT_THAT(found.key_phrases, ElementsAre("kéy", "two"));
  EXPECT_EQ(found.entities.at(0).confidence, 1.0);
  EXPECT_EQ(found.dates.at(0).normalized_date, std::nullopt);
  EXPECT_TRUE(found.action_items.empty());
}

TEST_F(metadata_store_test, a_row_that_is_not_json_is_corrupt_and_named) {
  auto store = open();
  ASSERT_TRUE(store.put(example("a.md")));
  raw_database{file_}.execute("UPDATE note_metadata SET entities = '[{\"text\": 1}]'");
  const auto found = store.get("a.md");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::corrupt);
  EXPECT_NE(found.error().message.find("a.md"), std::string::npos);
  EXPECT_EQ(store.list(0, 10).error().code, errc::corrupt);
}

TEST_F(metadata_store_test, what_was_extracted_moves_to_another_path_and_takes_its_place) {
  auto store = open();
  ASSERT_TRUE(store.put(example("a.md", "moved")));
  ASSERT_TRUE(store.put(example("old.md")));
  ASSERT_TRUE(store.move({{"a.md", "old.md"}, {"none.md", "new.md"}}));
  EXPECT_FALSE(store.get("a.md"));
  EXPECT_EQ(store.get("old.md").value().content_hash, "moved");
  EXPECT_EQ(store.list(0, 10).value().size(), 1U);
}

}  // namespace
}  // namespace secondbrain::stores
