// The vectors of a folder, as their owner keeps them: the store, the codes beside it, and the index that is published.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "stores/vectors/code_mirror.hpp"
#include "stores/vectors/local_vector_search.hpp"
#include "stores/vectors/vector_index.hpp"
#include "stores/vectors/vector_store.hpp"

namespace secondbrain::stores {

class searchable_vectors {
 public:
  explicit searchable_vectors(std::filesystem::path folder, const clock& time = real_clock())
      : folder_{std::move(folder)}, store_{vector_store::open(file(), time).value()} {
    auto opened = mirror_.open(store_);
    EXPECT_TRUE(opened) << opened.error().message;
  }

  std::filesystem::path file() const { return folder_ / "vectors.db"; }
  std::filesystem::path codes_file() const { return folder_ / "vector_codes.db"; }

  void load() {
    while (mirror_.loading()) {
      const auto done = mirror_.advance(store_);
      ASSERT_TRUE(done) << done.error().message;
    }
  }

  void write(const write_vectors& request) {
    const auto changes = store_.write(request);
    ASSERT_TRUE(changes) << changes.error().message;
    ASSERT_TRUE(mirror_.apply(store_, *changes));
  }

  void drop_unlinked() {
    ASSERT_TRUE(mirror_.apply(store_, store_.drop_unlinked(std::chrono::seconds{0}, 1'000'000).value()));
  }

  void clear() {
    ASSERT_TRUE(store_.clear());
    ASSERT_TRUE(mirror_.clear(store_));
  }

  local_vector_search search() const { return {file(), index_}; }

  vector_store& store() { return store_; }
  code_mirror& mirror() { return mirror_; }
  const std::shared_ptr<vector_index>& index() const { return index_; }
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  std::filesystem::path folder_;
  std::shared_ptr<vector_index> index_ = std::make_shared<vector_index>();
  std::vector<std::string> warnings_;
  vector_store store_;
  code_mirror mirror_{codes_file(), index_, [this](const std::string& sentence) { warnings_.push_back(sentence); }};
};

}  // namespace secondbrain::stores
