// A fake embedder, whose space has an axis for flowers, one for tools and one for all else.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "brain/llm/embedder.hpp"

namespace secondbrain::search {

class axis_embedder final : public embedder {
 public:
  explicit axis_embedder(std::string name = "axes") : called{std::move(name)} {}

  model_tag model() const override { return {called, 3}; }

  status standing() const override {
    return is_in_doubt ? fail(errc::unavailable, "the host does not answer at the moment") : status{};
  }

  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override {
    if (broken) return fail(errc::unavailable, "the model is not loaded");
    for (; hangs; std::this_thread::sleep_for(std::chrono::milliseconds{1}))
      if (cancelled && cancelled()) return fail(errc::cancelled, "given up");
    documents += texts.size();
    std::vector<std::vector<float>> vectors;
    for (const auto& text : texts) vectors.push_back(place(text));
    return vectors;
  }

  result<std::vector<float>> embed_query(std::string_view query) override {
    if (out_of_memory) throw std::bad_alloc{};
    if (broken) return fail(errc::unavailable, "the model is not loaded");
    for (; hangs_over_queries; std::this_thread::sleep_for(std::chrono::milliseconds{1}))
      if (cancelled && cancelled()) return fail(errc::cancelled, "given up");
    ++queries;
    longest_query = std::max(longest_query.load(), query.size());
    return place(query);
  }

  std::atomic<bool> broken{false};
  std::atomic<bool> hangs{false};  // over documents, until it is cancelled
  std::atomic<bool> hangs_over_queries{false};
  std::atomic<bool> is_in_doubt{false};
  std::function<bool()> cancelled;  // set before anything is asked
  std::atomic<bool> out_of_memory{false};
  std::atomic<std::size_t> documents{0};  // embedded so far
  std::atomic<std::size_t> queries{0};
  std::atomic<std::size_t> longest_query{0};  // bytes
  std::string called;                         // before anything is asked

 private:
  static std::vector<float> place(std::string_view text) {
    std::vector<float> vector{0, 0, 0.01F};
    for (std::string_view flower : {"rose", "tulip", "blossom"})
      if (text.find(flower) != std::string_view::npos) vector[0] += 1;
    for (std::string_view tool : {"spade", "rake"})
      if (text.find(tool) != std::string_view::npos) vector[1] += 1;
    static_cast<void>(normalise(vector));
    return vector;
  }
};

}  // namespace secondbrain::search
