#include "brain/sync/inbox/inject.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/vault/other_encodings.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

const auto today = *vault::parse_day("2026-02-10");

class inject_test : public testing::Test {
 protected:
  injection_report inject(std::string_view json, injection_mode mode = injection_mode::write) {
    auto request = parse_injection(json, today);
    EXPECT_TRUE(request) << request.error().message;
    if (!request) return {};
    auto report = inject_tasks(writer, *request, mode);
    EXPECT_TRUE(report) << report.error().message;
    return report.value_or(injection_report{});
  }

  std::string note() { return writer.read("00_Daily/2026-02-10.md").value_or("(no file)"); }

  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
};

TEST_F(inject_test, puts_tasks_where_they_belong) {
  folder.write("00_Daily/2026-02-10.md", "## Tasks\n### Work\n- [ ] Call the bank\n");
  auto report = inject(
      R"json({"tasks": [{"text": "Measure", "category": "Work", "sub_project": "Pilot", "due_date": "2026-02-20"},
                                   {"text": "  "}, {"text": "call the BANK", "category": "Work"},
                                   {"text": "Loose", "category": null}]})json");
  EXPECT_THAT(report.actions, ElementsAre("INJECT: [Work > Pilot] Measure (due: 2026-02-20)",
                                          "SKIP (already exists): [Work] call the BANK", "INJECT: [] Loose",
                                          "WRITTEN: 00_Daily/2026-02-10.md"));
  EXPECT_EQ(report.text, note());
  EXPECT_THAT(note(), HasSubstr("#### Pilot\n- [ ] Measure (due: 2026-02-20)\n"));
  EXPECT_THAT(note(), StartsWith("## Tasks\n- [ ] Loose\n"));
}

TEST_F(inject_test, what_would_be_more_than_one_line_is_refused_as_a_whole) {
  const std::string before = "## Tasks\n### Work\n- [ ] Call the bank\n";
  folder.write("00_Daily/2026-02-10.md", before);
  for (const auto* field : {"text", "category", "sub_project"})
    for (const auto* sign : {"\\n", "\\r", "\\u0000", "\\t", "\\u001b", "\\u0085", "\\u2028"}) {
      auto request = parse_injection(std::string{R"({"tasks": [{"text": "fine"}, {"text": "x", "category": "c", ")"} +
                                         field + R"(": "a)" + sign + R"(- [ ] b"}]})",
                                     today);
      ASSERT_TRUE(request) << request.error().message;
      for (const auto mode : {injection_mode::write, injection_mode::preview}) {
        const auto report = inject_tasks(writer, *request, mode);
        ASSERT_FALSE(report) << field << sign;
        EXPECT_EQ(report.error().code, errc::invalid_argument);
        EXPECT_THAT(report.error().message, HasSubstr("must be a single line of text"));
      }
    }
  EXPECT_EQ(inject_tasks(writer, {"2026-02-10", {{"x", "", "", "soon"}}}, injection_mode::write).error().code,
            errc::invalid_argument);
  EXPECT_EQ(note(), before);
}

TEST_F(inject_test, look_alikes_are_tasks_of_their_own) {
  folder.write("00_Daily/2026-02-10.md", "## Tasks\n### Study\n- [ ] Learn C\n");
  auto report =
      inject(R"({"tasks": [{"text": "Learn F#", "category": "Study"}, {"text": "Learn F", "category": "Study"},
                                   {"text": "???", "category": "Study"}, {"text": "!!!", "category": "Study"}]})");
  EXPECT_THAT(report.actions, ElementsAre(StartsWith("INJECT"), StartsWith("INJECT"), StartsWith("INJECT"),
                                          StartsWith("INJECT"), StartsWith("WRITTEN")));
  EXPECT_EQ(note(), "## Tasks\n### Study\n- [ ] Learn C\n- [ ] Learn F#\n- [ ] Learn F\n- [ ] ???\n- [ ] !!!\n");
}

TEST_F(inject_test, a_preview_writes_nothing) {
  folder.write("00_Daily/2026-02-10.md", "## Tasks\n");
  auto report = inject(R"({"tasks": [{"text": "Measure", "category": "Work"}]})", injection_mode::preview);
  EXPECT_THAT(report.actions, ElementsAre(StartsWith("INJECT: "), StartsWith("DRY RUN: ")));
  EXPECT_THAT(report.text, HasSubstr("- [ ] Measure"));
  EXPECT_EQ(note(), "## Tasks\n");
}

TEST_F(inject_test, a_note_in_another_encoding_is_refused_by_a_preview_too) {
  for (const auto& [encoding, bytes] : vault::unwritable_notes("## Tasks\r\n- [ ] Tea\r\n")) {
    folder.write("00_Daily/2026-02-10.md", bytes);
    for (auto mode : {injection_mode::write, injection_mode::preview}) {
      auto request = parse_injection(R"({"tasks": [{"text": "Measure"}]})", today);
      ASSERT_TRUE(request);
      auto report = inject_tasks(writer, *request, mode);
      ASSERT_FALSE(report) << encoding;
      EXPECT_THAT(report.error().message, HasSubstr(encoding));
      EXPECT_EQ(note(), bytes);
    }
  }
}

TEST_F(inject_test, what_is_there_already_writes_nothing) {
  folder.write("00_Daily/2026-02-10.md", "## Tasks\n- [ ] Measure\n");
  EXPECT_THAT(inject(R"({"tasks": [{"text": "Measure"}]})").actions, ElementsAre(StartsWith("SKIP (already exists)")));
}

TEST_F(inject_test, a_missing_note_is_not_made) {
  auto report = inject(R"({"date": "2026-02-09", "tasks": [{"text": "Measure"}]})");
  EXPECT_THAT(report.actions, ElementsAre(StartsWith("ERROR")));
  EXPECT_FALSE(std::filesystem::exists(folder.root() / "00_Daily"));
}

TEST_F(inject_test, no_tasks_are_none) {
  folder.write("00_Daily/2026-02-10.md", "## Tasks\n");
  EXPECT_THAT(inject("{}").actions, SizeIs(0));
}

TEST(parse_injection, refuses_what_makes_no_sense) {
  for (auto json :
       {"", "[]", R"({"tasks": {}})", R"({"tasks": [7]})", R"({"tasks": [{"text": 7}]})", R"({"date": "2026-02-30"})",
        R"({"date": "../../etc", "tasks": []})", R"({"tasks": [{"text": "a", "due_date": "soon"}]})"}) {
    auto request = parse_injection(json, today);
    ASSERT_FALSE(request) << json;
    EXPECT_EQ(request.error().code, errc::invalid_argument);
  }
}

}  // namespace
}  // namespace secondbrain::sync
