// The embedder that computes in this process: an installed model, loaded when it is wanted first and shared by all who
// embed.
//
// Whatever is computed for many texts is given up with errc::cancelled, between two small batches of them, once
// `cancelled` says so; empty: never. It is asked on any thread.
//
// shared_encoder: any thread. encoder_embedder: one thread, as every embedder; it waits for no other. Fails as loading
// and encoding do (encoder/text_encoder.hpp); what could not be loaded is tried again the next time.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "brain/llm/embedder.hpp"
#include "encoder/model_shelf.hpp"
#include "encoder/text_encoder.hpp"

namespace secondbrain::search {

class shared_encoder {
 public:
  /// `threads` embed passages; a query is embedded by whoever asks.
  shared_encoder(encoder::model_shelf::installed model, std::size_t threads)
      : model_{std::move(model)}, threads_{threads} {}

  /// Named after what is embedded, too: vectors of texts that were put together in another way are not compared with
  /// its own.
  model_tag model() const { return {name_of(model_.description), model_.description.dimensions}; }
  std::size_t threads() const { return threads_; }

  /// Waits for as long as that takes; when it is cancelled, it goes on behind the caller.
  result<std::shared_ptr<const encoder::text_encoder>> loaded(const std::function<bool()>& cancelled);

  /// Unavailable when it takes longer; it goes on behind the caller.
  result<std::shared_ptr<const encoder::text_encoder>> loaded_within(std::chrono::milliseconds patience);

 private:
  using outcome = result<std::shared_ptr<const encoder::text_encoder>>;

  static std::string name_of(const encoder::model_description& model);
  outcome load() const;
  std::shared_future<outcome> begin_loading();

  encoder::model_shelf::installed model_;
  std::size_t threads_;
  std::mutex mutex_;
  std::shared_future<outcome> loading_;  // or loaded
};

class encoder_embedder final : public embedder {
 public:
  explicit encoder_embedder(std::shared_ptr<shared_encoder> shared, std::function<bool()> cancelled = {})
      : shared_{std::move(shared)}, cancelled_{std::move(cancelled)} {}

  model_tag model() const override { return shared_->model(); }
  std::size_t texts_at_once() const override { return 16 * shared_->threads(); }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override;
  result<std::vector<float>> embed_query(std::string_view query) override;

 private:
  std::shared_ptr<shared_encoder> shared_;
  std::function<bool()> cancelled_;
};

/// What texts are about at first sight, by the same model's words (encoder/text_encoder.hpp): next to nothing of work.
/// Any thread. Its vectors are not comparable with the model's.
class approximate_embedder final : public embedder {
 public:
  explicit approximate_embedder(std::shared_ptr<const encoder::text_encoder> model,
                                std::function<bool()> cancelled = {})
      : model_{std::move(model)}, cancelled_{std::move(cancelled)} {}

  model_tag model() const override {
    return {encoder::vector_name(model_->model()) + "/words", static_cast<int>(model_->approximate_width())};
  }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override {
    return model_->approximate_in_background(texts, cancelled_);
  }
  result<std::vector<float>> embed_query(std::string_view query) override { return model_->approximate(query); }

 private:
  std::shared_ptr<const encoder::text_encoder> model_;
  std::function<bool()> cancelled_;
};

}  // namespace secondbrain::search
