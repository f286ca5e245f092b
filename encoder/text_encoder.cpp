#include "encoder/text_encoder.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <numeric>
#include <set>
#include <utility>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "encoder/background_threads.hpp"
#include "encoder/mapped_file.hpp"
#include "encoder/nano_e5.hpp"
#include "encoder/tensors.hpp"
#include "encoder/token_weights.hpp"

namespace secondbrain::encoder {

namespace {

constexpr std::size_t tokens_at_once = 1024;  // of some texts, by one thread

/// "It is damaged…" becomes "The file … is damaged…".
failed about(const std::filesystem::path& file, const error& why) {
  return fail(why.code, file.string() + ": " + why.message);
}

/// What was installed, and nothing else: vectors of two models must not stand under one name.
status check_unchanged(const model_description& model, const std::filesystem::path& folder) {
  for (const auto& name : std::set{model.weights, model.tokenizer}) {
    const auto file = folder / name;
    const auto hash = sha256_of_file(file);
    RETURN_IF_ERROR(hash);
    const auto known = model.sha256.find(name);
    if (known == model.sha256.end() || known->second != *hash)
      return fail(errc::corrupt, file.string() +
                                     " is not the file that was installed: it is damaged, cut short, or another one. "
                                     "Install the model again: `secondbrain model install`.");
  }
  return {};
}

result<sentence_pieces> read_sentence_pieces(const std::filesystem::path& file) {
  const auto mapped = mapped_file::open(file);
  RETURN_IF_ERROR(mapped);
  auto vocabulary = read_nano_e5_vocabulary(mapped->bytes());
  RETURN_IF_ERROR(vocabulary);
  return sentence_pieces::from_vocabulary(*std::move(vocabulary));
}

result<text_encoder::tokenizer> read_tokenizer(const model_description& model, const std::filesystem::path& file) {
  if (file.extension() == nano_e5_extension) {
    auto read = read_sentence_pieces(file);
    if (!read) return about(file, read.error());
    return text_encoder::tokenizer{*std::move(read)};
  }
  const auto text = read_file(file);
  RETURN_IF_ERROR(text);
  auto read =
      file.extension() == ".json" ? word_pieces::from_json(*text) : word_pieces::from_vocabulary(*text, model.letters);
  if (!read) return about(file, read.error());
  return text_encoder::tokenizer{*std::move(read)};
}

result<tensor_file> read_tensors(const std::filesystem::path& file, std::span<const std::byte> bytes) {
  if (file.extension() == nano_e5_extension) return read_nano_e5(bytes);
  return file.extension() == ".onnx" ? read_onnx(bytes) : read_safetensors(bytes);
}

std::size_t size_of(const text_encoder::tokenizer& tokens) {
  return std::visit([](const auto& one) { return one.size(); }, tokens);
}

result<bert_weights> read_weights(const std::filesystem::path& file) {
  const auto mapped = mapped_file::open(file);
  RETURN_IF_ERROR(mapped);
  const auto tensors = read_tensors(file, mapped->bytes());
  if (!tensors) return about(file, tensors.error());
  auto weights = bert_weights_of(*tensors);
  if (!weights) return about(file, weights.error());
  return weights;
}

/// Ends work that nobody wants any more.
struct cancelled_work {};

void go_on_unless(const text_encoder::cancellation& cancelled) {
  if (cancelled && cancelled()) throw cancelled_work{};
}

/// Calls it, and makes an error of what it and the libraries throw.
template <class F>
auto guarded(const F& compute) -> result<decltype(compute())> {
  try {
    return compute();
  } catch (const cancelled_work&) {
    return fail(errc::cancelled, "The work of the model was cancelled.");
  } catch (const std::exception& thrown) {
    return fail(errc::internal, std::string{"The model could not compute: "} + thrown.what() + ".");
  }
}

}  // namespace

result<text_encoder> text_encoder::load(const std::filesystem::path& folder) {
  auto model = read_description(folder);
  RETURN_IF_ERROR(model);
  RETURN_IF_ERROR(check_unchanged(*model, folder));
  auto tokens = read_tokenizer(*model, folder / model->tokenizer);
  RETURN_IF_ERROR(tokens);
  auto weights = read_weights(folder / model->weights);
  RETURN_IF_ERROR(weights);
  const auto dimensions = static_cast<std::size_t>(model->dimensions);
  if (weights->width() != dimensions || size_of(*tokens) > weights->words.rows ||
      static_cast<std::size_t>(model->longest_text) > weights->positions.rows)
    return fail(errc::corrupt, (folder / description_file).string() +
                                   " does not fit the weights beside it. Install the model again: `secondbrain model "
                                   "install`.");
  const network_shape shape{static_cast<std::size_t>(model->heads), model->pooled, static_cast<float>(model->epsilon)};
  return guarded([&] {
    compute_on_this_thread_alone();
    return text_encoder{*std::move(model), *std::move(tokens), bert_network{*std::move(weights), shape}};
  });
}

std::vector<token> text_encoder::tokens_of(const std::string& prefix, std::string_view text) const {
  const auto most = static_cast<std::size_t>(model_.longest_text);
  const auto whole = prefix.empty() ? std::string{} : prefix + std::string{text};
  return std::visit([&](const auto& by) { return by.tokens_of(prefix.empty() ? text : whole, most); }, tokens_);
}

result<std::vector<float>> text_encoder::encode_query(std::string_view query) const {
  return guarded([&] {
    compute_on_this_thread_alone();
    thread_local bert_network::workspace space;
    const auto tokens = tokens_of(model_.query_prefix, query);
    return network_.encode({&tokens, 1}, space);
  });
}

result<std::vector<std::vector<float>>> text_encoder::encode_passages(std::span<const std::string> texts,
                                                                      std::size_t threads,
                                                                      const cancellation& cancelled) const {
  return guarded([&] {
    std::vector<std::vector<token>> tokens;
    for (const auto& text : texts) tokens.push_back(tokens_of(model_.passage_prefix, text));
    // The long ones first, so that the threads end together; a text's vector does not depend on its neighbours.
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return tokens[a].size() > tokens[b].size(); });
    std::vector<std::vector<std::size_t>> batches;
    std::size_t held = tokens_at_once;
    for (const auto text : order) {
      if (held + tokens[text].size() > tokens_at_once) {
        batches.emplace_back();
        held = 0;
      }
      held += tokens[text].size();
      batches.back().push_back(text);
    }
    std::vector<std::vector<float>> vectors(texts.size());
    share_in_background(batches.size(), threads, [&](std::size_t number) {
      go_on_unless(cancelled);
      compute_on_this_thread_alone();
      thread_local bert_network::workspace space;
      std::vector<std::vector<token>> batch;
      for (const auto text : batches[number]) batch.push_back(std::move(tokens[text]));
      const auto made = network_.encode(batch, space);
      for (std::size_t at = 0; at < batch.size(); ++at) {
        const auto* first = made.data() + at * network_.width();
        vectors[batches[number][at]].assign(first, first + network_.width());
      }
    });
    return vectors;
  });
}

std::vector<float> text_encoder::weights_of(const tokenizer& tokens) {
  return std::visit([](const auto& by) { return token_weights(by.size(), by.first_word()); }, tokens);
}

std::vector<float> text_encoder::approximate(std::string_view text) const {
  const auto tokens = tokens_of({}, text);
  std::vector<float> sum(approximate_width());
  for (std::size_t at = 1; at + 1 < tokens.size(); ++at)  // without those that begin and end each text
    network_.add_word(tokens[at], weights_[static_cast<std::size_t>(tokens[at])], sum.size(), sum.data());
  const auto squares = std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0F);
  const auto scale = squares > 0 ? 1 / std::sqrt(squares) : 0.0F;
  for (auto& value : sum) value *= scale;
  return sum;
}

result<std::vector<std::vector<float>>> text_encoder::approximate_in_background(std::span<const std::string> texts,
                                                                                const cancellation& cancelled) const {
  constexpr std::size_t texts_in_part = 64;
  return guarded([&] {
    std::vector<std::vector<float>> vectors(texts.size());
    share_in_background((texts.size() + texts_in_part - 1) / texts_in_part, 1, [&](std::size_t part) {
      go_on_unless(cancelled);
      const auto end = std::min((part + 1) * texts_in_part, texts.size());
      for (auto at = part * texts_in_part; at < end; ++at) vectors[at] = approximate(texts[at]);
    });
    return vectors;
  });
}

}  // namespace secondbrain::encoder
