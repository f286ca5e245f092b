#include "stores/vectors/chroma/chroma_vector_search.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "stores/vectors/dot_product.hpp"
#include "stores/vectors/model_words.hpp"
#include "stores/vectors/remote_vector_store.hpp"

namespace secondbrain::stores {

namespace {

namespace json = boost::json;

constexpr int most_wanted = 10'000;
constexpr int room_for_equals = 32;  // behind the last place

const json::array* first_list(const json::value& answer, std::string_view key) {
  const auto* object = answer.if_object();
  const auto* lists = object == nullptr ? nullptr : object->if_contains(key);
  const auto* outer = lists == nullptr ? nullptr : lists->if_array();
  return outer == nullptr || outer->empty() ? nullptr : outer->front().if_array();
}

/// Of the texts, best first.
result<std::vector<std::pair<std::string, double>>> read_matches(const json::value& answer) {
  std::vector<std::pair<std::string, double>> matches;
  const auto* ids = first_list(answer, "ids");
  const auto* distances = first_list(answer, "distances");
  if (ids == nullptr || distances == nullptr || ids->size() != distances->size())
    return fail(errc::corrupt, "the Chroma server answers otherwise than Chroma 1 does: look whether it is one");
  matches.reserve(ids->size());
  for (std::size_t at = 0; at < ids->size(); ++at)
    matches.emplace_back((*ids)[at].get_string(), 1 - (*distances)[at].to_number<double>());
  return matches;
}

}  // namespace

result<std::vector<similar_chunk>> chroma_vector_search::nearest(std::span<const float> question, int limit,
                                                                 double minimum) {
  std::vector<similar_chunk> found;
  const auto known = at_hand();
  const auto wanted = std::min(limit, most_wanted);
  if (known.vectors == 0 || wanted <= 0) return found;
  if (question.size() != static_cast<std::size_t>(known.model.dimensions))
    return question_of_another_length(question.size(), known.model);
  const auto done = ask([&](const chroma_collections& in) -> status {
    found.clear();
    if (!in.model) return {};
    const auto answer = server_.post(in.texts, "query",
                                     {{"query_embeddings", json::array{json::array(question.begin(), question.end())}},
                                      {"n_results", wanted + room_for_equals},
                                      {"where", json::object{{"linked", true}}},
                                      {"include", json::array{"distances"}}});
    RETURN_IF_ERROR(answer);
    const auto matches = read_matches(*answer);
    RETURN_IF_ERROR(matches);
    std::unordered_map<std::string, double> near;
    std::vector<std::string> hashes;
    hashes.reserve(matches->size());
    for (const auto& [hash, cosine] : *matches) {
      if (!std::isfinite(cosine) || cosine < minimum) continue;
      near.emplace(hash, cosine);
      hashes.push_back(hash);
    }
    if (hashes.empty()) return {};
    const auto links = chroma_records_where(server_, in.links, chroma_any_of("text_hash", hashes));
    RETURN_IF_ERROR(links);
    found.reserve(links->size());
    for (const auto& link : *links) found.push_back({link.id, near.at(text_in(link, "text_hash"))});
    return {};
  });
  RETURN_IF_ERROR(done);
  std::sort(found.begin(), found.end(), [](const similar_chunk& a, const similar_chunk& b) {
    return a.cosine != b.cosine ? a.cosine > b.cosine : a.chunk_id < b.chunk_id;
  });
  if (found.size() > static_cast<std::size_t>(wanted)) found.resize(static_cast<std::size_t>(wanted));
  return found;
}

result<std::vector<std::optional<double>>> chroma_vector_search::cosines(std::span<const float> question,
                                                                         std::span<const std::string> chunk_ids) {
  std::vector<std::optional<double>> found(chunk_ids.size());
  const auto known = at_hand();
  const bool is_comparable = known.vectors > 0 && question.size() == static_cast<std::size_t>(known.model.dimensions);
  if (chunk_ids.empty() || !is_comparable) return found;
  const auto done = ask([&](const chroma_collections& in) -> status {
    if (!in.model) return {};
    std::vector<std::string> wanted{chunk_ids.begin(), chunk_ids.end()};
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const auto links = chroma_records(server_, in.links, wanted);
    RETURN_IF_ERROR(links);
    std::unordered_map<std::string, std::string> text_of;
    std::vector<std::string> hashes;
    for (const auto& link : *links) hashes.push_back(text_of[link.id] = text_in(link, "text_hash"));
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    const auto texts = chroma_records(server_, in.texts, hashes, chroma_values::included);
    RETURN_IF_ERROR(texts);
    std::unordered_map<std::string, double> cosine_of;
    for (const auto& text : *texts)
      if (!text.metadata.contains("odd") && text.values.size() == question.size())
        cosine_of[text.id] = dot_product(text.values, question);
    for (std::size_t at = 0; at < chunk_ids.size(); ++at) {
      const auto text = text_of.find(chunk_ids[at]);
      if (text == text_of.end()) continue;
      if (const auto cosine = cosine_of.find(text->second); cosine != cosine_of.end()) found[at] = cosine->second;
    }
    return {};
  });
  return done.map([&] { return std::move(found); });
}

result<chroma_collections> chroma_vector_search::collections() {
  const std::lock_guard guard{mutex_};
  if (!collections_) {
    auto opened = open_chroma_collections(server_, name_);
    RETURN_IF_ERROR(opened);
    collections_ = *std::move(opened);
  }
  return *collections_;
}

/// Another generation has other collections.
status chroma_vector_search::ask(const question_of& question) {
  auto known = at_hand();
  if (!known.trouble.empty()) return fail(errc::unavailable, std::move(known.trouble));
  status done;
  for (int tries = 0; tries < 2; ++tries) {
    const auto in = collections();
    const bool is_of_before = in && in->model != known.model;
    done = !in ? status{fail(in.error())} : is_of_before ? fail(errc::not_found, "of another model") : question(*in);
    if (done || done.error().code != errc::not_found) break;
    const std::lock_guard guard{mutex_};
    collections_.reset();
  }
  if (done)
    standing_->searched();
  else if (is_out_of_reach(done.error().code))
    standing_->failed_search(done.error().message);
  return done;
}

}  // namespace secondbrain::stores
