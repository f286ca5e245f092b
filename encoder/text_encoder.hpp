// Text to vectors, in this process: an installed model at work.
//
// Any thread, also several at once. Vectors are not normalised, but for approximations. Loading fails with not_found
// and io_failure (its files), corrupt (they are damaged, or not those that were installed) and invalid_argument (a
// model that is not computed here); encoding with internal (memory ran out) and cancelled.
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "encoder/bert_network.hpp"
#include "encoder/model_description.hpp"
#include "encoder/sentence_pieces.hpp"
#include "encoder/word_pieces.hpp"

namespace secondbrain::encoder {

class text_encoder {
 public:
  using tokenizer = std::variant<word_pieces, sentence_pieces>;

  static result<text_encoder> load(const std::filesystem::path& folder);

  const model_description& model() const { return model_; }

  /// On the thread that asks, at once, whatever else is encoded meanwhile.
  result<std::vector<float>> encode_query(std::string_view query) const;

  /// Asked now and then, on any thread; once true, true for good. Empty: never.
  using cancellation = std::function<bool()>;

  /// One vector for each text, computed by so many threads that give way to everything else.
  result<std::vector<std::vector<float>>> encode_passages(std::span<const std::string> texts, std::size_t threads,
                                                          const cancellation& cancelled = {}) const;

  /// What a text is about at first sight, from its words alone: the mean of their rows in the table that the network
  /// begins with, the rare ones weighing most. Costs next to nothing, of `approximate_width()`, of length 1 unless it
  /// is zero; to be compared with others of its kind only.
  std::vector<float> approximate(std::string_view text) const;

  /// The same for many, by a thread that gives way to everything else.
  result<std::vector<std::vector<float>>> approximate_in_background(std::span<const std::string> texts,
                                                                    const cancellation& cancelled = {}) const;

  /// Two thirds of the usual width, which lose nothing (docs/adr/0028).
  std::size_t approximate_width() const { return std::min<std::size_t>(network_.width(), 256); }

 private:
  text_encoder(model_description model, tokenizer tokens, bert_network network)
      : model_{std::move(model)},
        tokens_{std::move(tokens)},
        network_{std::move(network)},
        weights_{weights_of(tokens_)} {}

  static std::vector<float> weights_of(const tokenizer& tokens);

  std::vector<token> tokens_of(const std::string& prefix, std::string_view text) const;

  model_description model_;
  tokenizer tokens_;
  bert_network network_;
  std::vector<float> weights_;  // of the tokens, where only words count
};

}  // namespace secondbrain::encoder
