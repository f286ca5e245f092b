// The places where vectors can be kept, so that one suite holds for all of them: files of this machine, and the servers
// that the environment names.
//
//   SECONDBRAIN_TEST_POSTGRES   address of a database with pgvector, whose user may create schemas; each test makes its
//                               own and drops it
//   SECONDBRAIN_TEST_CHROMA     address of a Chroma server; likewise
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/uuid.hpp"
#include "stores/vectors/chroma/chroma_vector_search.hpp"
#include "stores/vectors/chroma/chroma_vector_store.hpp"
#include "stores/vectors/postgres/postgres_schema.hpp"
#include "stores/vectors/postgres/postgres_vector_search.hpp"
#include "stores/vectors/postgres/postgres_vector_store.hpp"
#include "stores/vectors/remote_vector_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/vectors/searchable_vectors.hpp"

namespace secondbrain::stores {

inline std::string test_postgres() {
  const char* address = std::getenv("SECONDBRAIN_TEST_POSTGRES");
  return address == nullptr ? "" : address;
}

inline std::string test_chroma() {
  const char* address = std::getenv("SECONDBRAIN_TEST_CHROMA");
  return address == nullptr ? "" : address;
}

/// Vectors that nobody else has.
class kept_vectors {
 public:
  virtual ~kept_vectors() = default;
  virtual remote_vector_store& store() = 0;
  virtual vector_search& search() = 0;
  /// As after a restart.
  virtual void reopen() = 0;
  /// Tells the search what there is now, as the owner does after each change.
  virtual void publish() {}
  /// Nothing that is near is ever missed.
  virtual bool is_exact() const { return true; }
};

/// vectors.db and its codes, spoken to like a server.
class vectors_in_files final : public kept_vectors, public remote_vector_store {
 public:
  explicit vectors_in_files(const clock& time) : time_{time} { reopen(); }

  remote_vector_store& store() override { return *this; }
  vector_search& search() override { return *search_; }
  void reopen() override {
    files_.reset();
    files_.emplace(folder_.path(), time_);
    files_->load();
    search_.emplace(files_->search());
  }

  status write(const write_vectors& request) override {
    return files_->store().write(request).and_then([&](const auto& changes) { return follow(changes); });
  }
  status remove(const std::vector<std::string>& note_paths) override { return files_->store().remove(note_paths); }
  status clear() override {
    return files_->store().clear().and_then([&] { return files_->mirror().clear(files_->store()); });
  }
  result<std::size_t> drop_unlinked(std::chrono::seconds unneeded_for, std::size_t limit) override {
    const auto changes = files_->store().drop_unlinked(unneeded_for, limit);
    RETURN_IF_ERROR(changes);
    return follow(*changes).map([&] { return changes->removed.size(); });
  }
  result<std::vector<std::string>> missing(const std::vector<std::string>& text_hashes) override {
    return files_->store().missing(text_hashes);
  }
  result<embedded_chunks> embedded(std::string_view behind_note, std::size_t enough) override {
    return files_->store().embedded(behind_note, enough);
  }
  result<vector_counts> counts() override { return files_->store().counts(); }
  result<std::optional<model_tag>> model() override { return files_->store().model(); }
  status check() override { return files_->store().check(); }

 private:
  status follow(const vector_changes& changes) { return files_->mirror().apply(files_->store(), changes); }

  const clock& time_;
  temporary_directory folder_;
  std::optional<searchable_vectors> files_;
  std::optional<local_vector_search> search_;
};

class vectors_in_postgres final : public kept_vectors {
 public:
  explicit vectors_in_postgres(const clock& time, std::string schema = postgres_schema_of(random_uuid().value()))
      : time_{time}, schema_{std::move(schema)} {
    reopen();
  }
  ~vectors_in_postgres() override {
    store_.reset();
    const auto dropped = connect().run_all("DROP SCHEMA IF EXISTS " + schema_ + " CASCADE");
    EXPECT_TRUE(dropped) << dropped.error().message;
  }

  postgres_vector_store& store() override { return *store_; }
  postgres_vector_search& search() override { return *search_; }
  void reopen() override {
    store_.reset();
    store_ = std::make_unique<postgres_vector_store>(place(), schema_, patient, time_);
    search_ = std::make_unique<postgres_vector_search>(place(), schema_, standing_, patient);
    publish();
  }
  void publish() override {
    const auto counts = store_->counts();
    ASSERT_TRUE(counts) << counts.error().message;
    standing_->reached(counts->model.value_or(model_tag{}), static_cast<std::size_t>(counts->vectors));
  }

  static constexpr postgres_limits patient{std::chrono::minutes{1}, std::chrono::minutes{1}, std::chrono::minutes{1}};
  static postgres_place place() { return {test_postgres()}; }
  static postgres_connection connect() { return postgres_connection::open(place(), patient).value(); }
  const std::string& schema() const { return schema_; }
  const std::shared_ptr<remote_standing>& standing() const { return standing_; }

 private:
  const clock& time_;
  std::string schema_;
  std::shared_ptr<remote_standing> standing_ = std::make_shared<remote_standing>();
  std::unique_ptr<postgres_vector_store> store_;
  std::unique_ptr<postgres_vector_search> search_;
};

class vectors_in_chroma final : public kept_vectors {
 public:
  explicit vectors_in_chroma(const clock& time) : time_{time} { reopen(); }
  ~vectors_in_chroma() override {
    EXPECT_TRUE(store_->clear());
    EXPECT_TRUE(chroma_server(place(), std::chrono::minutes{1}).remove_collection(name_ + "-about"));
  }

  chroma_vector_store& store() override { return *store_; }
  chroma_vector_search& search() override { return *search_; }
  void reopen() override {
    store_ = std::make_unique<chroma_vector_store>(place(), name_, std::chrono::minutes{1}, time_);
    search_ = std::make_unique<chroma_vector_search>(place(), name_, standing_, std::chrono::minutes{1});
    publish();
  }
  void publish() override {
    const auto counts = store_->counts();
    ASSERT_TRUE(counts) << counts.error().message;
    standing_->reached(counts->model.value_or(model_tag{}), static_cast<std::size_t>(counts->vectors));
  }
  bool is_exact() const override { return false; }

  static chroma_place place() { return parse_chroma_address(test_chroma()).value(); }
  const std::string& name() const { return name_; }
  const std::shared_ptr<remote_standing>& standing() const { return standing_; }

 private:
  const clock& time_;
  std::string name_ = chroma_name_of(random_uuid().value());
  std::shared_ptr<remote_standing> standing_ = std::make_shared<remote_standing>();
  std::unique_ptr<chroma_vector_store> store_;
  std::unique_ptr<chroma_vector_search> search_;
};

/// The names of the places that can be tried here.
inline std::vector<std::string> vector_places() {
  std::vector<std::string> places{"files"};
  if (!test_postgres().empty()) places.emplace_back("postgres");
  if (!test_chroma().empty()) places.emplace_back("chroma");
  return places;
}

inline std::unique_ptr<kept_vectors> make_place(const std::string& name, const clock& time) {
  if (name == "postgres") return std::make_unique<vectors_in_postgres>(time);
  if (name == "chroma") return std::make_unique<vectors_in_chroma>(time);
  return std::make_unique<vectors_in_files>(time);
}

class every_place_test : public ::testing::TestWithParam<std::string> {
 protected:
  void write(const write_vectors& request) {
    const auto written = store().write(request);
    ASSERT_TRUE(written) << written.error().message;
    place_->publish();
  }

  remote_vector_store& store() { return place_->store(); }
  vector_search& search() { return place_->search(); }

  manual_clock clock_{wall_time{std::chrono::hours{500'000}}};
  std::unique_ptr<kept_vectors> place_ = make_place(GetParam(), clock_);
};

}  // namespace secondbrain::stores
