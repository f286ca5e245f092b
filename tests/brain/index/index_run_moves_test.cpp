// Notes that have another path and the same text: what is held of them goes along, and no word is indexed again.
#include <random>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "brain/index/index_run.hpp"
#include "tests/brain/index/index_world.hpp"

namespace secondbrain::index {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class index_run_moves_test : public index_world {
 protected:
  index_run_moves_test() { vault_.write("stays.md", "An oak."); }

  void rename(const std::string& from, const std::string& to) {
    std::filesystem::create_directories((vault_.root() / to).parent_path());
    std::filesystem::rename(vault_.root() / from, vault_.root() / to);
  }

  /// The passages of all notes, as those who search see them, without what a rename keeps: the rowid.
  static std::vector<chunk> passages(const std::filesystem::path& file) {
    std::vector<chunk> all;
    auto store = stores::lexical_store::open(file).value();
    auto reader = stores::lexical_reader::open(file).value();
    const auto notes = store.chunks_by_note().value();
    for (const auto& each : notes) {
      auto of_note = reader.chunks_of(each.path).value();
      all.insert(all.end(), of_note.begin(), of_note.end());
    }
    return all;
  }

  /// What the stores hold is what a first index of the vault would put there.
  void expect_as_if_indexed_anew() {
    temporary_directory folder;
    played_stores fresh{folder / ""};
    std::swap(stores_, fresh);
    index_ledger ledger;
    index_stock stock;
    index_run_parts parts;
    parts.vault = vault_.root();
    parts.take_guard = played_guard::source(guard_);
    parts.time = &time_;
    index_order order{1000};
    order.merge(index_mode::incremental, index_trigger::boot, {});
    index_run run{order, std::move(parts), {ledger, stock, journal_}};
    drive(run);
    std::swap(stores_, fresh);
    EXPECT_EQ(passages(data_ / "lexical.db"), passages(folder / "lexical.db"));
    EXPECT_EQ(stores_.tracked(), fresh.tracked());
    EXPECT_TRUE(stores_.lexical().check()) << "content and full text agree";
  }

  note_metadata extracted(const std::string& path) {
    note_metadata metadata;
    metadata.note_path = path;
    metadata.summary = "of " + path;
    EXPECT_TRUE(stores_.metadata().put(metadata));
    return metadata;
  }
};

TEST_F(index_run_moves_test, what_could_not_go_along_goes_with_the_next_run) {
  vault_.write("a/rose.md", "# Rose\n\nRed.");
  indexed();
  extracted("a/rose.md");
  rename("a/rose.md", "b/rose.md");
  stores_.fails = [](const store_request& request) -> std::optional<error> {
    if (name_of(request) != "move_metadata") return std::nullopt;
    return error{errc::io_failure, "the disk is away"};
  };
  const auto failed = run_for({"a/rose.md", "b/rose.md"});
  EXPECT_EQ(failed.phase, index_phase::failed);
  EXPECT_EQ(failed.report.error().message, "the disk is away");
  EXPECT_EQ(stores_.metadata().get("a/rose.md").value().summary, "of a/rose.md");
  stores_.fails = {};
  indexed();
  expect_as_if_indexed_anew();
  EXPECT_EQ(stores_.metadata().get("b/rose.md").value().summary, "of a/rose.md");
}

TEST_F(index_run_moves_test, what_is_held_of_a_note_goes_along_with_it) {
  vault_.write("a/rose.md", "# Rose\n\nRed.\n\n# Thorn\n\nSharp.");
  indexed();
  extracted("a/rose.md");
  ASSERT_TRUE(stores_.vectors().write({{"model", 1}, {{"hash", {1.0F}}}, {{"chunk", "a/rose.md", "hash"}}}));
  rename("a/rose.md", "b/rose.md");
  const auto report = indexed_for({"a/rose.md", "b/rose.md"});
  EXPECT_EQ(report.chunks_created, 0);
  EXPECT_THAT(stores_.requests, ElementsAre("find_tracked_files", "write_notes", "move_metadata", "mark_files",
                                            "remove_vectors", "forget_files"));
  expect_as_if_indexed_anew();
  EXPECT_EQ(stores_.metadata().get("b/rose.md").value().summary, "of a/rose.md");
  EXPECT_FALSE(stores_.metadata().get("a/rose.md"));
  EXPECT_EQ(stores_.vectors().counts()->vectors, 1) << "for the embedder to link";
}

TEST_F(index_run_moves_test, a_title_that_was_taken_from_the_name_changes_with_it) {
  vault_.write("rose.md", "Red.");
  indexed();
  rename("rose.md", "tulip.md");
  indexed_for({"rose.md", "tulip.md"});
  expect_as_if_indexed_anew();
}

TEST_F(index_run_moves_test, of_two_equal_notes_only_the_one_that_went_is_moved) {
  vault_.write("a/rose.md", "# Rose\n\nRed.");
  vault_.write("b/rose.md", "# Rose\n\nRed.");
  vault_.write("b/lily.md", "# Rose\n\nRed.");
  indexed();
  extracted("b/rose.md");
  rename("b/rose.md", "c/rose.md");
  rename("b/lily.md", "c/lily.md");
  indexed();
  expect_as_if_indexed_anew();
  EXPECT_TRUE(stores_.metadata().get("c/rose.md")) << "by the name of the file";
}

TEST_F(index_run_moves_test, one_note_that_became_two_is_moved_to_one_of_them) {
  vault_.write("rose.md", "# Rose\n\nRed.");
  indexed();
  rename("rose.md", "a/rose.md");
  vault_.write("b/rose.md", "# Rose\n\nRed.");
  indexed();
  expect_as_if_indexed_anew();
}

TEST_F(index_run_moves_test, two_notes_that_changed_places_are_read_anew) {
  vault_.write("a.md", "# Rose\n\nRed.");
  vault_.write("b.md", "# Tulip\n\nYellow.");
  indexed();
  rename("a.md", "c.md");
  rename("b.md", "a.md");
  rename("c.md", "b.md");
  indexed_for({"a.md", "b.md", "c.md"});
  expect_as_if_indexed_anew();
}

TEST_F(index_run_moves_test, a_run_that_is_cut_off_anywhere_is_made_up_for_by_the_next) {
  for (int steps = 1;; ++steps) {
    vault_.write("a/rose.md", "# Rose\n\nRed " + std::to_string(steps) + ".");
    std::filesystem::remove_all(vault_.root() / "b");
    indexed();
    extracted("a/rose.md");
    rename("a/rose.md", "b/rose.md");
    const auto run = make_run(index_mode::incremental, index_trigger::watcher, {"a", "b"});
    const bool is_over = drive(*run, steps);
    die();
    indexed();
    expect_as_if_indexed_anew();
    EXPECT_TRUE(stores_.metadata().get("b/rose.md")) << "after " << steps << " steps";
    if (is_over) break;
  }
}

TEST_F(index_run_moves_test, after_whatever_renames_edits_and_losses_the_index_is_as_if_made_anew) {
  std::mt19937 random{20'261'129};
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  const std::vector<std::string> names{"a.md", "b.md", "f/a.md", "f/b.md", "g/a.md", "g/h/a.md", "2026-01-02.md"};
  const std::vector<std::string> texts{"# Rose\n\nRed.\n\n# Thorn\n\nSharp.", "No title.",
                                       "---\ntitle: Fern\n---\nGreen.", ""};
  for (int i = 0; i < 40; ++i) vault_.write("many/n" + std::to_string(i) + ".md", "Grass " + std::to_string(i) + ".");
  indexed();
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> named;
    for (auto changes = 1 + below(4); changes > 0; --changes) {
      const auto& from = names[below(names.size())];
      const auto& to = names[below(names.size())];
      const auto action = below(5);
      if (action == 0) vault_.write(from, texts[below(texts.size())]);
      if (action == 1) std::filesystem::remove(vault_.root() / from);
      if (action > 1 && std::filesystem::exists(vault_.root() / from)) rename(from, to);
      named.insert(named.end(), {from, to});
    }
    if (below(3) == 0) {
      indexed();
    } else if (below(4) == 0) {
      drive(*make_run(index_mode::incremental, index_trigger::watcher, named), static_cast<int>(below(12)));
      die();
      indexed();
    } else {
      indexed_for(named);
    }
    expect_as_if_indexed_anew();
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}

}  // namespace
}  // namespace secondbrain::index
