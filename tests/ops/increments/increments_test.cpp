// What is shipped, damaged, and put together again: shipper and restore prove each other.
#include <gmock/gmock.h>

#include <optional>
#include <random>

#include "ops/increments/increment_folder.hpp"
#include "ops/increments/increment_restore.hpp"
#include "ops/increments/increment_shipper.hpp"
#include "stores/sqlite/database.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class increments : public ::testing::Test {
 protected:
  using database = stores::sqlite::database;

  void SetUp() override {
    write_text(data() / "vault.json", R"({"id":"of-this-one"})");
    write_text(data() / "settings.json", "{}");
    writer_.emplace(open(data() / "conversations.db"));
    add_rows(500);
  }

  fs::path data() const { return place_ / "data"; }
  fs::path backups() const { return place_ / "backups"; }
  fs::path restored() const { return place_ / "restored"; }

  static database open(const fs::path& file) {
    auto opened = database::open(file, stores::sqlite::open_mode::read_write);
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }

  void add_rows(int count) {
    const auto done = writer_->execute(
        "CREATE TABLE IF NOT EXISTS words (word TEXT NOT NULL);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
        std::to_string(count) + ") INSERT INTO words SELECT 'a word long enough to fill some pages ' || i FROM n");
    ASSERT_TRUE(done) << done.error().message;
  }

  static std::int64_t rows_in(const fs::path& file) {
    auto opened = open(file);
    stores::sqlite::statement count;
    EXPECT_TRUE(opened.prepare({{count, "SELECT count(*) FROM words"}}));
    auto rows = count.first([](const stores::sqlite::row& row) { return row.integer(0); });
    return rows ? rows->value_or(-1) : -1;
  }

  shipping_options options() {
    shipping_options chosen;
    chosen.data_directory = data();
    chosen.backups = backups();
    chosen.databases = {"conversations.db", "usage.db"};
    chosen.origin = [this] { return backup_origin{id_, data().string(), {}}; };
    chosen.newest_snapshot = [this](const backup_origin&) { return snapshot_; };
    return chosen;
  }

  shipment look(increment_shipper& shipper) {
    clock_.advance(std::chrono::seconds{1});
    auto done = shipper.look();
    EXPECT_TRUE(done) << done.error().message;
    return done.value_or(shipment{});
  }

  result<std::optional<applied_increments>> apply(std::uint64_t snapshot = 0) {
    fs::remove_all(restored());
    fs::create_directories(restored());
    return apply_increments(
        backups(), [this](const backup_origin& origin) { return origin.data_id == id_; }, snapshot, restored());
  }

  fs::path generation() const { return generations_in(increments_of(backups(), id_)).at(0); }
  fs::path piece(std::uint64_t number) const { return piece_place(generation(), number); }

  static void flip_byte(const fs::path& file, std::size_t at) {
    auto text = read_text(file);
    ASSERT_LT(at, text.size());
    text[at] = static_cast<char>(text[at] ^ 1);
    write_text(file, text);
  }

  std::string id_ = "of-this-one";
  std::uint64_t snapshot_ = 0;
  temporary_directory place_;
  std::optional<database> writer_;
  manual_clock clock_{std::chrono::system_clock::from_time_t(1770352205)};
};

TEST_F(increments, bring_an_empty_directory_to_what_was_shipped) {
  increment_shipper shipper{options(), clock_};
  EXPECT_EQ(look(shipper).outcome, ship_outcome::shipped);
  add_rows(10);
  write_text(data() / "settings.json", R"({"theme":"dark"})");
  const auto second = look(shipper);
  EXPECT_EQ(second.outcome, ship_outcome::shipped);
  EXPECT_EQ(second.pieces, 2);
  EXPECT_LT(second.bytes, fs::file_size(piece(1)) / 2) << "only what has changed";
  add_rows(7);  // not shipped

  auto applied = apply();
  ASSERT_TRUE(applied && *applied) << (applied ? "nothing there" : applied.error().message);
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 510);
  EXPECT_EQ(read_text(restored() / "settings.json"), R"({"theme":"dark"})");
  EXPECT_EQ((*applied)->at, second.at);
  EXPECT_THAT((*applied)->remarks, IsEmpty());
  EXPECT_THAT((*applied)->files, ElementsAre("conversations.db", "settings.json", "vault.json"));
  EXPECT_FALSE(fs::exists(restored() / ".increments"));
}

TEST_F(increments, ship_nothing_while_nothing_changes) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  const auto before = fs::last_write_time(generation());
  for (int round = 0; round < 3; ++round) EXPECT_EQ(look(shipper).outcome, ship_outcome::unchanged);
  EXPECT_EQ(fs::last_write_time(generation()), before) << "not even a draft was made";
}

TEST_F(increments, notice_a_write_that_leaves_size_and_time_as_they_were) {
  increment_shipper shipper{options(), real_clock()};
  ASSERT_TRUE(shipper.look());
  add_rows(1);
  const auto wal = data() / "conversations.db-wal";
  const auto time = fs::last_write_time(wal);
  ASSERT_EQ(shipper.look()->outcome, ship_outcome::shipped);
  auto opened = writer_->execute("UPDATE words SET word = 'b' || substr(word, 2) WHERE rowid = 1");
  ASSERT_TRUE(opened);
  fs::last_write_time(wal, time);
  EXPECT_EQ(shipper.look()->outcome, ship_outcome::shipped);
}

TEST_F(increments, go_on_after_a_restart_without_shipping_anything_again) {
  {
    increment_shipper shipper{options(), clock_};
    look(shipper);
    add_rows(3);
    look(shipper);
  }
  add_rows(5);  // while nobody looked
  increment_shipper next{options(), clock_};
  const auto shipped = look(next);
  EXPECT_EQ(shipped.pieces, 3);
  EXPECT_LT(shipped.bytes, fs::file_size(piece(1)) / 2);
  ASSERT_TRUE(apply());
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 508);
}

TEST_F(increments, follow_a_database_that_shrinks_and_one_that_appears) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  ASSERT_TRUE(writer_->execute("DELETE FROM words WHERE rowid > 5; VACUUM"));
  { ASSERT_TRUE(open(data() / "usage.db").execute("CREATE TABLE words (word TEXT)")); }
  look(shipper);
  ASSERT_TRUE(apply());
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 5);
  EXPECT_EQ(rows_in(restored() / "usage.db"), 0);
}

TEST_F(increments, find_a_flipped_byte_anywhere_and_use_what_comes_before) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  std::vector<std::int64_t> rows{500};
  for (int round = 0; round < 3; ++round) {
    add_rows(10);
    look(shipper);
    rows.push_back(rows.back() + 10);
  }
  std::mt19937 random{7};
  for (std::uint64_t number = 1; number <= rows.size(); ++number) {
    const auto sound = read_text(piece(number));
    for (int round = 0; round < 6; ++round) {
      flip_byte(piece(number), round == 0 ? sound.size() - 1 : random() % sound.size());
      auto applied = apply();
      ASSERT_TRUE(applied && *applied);
      EXPECT_THAT((*applied)->remarks, Contains(HasSubstr("damaged")));
      if (number == 1)
        EXPECT_THAT((*applied)->files, IsEmpty());
      else
        EXPECT_EQ(rows_in(restored() / "conversations.db"), rows[number - 2]);
      write_text(piece(number), sound);
    }
  }
}

TEST_F(increments, find_a_torn_piece_and_a_missing_one) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  for (int round = 0; round < 3; ++round) {
    add_rows(10);
    look(shipper);
  }
  fs::resize_file(piece(4), fs::file_size(piece(4)) / 2);
  auto applied = apply();
  ASSERT_TRUE(applied && *applied);
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 520);
  EXPECT_THAT((*applied)->remarks, ElementsAre(HasSubstr("not used")));

  fs::remove(piece(3));
  applied = apply();
  ASSERT_TRUE(applied && *applied);
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 510);
  EXPECT_THAT((*applied)->remarks, ElementsAre(HasSubstr("3 is missing")));
}

TEST_F(increments, begin_again_where_what_is_there_is_damaged) {
  {
    increment_shipper shipper{options(), clock_};
    look(shipper);
  }
  flip_byte(piece(1), 5000);
  increment_shipper next{options(), clock_};
  EXPECT_EQ(look(next).pieces, 1);
  auto applied = apply();
  ASSERT_TRUE(applied && *applied);
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 500);
  EXPECT_THAT((*applied)->remarks, IsEmpty());
}

TEST_F(increments, are_joined_when_they_outgrow_what_they_change) {
  auto chosen = options();
  chosen.least_worth_joining = 0;
  increment_shipper shipper{chosen, clock_};
  look(shipper);
  const auto first = generation();
  for (int round = 0; round < 40; ++round) {
    add_rows(20);
    look(shipper);
  }
  EXPECT_NE(generation(), first);
  EXPECT_THAT(generations_in(increments_of(backups(), id_)), SizeIs(1));
  ASSERT_TRUE(apply());
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 1300);
}

TEST_F(increments, never_take_what_is_missing_for_something_deleted) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  writer_.reset();
  fs::remove_all(data());
  auto refused = shipper.look();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::unavailable);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr(data().string()), HasSubstr("secondbrain restore")));

  // The service makes an empty directory in its place.
  id_ = "another";
  write_text(data() / "vault.json", R"({"id":"another"})");
  { ASSERT_TRUE(open(data() / "conversations.db").execute("CREATE TABLE words (word TEXT)")); }
  look(shipper);
  id_ = "of-this-one";
  ASSERT_TRUE(apply());
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 500);
}

TEST_F(increments, forget_a_text_that_waited_and_was_captured) {
  write_text(data() / "not_captured/one.md", "a text");
  increment_shipper shipper{options(), clock_};
  look(shipper);
  ASSERT_TRUE(apply());
  EXPECT_EQ(read_text(restored() / "not_captured/one.md"), "a text");
  fs::remove(data() / "not_captured/one.md");
  look(shipper);
  fs::remove_all(restored());
  write_text(restored() / "not_captured/one.md", "as the snapshot has it");
  ASSERT_TRUE(apply_increments(
      backups(), [](const backup_origin&) { return true; }, 0, restored()));
  EXPECT_FALSE(fs::exists(restored() / "not_captured/one.md"));
}

TEST_F(increments, older_than_the_snapshot_are_left_alone_and_a_new_snapshot_is_confirmed) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  auto applied = apply(1);
  ASSERT_TRUE(applied);
  EXPECT_FALSE(*applied) << "the snapshot is newer";

  snapshot_ = 1;
  write_text(backups() / "data-20260206-000000/manifest.json", "{}");
  EXPECT_EQ(look(shipper).outcome, ship_outcome::shipped) << "what was written while it was made is in none otherwise";
  EXPECT_EQ(look(shipper).outcome, ship_outcome::unchanged);
  applied = apply(1);
  ASSERT_TRUE(applied && *applied);
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 500);
}

TEST_F(increments, of_another_directory_are_not_used) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  id_ = "another";
  auto applied = apply();
  ASSERT_TRUE(applied);
  EXPECT_FALSE(*applied);
}

TEST_F(increments, of_a_copy_of_the_directory_that_is_in_use_too_are_refused) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  increment_shipper other{options(), clock_};
  auto refused = other.look();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::locked);
}

TEST_F(increments, take_a_database_that_was_shipped_damaged_as_it_was_before) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  add_rows(10);
  look(shipper);
  writer_.reset();  // nothing in a WAL any more
  auto bytes = read_text(data() / "conversations.db");
  for (std::size_t at = 4096; at < 8 * 4096 && at < bytes.size(); ++at) bytes[at] = 'x';
  write_text(data() / "conversations.db", bytes);
  look(shipper);
  auto verified = shipper.verify();
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().code, errc::corrupt);

  auto applied = apply();
  ASSERT_TRUE(applied && *applied);
  EXPECT_THAT((*applied)->remarks, ElementsAre(AllOf(HasSubstr("conversations.db"), HasSubstr("as it was at"))));
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 510);

  auto at = restore_shipped_file(
      backups(), [](const backup_origin&) { return true; }, 0, place_ / "conversations.db");
  ASSERT_TRUE(at) << at.error().message;
  EXPECT_EQ(rows_in(place_ / "conversations.db"), 510);
}

TEST_F(increments, that_cannot_be_written_leave_what_was_there) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  add_rows(10);
  fs::create_directory(piece(2).string() + ".partial");  // in the way
  write_text(piece(2).string() + ".partial/file", "");
  ASSERT_FALSE(shipper.look());
  fs::remove_all(piece(2).string() + ".partial");
  EXPECT_EQ(look(shipper).outcome, ship_outcome::shipped);
  ASSERT_TRUE(apply());
  EXPECT_EQ(rows_in(restored() / "conversations.db"), 510);
}

/// The pieces are sound: what says whose they are may not be what they are lost for.
TEST_F(increments, are_found_whatever_becomes_of_the_file_that_says_whose_they_are) {
  increment_shipper shipper{options(), clock_};
  look(shipper);
  const auto origin = increments_of(backups(), id_) / "origin.json";
  const auto sound = read_text(origin);
  for (std::size_t at = 0; at < sound.size(); ++at) {
    flip_byte(origin, at);
    const auto found = find_increments(backups(), [&](const backup_origin& each) { return each.data_id == id_; });
    EXPECT_EQ(found.size(), 1) << at;
    write_text(origin, sound);
  }
  fs::remove(origin);
  const auto applied = apply();
  ASSERT_TRUE(applied && *applied);
  EXPECT_FALSE((*applied)->files.empty());
}

}  // namespace
}  // namespace secondbrain::ops
