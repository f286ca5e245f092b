#include "cli/service/service_health.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::cli {
namespace {

using namespace std::chrono_literals;

sync_status completed(double hours_ago) {
  return {sync_state::ok, "then", hours_ago, std::nullopt};
}

TEST(schedule_check, is_well_while_runs_complete) {
  EXPECT_EQ(check_schedule(1h, completed(0.9), 48h).state, verdict::ok);
}

TEST(schedule_check, one_missed_run_is_a_warning) {
  auto check = check_schedule(1h, completed(2.2), 48h);
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_NE(check.message.find("132 minutes"), std::string::npos) << check.message;
}

TEST(schedule_check, a_service_that_has_just_come_up_has_missed_nothing_yet) {
  EXPECT_EQ(check_schedule(1h, completed(30), 10min).state, verdict::ok);
  EXPECT_EQ(check_schedule(1h, {}, 10min).state, verdict::ok);
}

TEST(schedule_check, never_having_run_counts_from_the_start_of_the_service) {
  EXPECT_EQ(check_schedule(1h, {}, 3h).state, verdict::warning);
}

TEST(inbox_check, says_why_nothing_can_be_captured) {
  const temporary_directory vault;
  EXPECT_FALSE(check_inbox(vault.path())) << "it is made with the first capture";
  std::filesystem::create_directory(vault / "Inbox");
  EXPECT_FALSE(check_inbox(vault.path()));
  std::filesystem::remove(vault / "Inbox");
  write_text(vault / "Inbox", "not a folder");
  auto check = check_inbox(vault.path());
  ASSERT_TRUE(check);
  EXPECT_EQ(check->name, "captures");
  EXPECT_EQ(check->state, verdict::warning);
  EXPECT_THAT(check->message, testing::HasSubstr("is a file and not a folder"));
  std::filesystem::remove(vault / "Inbox");
  std::filesystem::create_symlink(vault / "elsewhere", vault / "Inbox");
  check = check_inbox(vault.path());
  ASSERT_TRUE(check);
  EXPECT_THAT(check->message, testing::HasSubstr("leads nowhere"));
  EXPECT_FALSE(check_inbox(vault / "no vault")) << "that is told by another check";
}

TEST(embedding_check, is_well_while_notes_are_still_to_be_embedded_and_says_how_many) {
  const auto under_way = check_embedding({1200, {}}, {.vectors = 7});
  EXPECT_EQ(under_way.state, verdict::ok);
  EXPECT_NE(under_way.message.find("1,200 notes"), std::string::npos) << under_way.message;
  EXPECT_EQ(check_embedding({0, {}}, {.vectors = 7}).message, "Notes are searched by words and by meaning.");
}

TEST(embedding_check, that_queries_cannot_be_embedded_is_a_warning_whatever_is_left) {
  embedding_progress now;
  const auto check = check_embedding(now, {.vectors = 7}, "the model host at X answered nonsense");
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_EQ(check.message,
            "Searches go by words alone, because what is searched for cannot be embedded: the model host at X answered "
            "nonsense. Each search tries it again.");
  now.notes_left = 2;
  EXPECT_THAT(check_embedding(now, {.vectors = 7}, "why").message, testing::HasSubstr("again. 2 notes are found by"));
}

TEST(embedding_check, names_the_languages_that_the_model_does_not_know) {
  embedding_progress now;
  now.languages_unknown = "de, ru";
  EXPECT_EQ(check_embedding(now, {.vectors = 7}).message,
            "Notes are searched by words and by meaning. The model knows English only, and many notes are in other "
            "languages (de, ru): `secondbrain model` says which one fits.");
  now.notes_left = 3;
  EXPECT_THAT(check_embedding(now, {.vectors = 7}).message,
              testing::HasSubstr("until the model has read them. The model knows English only"));
}

TEST(embedding_check, says_how_quick_it_goes_and_about_how_long_it_takes) {
  embedding_progress now{1200, {}};
  now.state = embedding_state::working;
  now.texts_done = 3400;
  now.texts_left = 5600;
  EXPECT_EQ(check_embedding(now, {.vectors = 7}).message,
            "1,200 notes are found by words only until the model has read them: 3,400 of 9,000 texts.");
  now.texts_per_second = 41.7;
  EXPECT_EQ(check_embedding(now, {.vectors = 7}).message,
            "1,200 notes are found by words only until the model has read them: 3,400 of 9,000 texts, 42 a second, "
            "about 2 min more.");
  now.texts_per_second = 0.46;
  EXPECT_THAT(check_embedding(now, {.vectors = 7}).message, testing::HasSubstr("0.5 a second, about 3 h 22 min more"));
}

TEST(embedding_check, a_model_that_does_not_answer_is_told_and_warned_of_when_that_lasts) {
  embedding_progress now{1200, {}};
  now.state = embedding_state::working;
  now.texts_left = 5600;
  now.silent_seconds = 12;
  EXPECT_EQ(check_embedding(now, {.vectors = 7}).state, verdict::ok) << "it may be being loaded";
  EXPECT_THAT(check_embedding(now, {.vectors = 7}).message, testing::HasSubstr("The model has not answered for 12 s."));
  now.silent_seconds = 34;
  EXPECT_EQ(check_embedding(now, {.vectors = 7}).state, verdict::warning);
}

TEST(embedding_check, says_that_it_is_paused_and_how_it_goes_on) {
  embedding_progress now{1, {}};
  now.state = embedding_state::paused;
  now.texts_left = 2;
  const auto check = check_embedding(now, {.vectors = 7});
  EXPECT_EQ(check.state, verdict::ok);
  EXPECT_EQ(check.message,
            "1 note is found by words only (0 of 2 texts). Embedding is paused: `secondbrain model resume` goes on "
            "with it.");
  now = {};
  now.state = embedding_state::paused;
  EXPECT_THAT(check_embedding(now, {.vectors = 7}).message, testing::HasSubstr("secondbrain model resume"));
}

TEST(embedding_check, says_that_notes_are_found_by_a_first_approximation) {
  embedding_progress now{1200, {}};
  now.state = embedding_state::working;
  now.texts_done = 3400;
  now.texts_left = 5600;
  now.approximation = approximation_stage::being_made;
  EXPECT_EQ(check_embedding(now, {.vectors = 7}).message,
            "1,200 notes are found by words only until the model has read them: 3,400 of 9,000 texts. A first "
            "approximation of what they mean is being made.");
  now.approximation = approximation_stage::in_use;
  EXPECT_EQ(check_embedding(now, {.vectors = 7}).message,
            "Notes are found by words and by a first approximation of their meaning until the model has read 1,200 "
            "more: 3,400 of 9,000 texts.");
  EXPECT_THAT(check_embedding(now, {.being_loaded = 40}).message, testing::HasSubstr("a first approximation"));
  now.state = embedding_state::paused;
  EXPECT_EQ(check_embedding(now, {.vectors = 7}).message,
            "Notes are found by words and by a first approximation of their meaning; the model has 1,200 still to read "
            "(3,400 of 9,000 texts). Embedding is paused: `secondbrain model resume` goes on with it.");
}

TEST(embedding_check, says_how_far_the_vectors_are_loaded) {
  const auto check = check_embedding({0, {}}, {.being_loaded = 40});
  EXPECT_EQ(check.state, verdict::ok);
  EXPECT_EQ(check.message, "Notes are found by words only until the vectors are loaded (40 %).");
}

TEST(embedding_check, says_so_before_anything_is_embedded) {
  EXPECT_EQ(check_embedding({}, {}).message, "Notes are found by words only until the model has read the first one.");
}

TEST(embedding_check, names_the_notes_of_texts_that_the_model_does_not_accept) {
  const auto check = check_embedding({0, {{"blob.md", "too long"}, {"logs/raw.md", "too long"}}}, {.vectors = 7});
  EXPECT_EQ(check.message,
            "Notes are searched by words and by meaning, except for texts that the model does not accept, in blob.md, "
            "logs/raw.md.");
}

#ifdef __linux__  // elsewhere there is no other file system to be sure of
TEST(watching_check, says_what_is_not_noticed_at_once_and_what_to_do) {
  const auto check = check_watching("/proc/self", ops::watch_mode::automatic, 5min);
  ASSERT_TRUE(check);
  EXPECT_EQ(check->state, verdict::ok);
  EXPECT_THAT(check->message, testing::AllOf(testing::HasSubstr("every 5 min"), testing::HasSubstr("WATCH=poll")));
}

TEST(watching_check, says_when_nobody_watches) {
  const auto check = check_watching("/", ops::watch_mode::off, 5min);
  ASSERT_TRUE(check);
  EXPECT_EQ(check->state, verdict::ok);
  EXPECT_THAT(check->message,
              testing::AllOf(testing::HasSubstr("SECONDBRAIN_WATCH is off"), testing::HasSubstr("5 min")));
}

TEST(watching_check, has_nothing_to_say_where_files_are_polled_or_lie_on_this_computer) {
  EXPECT_FALSE(check_watching("/proc/self", ops::watch_mode::poll, 5min));
  const temporary_directory folder;
  EXPECT_FALSE(check_watching(folder.path(), ops::watch_mode::automatic, 5min));
}
#endif

TEST(captures_check, the_sync_files_where_it_may_write_and_has_a_model) {
  sending_estimate model;
  EXPECT_EQ(who_files(consent::given, model), filing::by_hand);
  model.set_up = true;
  EXPECT_EQ(who_files(consent::given, model), filing::by_sync);
  for (const auto answer : {consent::unanswered, consent::refused})
    EXPECT_EQ(who_files(answer, model), filing::by_hand);
}

TEST(captures_check, one_capture_is_it_and_several_are_them) {
  EXPECT_THAT(check_captures({1, 0, 60}, filing::by_sync).message, testing::EndsWith("The next sync looks at it."));
  EXPECT_THAT(check_captures({2, 0, 60}, filing::by_sync).message, testing::EndsWith("The next sync looks at them."));
}

TEST(captures_check, a_green_light_never_hides_what_waits) {
  EXPECT_EQ(check_captures({}, filing::by_sync).remark, "");
  auto few = check_captures({3, 0, 60}, filing::by_sync);
  EXPECT_EQ(few.state, verdict::ok);
  EXPECT_EQ(few.remark, "3 captures wait to be filed.");
  auto by_hand = check_captures({111, 0, 9'000'000}, filing::by_hand);
  EXPECT_EQ(by_hand.state, verdict::ok);
  EXPECT_EQ(by_hand.remark, "111 captures wait to be filed.");
}

TEST(captures_check, what_the_sync_should_have_filed_is_a_warning) {
  EXPECT_EQ(check_captures({1, 0, 25 * 3600}, filing::by_sync).state, verdict::ok);
  EXPECT_EQ(check_captures({1, 0, 27 * 3600}, filing::by_sync).state, verdict::warning);
  EXPECT_EQ(check_captures({0, 1, 60}, filing::by_sync).state, verdict::warning);
}

index_progress waiting_since(std::chrono::system_clock::time_point began) {
  index_progress index;
  index.phase = index_phase::waiting_for_lock;
  index.started_at = began;
  index.message = "the index is being written by process 7 (/data/.reindex_lock); wait for it, or stop it";
  return index;
}

TEST(index_check, a_short_wait_for_another_process_is_well_and_a_long_one_a_warning_that_says_what_to_do) {
  const auto began = std::chrono::system_clock::now();
  EXPECT_EQ(check_index(waiting_since(began), began + 59s).state, verdict::ok);
  const auto check = check_index(waiting_since(began), began + 3min);
  EXPECT_EQ(check.state, verdict::warning);
  for (const char* part : {"3 minutes", "process 7", "/data/.reindex_lock", "delete that file"})
    EXPECT_NE(check.message.find(part), std::string::npos) << check.message;
}

TEST(index_check, says_how_much_can_be_found_while_the_index_is_built) {
  index_progress index;
  index.phase = index_phase::indexing;
  index.notes_total = 2557;
  index.notes_searchable = 312;
  const auto check = check_index(index, std::chrono::system_clock::now());
  EXPECT_EQ(check.state, verdict::ok);
  EXPECT_NE(check.message.find("312 of 2557"), std::string::npos) << check.message;
}

TEST(index_check, a_folder_that_cannot_be_read_is_a_warning_with_its_reason) {
  index_progress index;
  index.phase = index_phase::finished;
  index.notes_total = 10;
  index.notes_searchable = 10;
  index.places_unreadable = 1;
  index.unreadable = "Cannot list closed: Permission denied";
  const auto check = check_index(index, std::chrono::system_clock::now());
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_NE(check.message.find("Cannot list closed: Permission denied."), std::string::npos) << check.message;
}

TEST(index_check, says_that_search_answers_only_where_something_was_read) {
  index_progress index;
  index.phase = index_phase::frozen;
  index.trouble = "The vault is not there.";
  const auto now = std::chrono::system_clock::now();
  EXPECT_EQ(check_index(index, now).message.find("Search still answers"), std::string::npos);
  index.notes_searchable = 3;
  EXPECT_NE(check_index(index, now).message.find("Search still answers"), std::string::npos);
}

TEST(index_check, a_note_that_had_to_be_left_out_is_a_warning) {
  index_progress index;
  index.phase = index_phase::finished;
  index.notes_total = 10;
  index.notes_searchable = 9;
  index.notes_set_aside = 1;
  const auto check = check_index(index, std::chrono::system_clock::now());
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_NE(check.message.find("1 note is left out"), std::string::npos) << check.message;
}

TEST(index_check, a_note_that_cannot_be_found_is_a_warning_and_what_is_odd_is_said) {
  index_progress index;
  index.phase = index_phase::finished;
  index.notes_total = 10;
  index.notes_searchable = 10;
  index.notes_noted = 2;
  const auto now = std::chrono::system_clock::now();
  auto check = check_index(index, now);
  EXPECT_EQ(check.state, verdict::ok);
  EXPECT_NE(check.message.find("In 2 notes something is odd"), std::string::npos) << check.message;
  index.notes_searchable = 9;
  check = check_index(index, now);
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_NE(check.message.find("1 note could not be read"), std::string::npos) << check.message;
}

TEST(check_hosts, names_those_that_do_not_answer) {
  EXPECT_FALSE(check_hosts({}));
  const auto one = check_hosts({"OpenAI"});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->state, verdict::warning);
  EXPECT_EQ(one->name, "model-host");
  EXPECT_THAT(one->message, testing::HasSubstr("OpenAI does not answer."));
  EXPECT_THAT(check_hosts({"OpenAI", "the model host at http://x"})->message,
              testing::HasSubstr("OpenAI and the model host at http://x do not answer."));
}

TEST(embedding_check, without_a_model_it_says_how_to_add_one) {
  EXPECT_EQ(nobody_embeds("").state, verdict::ok);
  EXPECT_THAT(nobody_embeds("").message, testing::HasSubstr("secondbrain model install"));
  EXPECT_EQ(nobody_embeds("my-model").state, verdict::warning);
  EXPECT_EQ(nobody_embeds("", {"bge-small-en-v1.5"}).state, verdict::warning);
  EXPECT_THAT(nobody_embeds("", {"bge-small-en-v1.5"}).message,
              testing::HasSubstr("`secondbrain model install bge-small-en-v1.5`"));
  EXPECT_THAT(nobody_embeds("my-model").message, testing::HasSubstr("my-model"));
}

TEST(remote_vectors_check, says_why_the_server_is_not_asked_and_what_goes_on) {
  const auto check = check_remote_vectors("PostgreSQL at db:5432 does not answer; look whether it runs");
  EXPECT_EQ(check.name, "meaning");
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_EQ(check.message,
            "Notes are found by words only, because the server that keeps their vectors cannot be asked. PostgreSQL at "
            "db:5432 does not answer; look whether it runs. It is tried again by itself, and catches up.");
}

}  // namespace
}  // namespace secondbrain::cli
