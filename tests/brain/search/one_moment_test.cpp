// Searches while notes are saved: what is found is of one moment of the index.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "brain/search/engine.hpp"
#include "tests/brain/search/axis_embedder.hpp"
#include "tests/brain/search/small_index.hpp"
#include "tests/stores/vectors/searchable_vectors.hpp"

namespace secondbrain::search {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;

constexpr auto saved = "saved.md";

/// Saves a note again and again, each time with another text beside the same words, which gets it another row.
class saver {
 public:
  explicit saver(const std::filesystem::path& file) : store_{stores::lexical_store::open(file).value()} {
    save();
    thread_ = std::thread{[this] {
      while (!stop_) save();
    }};
  }
  ~saver() {
    stop_ = true;
    thread_.join();
  }
  saver(const saver&) = delete;
  saver& operator=(const saver&) = delete;

  bool went_well() const { return went_well_; }
  int saves() const { return saves_; }

 private:
  void save() {
    const auto text = "steady roses, version " + std::to_string(++saves_);
    if (!store_.write({make_note(saved, "Saved", {text, text + " again"})})) went_well_ = false;
  }

  stores::lexical_store store_;
  std::atomic<int> saves_{0};
  std::atomic<bool> stop_{false};
  std::atomic<bool> went_well_{true};
  std::thread thread_;
};

class one_moment : public testing::Test {
 protected:
  one_moment() {
    std::vector<indexed_note> notes;
    notes.reserve(40);
    for (int i = 0; i < 40; ++i) {
      const auto number = std::to_string(i);
      notes.push_back(make_note("n" + number + ".md", "Note " + number, {"common roses " + number, "steadily common"}));
    }
    index_.write(notes);
  }

  void find_it_in_each(search_engine& engine, const std::string& query, int searches) {
    saver saving{index_.file()};
    for (int i = 0; i < searches; ++i) {
      const auto answer = engine.search({query, 100, 0, ""});
      ASSERT_TRUE(answer) << answer.error().message;
      ASSERT_THAT(answer->hits, Contains(Field(&note_hit::note_path, saved))) << query << ", search " << i;
      ASSERT_EQ(answer->total, static_cast<int>(answer->hits.size())) << query << ", search " << i;
    }
    EXPECT_TRUE(saving.went_well());
  }

  temporary_directory folder_;
  small_index index_{folder_ / "lexical.db"};
};

TEST_F(one_moment, a_note_that_always_has_the_words_is_found_while_it_is_saved) {
  search_engine engine{index_.file()};
  for (const std::string query : {"steady nothinq ", "steady common roses ", "steady -nothinq", "file:saved steady",
                                  "\"steady roses\"", "saved", "steady OR file:saved"})
    find_it_in_each(engine, query, 12);
}

TEST_F(one_moment, and_by_its_meaning_too) {
  auto model = std::make_shared<axis_embedder>();
  stores::searchable_vectors vectors{folder_.path()};
  vectors.load();
  write_vectors request{model->model(), {}, {}};
  const auto embedded = model->embed_documents(std::vector<std::string>{"roses"}).value();
  for (const std::string id : {"saved.md#0", "saved.md#1", "n1.md#0"}) {
    request.links.push_back({id, id.substr(0, id.find('#')), id});
    request.vectors.push_back({id, embedded[0]});
  }
  vectors.write(request);
  search_engine engine{index_.file(), semantic_source{model, std::make_unique<stores::local_vector_search>(
                                                                 vectors.file(), vectors.index())}};
  for (const std::string query : {"roses nothinq", "steady roses", "roses file:saved"})
    find_it_in_each(engine, query, 12);
  EXPECT_GT(model->queries, 0U);

  saver saving{index_.file()};
  for (int i = 0; i < 12; ++i) {
    const auto found = engine.retrieve("steady roses nothinq", 100);
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_GT(found->passages.size(), 0U);
    ASSERT_THAT(found->passages, Contains(Field(&retrieved_passage::piece, Field(&chunk::note_path, saved)))) << i;
  }
}

/// What is written while the model thinks is found, and what has gone is not.
TEST_F(one_moment, the_words_are_looked_up_again_when_something_was_written_until_the_model_was_done) {
  class slow_embedder final : public embedder {
   public:
    model_tag model() const override { return axes.model(); }
    result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override {
      return axes.embed_documents(texts);
    }
    result<std::vector<float>> embed_query(std::string_view query) override {
      meanwhile();
      return axes.embed_query(query);
    }
    axis_embedder axes;
    std::function<void()> meanwhile;
  };
  auto model = std::make_shared<slow_embedder>();
  stores::searchable_vectors vectors{folder_.path()};
  vectors.load();
  write_vectors request{model->model(), {}, {}};
  request.links.push_back({"n1.md#0", "n1.md", "n1.md#0"});
  request.vectors.push_back({"n1.md#0", {1, 0, 0}});
  vectors.write(request);
  search_engine engine{index_.file(), semantic_source{model, std::make_unique<stores::local_vector_search>(
                                                                 vectors.file(), vectors.index())}};
  model->meanwhile = [&] {
    // Long enough for the words to have been looked up before it, as a rule; right either way.
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    index_.write({make_note("new.md", "New", {"uncommonly steady"})});
  };
  const auto answer = engine.search({"uncommonly roses", 100, 0, ""});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->mode, search_mode::hybrid);
  EXPECT_THAT(answer->hits, Contains(Field(&note_hit::note_path, "new.md")));
  EXPECT_TRUE(answer->corrected.empty());
}

TEST_F(one_moment, what_a_query_asks_beyond_the_bounds_is_told) {
  search_engine engine{index_.file()};
  std::string words;
  for (int i = 0; i < 70; ++i) words.append("w").append(std::to_string(i)).append(" ");
  EXPECT_THAT(engine.search({words + "common", 20, 0, ""})->note, HasSubstr("first 64 words"));
  EXPECT_EQ(engine.search({words + "common", 20, 0, "", true})->note, "") << "a text says what it says";
  EXPECT_EQ(engine.search({"common roses", 20, 0, ""})->note, "");
  std::string narrow = "common";
  for (int i = 0; i < 40; ++i) narrow += " -" + std::to_string(i);
  EXPECT_EQ(engine.search({narrow, 100, 0, ""})->total, 0) << "each of the notes has one of them";
  for (int i = 0; i < 40; ++i) narrow += " -x" + std::to_string(i);
  const auto refused = engine.search({narrow, 100, 0, ""});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::invalid_argument);
  EXPECT_THAT(refused.error().message, HasSubstr("80 conditions"));
}

}  // namespace
}  // namespace secondbrain::search
