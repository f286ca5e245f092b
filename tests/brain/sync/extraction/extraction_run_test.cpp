#include "brain/sync/extraction/extraction_run.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/hash.hpp"
#include "tests/brain/sync/scripted_model.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

namespace fs = std::filesystem;

class extraction_run_test : public testing::Test {
 protected:
  extraction_run_test() : store_{stores::metadata_store::open(files_.outside() / "metadata.db").value()} {
    model_.answer(R"({"summary": "s"})");
  }

  result<extraction_report> extract(const extract_notes& request = {}, const step_control& control = {}) {
    return run().extract(request, control);
  }

  extraction_run run() {
    extraction_parts parts;
    parts.vault_root = files_.root();
    parts.failures_file = files_.outside() / "failures.json";
    parts.metadata.put = [this](const note_metadata& metadata) { return store_.put(metadata); };
    parts.metadata.list = [this](int offset, int limit) { return store_.list(offset, limit); };
    parts.metadata.remove = [this](const std::vector<std::string>& paths) { return store_.remove(paths); };
    parts.time = &clock_;
    parts.copies = copies_;
    return extraction_run{model_, std::move(parts)};
  }

  vault::temporary_vault files_;
  stores::metadata_store store_;
  scripted_model model_;
  manual_clock clock_{wall_time{std::chrono::seconds{1'770'379'200}}};
  vault::tool_copies copies_ = vault::tool_copies::left_out;
};

// EXT-13, SYN-1, SYN-3, W65
TEST_F(extraction_run_test, stores_what_the_model_says_with_the_hash_of_the_bytes) {
  files_.write("10_Notes/Tea.md", "---\ntype: note\n---\r\nBrew.\r\n");
  EXPECT_EQ(extract()->extracted, 1);
  ASSERT_EQ(model_.requests.size(), 1U);
  EXPECT_EQ(model_.requests[0].use, llm::purpose::extraction);
  auto stored = store_.get("10_Notes/Tea.md").value();
  EXPECT_EQ(stored.note_path, "10_Notes/Tea.md");
  EXPECT_EQ(stored.summary, "s");
  EXPECT_EQ(stored.content_hash, sha1_hex("---\ntype: note\n---\r\nBrew.\r\n"));
  EXPECT_EQ(stored.model_used, "model-that-answered");
  EXPECT_EQ(stored.extracted_at, "2026-02-06T12:00:00+00:00");
}

TEST_F(extraction_run_test, what_waits_is_counted_and_nobody_is_asked) {
  files_.write("a.md", "1234");
  files_.write("b.md", std::string(100'000, 'x'));
  auto waits = run().waiting().value();
  EXPECT_EQ(waits.count, 2);
  EXPECT_EQ(waits.bytes, 4 + 24'000) << "a long note is sent in part";
  EXPECT_TRUE(model_.requests.empty());
  EXPECT_EQ(extract()->extracted, 2);
  EXPECT_EQ(run().waiting()->count, 0);
  files_.write("a.md", "12345");
  waits = run().waiting().value();
  EXPECT_EQ(waits.count, 1);
  EXPECT_EQ(waits.bytes, 5);
}

// SYN-2, E5
TEST_F(extraction_run_test, copies_of_tools_count_as_they_do_for_the_index) {
  files_.write("a.md", "Brew.");
  files_.write(".hidden/b.md", "Brew twice.");
  EXPECT_EQ(run().waiting().value().count, 1);
  copies_ = vault::tool_copies::taken_in;
  EXPECT_EQ(run().waiting().value().count, 2);
}

TEST_F(extraction_run_test, a_second_run_over_an_unchanged_vault_asks_nobody) {
  for (int i = 0; i < 450; ++i) files_.write("n" + std::to_string(i) + ".md", "note " + std::to_string(i));
  EXPECT_EQ(extract()->extracted, 450);
  auto again = extract().value();
  EXPECT_EQ(model_.requests.size(), 450U);
  EXPECT_EQ(again.message, "All notes up to date");
  EXPECT_EQ(again.extracted, 0);
  EXPECT_EQ(again.skipped, 450);
  files_.write("n7.md", "another text");
  EXPECT_EQ(extract()->extracted, 1);
  EXPECT_EQ(extract({std::nullopt, true})->extracted, 450);
}

// EXT-14
TEST_F(extraction_run_test, tells_where_it_is) {
  for (const char* name : {"a.md", "b.md", "c.md"}) files_.write(name, name);
  std::vector<std::string> seen;
  step_control control;
  control.progress = [&](int done, int total, const std::string& path) {
    seen.push_back(std::to_string(done) + " of " + std::to_string(total) + ": " + path);
  };
  extract({}, control).value();
  EXPECT_EQ(seen, (std::vector<std::string>{"1 of 3: a.md", "2 of 3: b.md", "3 of 3: c.md"}));
}

// EXT-15
TEST_F(extraction_run_test, goes_on_after_a_note_that_fails) {
  for (const char* name : {"a.md", "b.md", "c.md"}) files_.write(name, name);
  model_.forget();
  model_.answer("{}");
  model_.answer("no JSON");
  model_.answer("{}");
  auto report = extract().value();
  EXPECT_EQ(report.extracted, 2);
  EXPECT_EQ(report.failed, 1);
  EXPECT_EQ(report.skipped, 0);
  EXPECT_FALSE(store_.get("b.md"));
  EXPECT_TRUE(store_.get("c.md"));
}

// W64
TEST_F(extraction_run_test, a_note_that_failed_is_not_paid_for_in_every_run) {
  files_.write("a.md", "a");
  model_.forget();
  model_.answer("[]");
  EXPECT_EQ(extract()->failed, 1);
  auto postponed = extract().value();
  EXPECT_EQ(postponed.failed, 0);
  EXPECT_EQ(postponed.skipped, 1);
  EXPECT_NE(postponed.message, "All notes up to date");
  EXPECT_EQ(model_.requests.size(), 1U);
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(extract()->failed, 1);
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(extract()->failed, 0);  // twice the time now
  clock_.advance(std::chrono::hours{1});
  model_.forget();
  model_.answer("{}");
  EXPECT_EQ(extract()->extracted, 1);
  EXPECT_EQ(extract()->message, "All notes up to date");
}

TEST_F(extraction_run_test, a_note_that_failed_is_tried_at_once_when_it_changed_or_is_asked_for) {
  files_.write("a.md", "a");
  model_.forget();
  model_.answer("[]");
  extract().value();
  files_.write("a.md", "b");
  EXPECT_EQ(extract()->failed, 1);
  EXPECT_EQ(model_.requests.size(), 2U);
  model_.forget();
  model_.answer("{}");
  EXPECT_EQ(extract({"a.md", false})->extracted, 1);
}

TEST_F(extraction_run_test, an_outage_ends_the_run_with_a_sentence) {
  for (auto failure : {errc::unavailable, errc::over_budget}) {
    for (const char* name : {"a.md", "b.md", "c.md"}) files_.write(name, name + std::string{to_string(failure)});
    model_.requests.clear();
    model_.forget();
    model_.answer("{}");
    model_.answer(failure);
    auto report = extract().value();
    EXPECT_EQ(model_.requests.size(), 2U);
    EXPECT_EQ(report.extracted, 1);
    EXPECT_EQ(report.failed, 0);
    EXPECT_NE(report.message.find("stopped: scripted: " + std::string{to_string(failure)}), std::string::npos);
    model_.forget();
    model_.answer("{}");
    EXPECT_EQ(extract()->extracted, 2);  // an outage is no fault of the notes
  }
}

TEST_F(extraction_run_test, what_fails_for_every_note_ends_the_run) {
  for (int i = 0; i < 10; ++i) files_.write("n" + std::to_string(i) + ".md", "x" + std::to_string(i));
  model_.forget();
  model_.answer(errc::invalid_argument);
  EXPECT_EQ(extract()->failed, 3);
  EXPECT_EQ(model_.requests.size(), 3U);
}

TEST_F(extraction_run_test, models_that_fail_for_every_note_are_told_as_trouble_until_one_answers) {
  for (int i = 0; i < 10; ++i) files_.write("n" + std::to_string(i) + ".md", "x" + std::to_string(i));
  model_.forget();
  model_.answer(errc::invalid_argument);
  const auto trouble = extract()->trouble;
  EXPECT_NE(trouble.find("scripted: invalid_argument."), std::string::npos) << trouble;
  EXPECT_NE(trouble.find("Search finds new notes as ever"), std::string::npos) << trouble;
  EXPECT_NE(extract()->trouble, "") << "three more, those of before are put off";
  model_.forget();
  model_.answer(errc::unavailable);
  EXPECT_NE(extract()->trouble, "") << "an outage";
  model_.forget();
  model_.answer("{}");
  EXPECT_EQ(extract()->trouble, "");
}

TEST_F(extraction_run_test, a_vault_of_two_notes_that_both_fail_is_in_trouble_between_two_tries_as_well) {
  files_.write("a.md", "a");
  files_.write("b.md", "b");
  model_.forget();
  model_.answer("no JSON");
  EXPECT_NE(extract()->trouble, "");
  model_.requests.clear();
  EXPECT_NE(extract()->trouble, "");
  EXPECT_TRUE(model_.requests.empty());
}

TEST_F(extraction_run_test, a_single_note_that_fails_a_spent_budget_and_a_stop_are_no_trouble) {
  for (const char* name : {"a.md", "b.md"}) files_.write(name, name);
  extract().value();
  files_.write("c.md", "c");
  model_.forget();
  model_.answer("no JSON");
  EXPECT_EQ(extract()->failed, 1);
  EXPECT_EQ(extract()->trouble, "");
  files_.write("d.md", "d");
  model_.forget();
  model_.answer(errc::over_budget);
  EXPECT_EQ(extract()->trouble, "");
  step_control control;
  control.cancelled = [] { return true; };
  EXPECT_EQ(extract({}, control)->trouble, "");
}

TEST_F(extraction_run_test, can_be_ended) {
  files_.write("a.md", "a");
  step_control control;
  control.cancelled = [] { return true; };
  EXPECT_NE(extract({}, control)->message.find("stopped"), std::string::npos);
  EXPECT_TRUE(model_.requests.empty());
}

// W46
TEST_F(extraction_run_test, metadata_of_notes_that_are_gone_is_dropped) {
  files_.write("a.md", "a");
  files_.write("b.md", "b");
  files_.write("Inbox/c.md", "c");
  extract().value();
  extract({"Inbox/c.md", false}).value();  // left out of runs, but asked for
  fs::remove(files_.root() / "a.md");
  extract().value();
  EXPECT_FALSE(store_.get("a.md"));
  EXPECT_TRUE(store_.get("b.md"));
  EXPECT_TRUE(store_.get("Inbox/c.md"));
}

TEST_F(extraction_run_test, metadata_is_kept_when_most_notes_vanish_at_once) {
  for (int i = 0; i < 30; ++i) files_.write("sub/n" + std::to_string(i) + ".md", "x");
  files_.write("a.md", "a");
  extract().value();
  fs::remove_all(files_.root() / "sub");
  extract().value();
  EXPECT_EQ(store_.list(0, 100).value().size(), 31U);
  fs::remove(files_.root() / "a.md");
  extract().value();
  EXPECT_EQ(store_.list(0, 100).value().size(), 31U);
}

// E5
TEST_F(extraction_run_test, warns_when_more_than_half_of_the_known_notes_changed) {
  for (const char* name : {"a.md", "b.md", "c.md"}) files_.write(name, name);
  EXPECT_EQ(extract()->message.find("warning"), std::string::npos);  // all are new
  for (const char* name : {"a.md", "b.md"}) files_.write(name, "changed");
  EXPECT_NE(extract()->message.find("warning: 2 notes of 3 had changed"), std::string::npos);
}

TEST_F(extraction_run_test, one_note_is_always_extracted) {
  files_.write("a.md", "a");
  extract().value();
  auto report = extract({"a.md", false}).value();
  EXPECT_EQ(report.extracted, 1);
  EXPECT_EQ(report.skipped, 0);
  EXPECT_EQ(model_.requests.size(), 2U);
}

// W58
TEST_F(extraction_run_test, one_note_outside_the_vault_is_not_found) {
  files_.write("../secret.md", "secret");
  for (const std::string path : {"../secret.md", "/etc/passwd", "gone.md", ""}) {
    auto report = extract({path, false});
    ASSERT_FALSE(report) << path;
    EXPECT_EQ(report.error().code, errc::not_found) << path;
    EXPECT_EQ(report.error().message.find(files_.root().string()), std::string::npos) << path;
  }
  EXPECT_TRUE(model_.requests.empty());
}

TEST_F(extraction_run_test, one_note_that_fails_says_why) {
  files_.write("a.md", "a");
  model_.forget();
  model_.answer(errc::over_budget);
  EXPECT_EQ(extract({"a.md", false}).error().code, errc::over_budget);
  model_.forget();
  model_.answer("nonsense");
  EXPECT_EQ(extract({"a.md", false}).error().code, errc::corrupt);
}

TEST_F(extraction_run_test, a_missing_vault_is_an_error) {
  fs::remove_all(files_.root());
  EXPECT_EQ(extract().error().code, errc::vault_missing);
  EXPECT_EQ(extract({"a.md", false}).error().code, errc::vault_missing);
}

}  // namespace
}  // namespace secondbrain::sync
