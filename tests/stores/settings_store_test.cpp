#include "stores/settings_store.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/base/no_file.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain {

static bool operator==(const task_category& left, const task_category& right) {
  return left.name == right.name && left.sub_projects == right.sub_projects;
}

namespace stores {
namespace {

namespace fs = std::filesystem;

using categories = std::vector<task_category>;

const categories some{{"Studio", {{"Paint", "Everything with colours"}, {"Été", "In the summer \"house\""}}},
                      {"Empty", {}}};

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator{folder}) names.push_back(entry.path().filename().string());
  return names;
}

// SET-1, SET-2, SET-11
TEST(settings_store_test, without_a_file_the_defaults_are_written_and_answered) {
  temporary_directory folder;
  settings_store store{folder / "settings.json"};
  const auto found = store.categories().value();
  EXPECT_EQ(found, default_categories());
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "Work");
  EXPECT_EQ(found[1].name, "Personal");
  EXPECT_EQ(settings_store{folder / "settings.json"}.categories().value(), found);
  EXPECT_NE(read_text(folder / "settings.json"), "");
  EXPECT_EQ(store.damage(), "");
}

// INB-58, INB-59
TEST(settings_store_test, the_defaults_for_personal_are_the_eight_names) {
  const auto personal = default_categories().at(1);
  std::vector<std::string> names;
  for (const auto& [name, description] : personal.sub_projects) {
    names.push_back(name);
    EXPECT_NE(description, "") << name;
  }
  EXPECT_EQ(names, (std::vector<std::string>{"Family", "Partner", "Gifts", "Health", "Errands", "Chores", "Projects",
                                             "General"}));
}

// SET-3, SET-12
TEST(settings_store_test, a_valid_file_is_answered_as_it_is) {
  temporary_directory folder;
  const std::string text = R"({"categories": [{"name": "Garden", "sub_projects": {"b": "x", "a": "y"}}]})";
  write_text(folder / "settings.json", text);
  EXPECT_EQ(settings_store{folder / "settings.json"}.categories().value(),
            (categories{{"Garden", {{"b", "x"}, {"a", "y"}}}}));
  EXPECT_EQ(read_text(folder / "settings.json"), text);
}

TEST(settings_store_test, what_others_keep_in_the_file_is_written_as_they_wrote_it) {
  temporary_directory folder;
  write_text(folder / "settings.json",
             R"({"zoom": 1.5, "sizes": [0.1, 2.0, -3, 1e300], "deep": {"half": 0.5}, "categories": []})");
  settings_store store{folder / "settings.json"};
  ASSERT_TRUE(store.put_categories({{"Garden", {}}}));
  const auto text = read_text(folder / "settings.json");
  for (const auto* number : {"\"zoom\": 1.5", "0.1,", "2.0,", "-3,", "1e+300", "\"half\": 0.5"})
    EXPECT_NE(text.find(number), std::string::npos) << number << " in " << text;
}

TEST(settings_store_test, a_file_without_categories_has_none) {
  temporary_directory folder;
  write_text(folder / "settings.json", "{\"theme\": 1}");
  EXPECT_TRUE(settings_store{folder / "settings.json"}.categories().value().empty());
}

// SET-4
TEST(settings_store_test, a_file_that_makes_no_sense_is_kept_beside_the_defaults) {
  for (const std::string text :
       {"{\"categories\": [", "", "[]", R"({"categories": "Work"})", R"({"categories": [{"sub_projects": {}}]})",
        R"({"categories": [{"name": "A", "sub_projects": {"x": 1}}]})"}) {
    temporary_directory folder;
    write_text(folder / "settings.json", text);
    settings_store store{folder / "settings.json"};
    EXPECT_EQ(store.categories().value(), default_categories()) << text;
    EXPECT_NE(store.damage(), "") << text;
    const auto names = names_in(folder / ".");
    ASSERT_EQ(names.size(), 2U) << text;
    const auto& kept = names[0] == "settings.json" ? names[1] : names[0];
    EXPECT_EQ(kept.rfind("settings.json.corrupt-", 0), 0U) << kept;
    EXPECT_EQ(read_text(folder / kept), text);
  }
}

// SET-5, SET-9
TEST(settings_store_test, missing_folders_are_made) {
  temporary_directory folder;
  EXPECT_TRUE(settings_store{folder / "a/b/settings.json"}.categories());
  EXPECT_TRUE(fs::exists(folder / "a/b/settings.json"));
  EXPECT_TRUE(settings_store{folder / "c/d/settings.json"}.put_categories(some));
  EXPECT_EQ(settings_store{folder / "c/d/settings.json"}.categories().value(), some);
}

// SET-6, SET-7, SET-10, SET-13, SET-17, SET-18
TEST(settings_store_test, what_is_put_is_found_again) {
  temporary_directory folder;
  settings_store store{folder / "settings.json"};
  ASSERT_TRUE(store.put_categories({{"A", {}}, {"B", {}}, {"C", {}}}));
  EXPECT_EQ(store.categories().value().size(), 3U);
  ASSERT_TRUE(store.put_categories(some));
  EXPECT_EQ(settings_store{folder / "settings.json"}.categories().value(), some);
  EXPECT_TRUE(boost::json::parse(read_text(folder / "settings.json")).is_object());
}

// SET-8
TEST(settings_store_test, nothing_is_left_beside_the_file) {
  temporary_directory folder;
  ASSERT_TRUE(settings_store{folder / "settings.json"}.put_categories(some));
  EXPECT_EQ(names_in(folder / "."), std::vector<std::string>{"settings.json"});
}

TEST(settings_store_test, other_settings_survive_in_their_order) {
  temporary_directory folder;
  write_text(folder / "settings.json", R"({"z": {"deep": [1, null, {}]}, "categories": [], "a": "ü", "n": []})");
  ASSERT_TRUE(settings_store{folder / "settings.json"}.put_categories({{"Été", {{"p", "d"}}}, {"W", {}}}));
  EXPECT_EQ(read_text(folder / "settings.json"),
            "{\n"
            "  \"z\": {\n"
            "    \"deep\": [\n"
            "      1,\n"
            "      null,\n"
            "      {}\n"
            "    ]\n"
            "  },\n"
            "  \"categories\": [\n"
            "    {\n"
            "      \"name\": \"\\u00c9t\\u00e9\",\n"
            "      \"sub_projects\": {\n"
            "        \"p\": \"d\"\n"
            "      }\n"
            "    },\n"
            "    {\n"
            "      \"name\": \"W\",\n"
            "      \"sub_projects\": {}\n"
            "    }\n"
            "  ],\n"
            "  \"a\": \"\\u00fc\",\n"
            "  \"n\": []\n"
            "}\n");
}

TEST(settings_store_test, an_edit_by_hand_counts_at_once) {
  temporary_directory folder;
  settings_store store{folder / "settings.json"};
  ASSERT_TRUE(store.categories());
  write_text(folder / "settings.json", R"({"categories": [{"name": "Mine"}]})");
  EXPECT_EQ(store.categories().value(), (categories{{"Mine", {}}}));
}

TEST(settings_store_test, a_file_that_cannot_be_read_is_left_alone) {
  temporary_directory folder;
  fs::create_symlink("settings.json", folder / "settings.json");  // leads nowhere but to itself
  settings_store store{folder / "settings.json"};
  EXPECT_EQ(store.categories().error().code, errc::io_failure);
  EXPECT_FALSE(store.put_categories(some));
  EXPECT_TRUE(fs::is_symlink(folder / "settings.json"));
}

TEST(settings_store_test, what_is_no_file_is_moved_aside_and_waited_for_by_nobody) {
  for (const auto* kind : kinds_of_no_file) {
    temporary_directory folder;
    put_no_file(folder / "settings.json", kind);
    settings_store store{folder / "settings.json"};
    const auto found = store.categories();
    ASSERT_TRUE(found) << kind << ": " << found.error().message;
    EXPECT_EQ(*found, default_categories()) << kind;
    EXPECT_NE(store.damage().find("it is no file, or far too large"), std::string::npos) << store.damage();
  }
}

}  // namespace
}  // namespace stores
}  // namespace secondbrain
