#include "stores/vectors/chroma/chroma_collections.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace secondbrain::stores {

namespace {

namespace json = boost::json;

constexpr std::size_t records_at_once = 1'000;  // a server takes some thousand
constexpr std::string_view model_id = "model";

failed nonsense() {
  return fail(errc::corrupt, "the Chroma server answers otherwise than Chroma 1 does: look whether it is one");
}

json::array strings(std::span<const std::string> texts) {
  return json::array(texts.begin(), texts.end());
}

const json::array* array_at(const json::value& answer, std::string_view key) {
  const auto* object = answer.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(key);
  return found == nullptr ? nullptr : found->if_array();
}

std::vector<float> floats(const json::value& value) {
  std::vector<float> values;
  const auto* numbers = value.if_array();
  if (numbers == nullptr) return values;
  values.reserve(numbers->size());
  for (const auto& number : *numbers) values.push_back(static_cast<float>(number.to_number<double>()));
  return values;
}

result<std::vector<chroma_record>> read(const json::value& answer) {
  const auto* ids = array_at(answer, "ids");
  const auto* metadatas = array_at(answer, "metadatas");
  const auto* embeddings = array_at(answer, "embeddings");
  if (ids == nullptr || (metadatas != nullptr && metadatas->size() != ids->size()) ||
      (embeddings != nullptr && embeddings->size() != ids->size()))
    return nonsense();
  std::vector<chroma_record> records;
  records.reserve(ids->size());
  for (std::size_t at = 0; at < ids->size(); ++at) {
    if (!(*ids)[at].is_string()) return nonsense();
    chroma_record record{std::string{(*ids)[at].get_string()}, {}};
    if (metadatas != nullptr && (*metadatas)[at].is_object()) record.metadata = (*metadatas)[at].get_object();
    if (embeddings != nullptr) record.values = floats((*embeddings)[at]);
    records.push_back(std::move(record));
  }
  return records;
}

result<std::vector<chroma_record>> get(const chroma_server& server, const std::string& collection,
                                       const json::object& wanted) {
  const auto answer = server.post(collection, "get", wanted);
  RETURN_IF_ERROR(answer);
  return read(*answer);
}

template <class Item, class Take>
status in_batches(std::span<const Item> items, const Take& take) {
  for (; !items.empty(); items = items.subspan(std::min(items.size(), records_at_once)))
    RETURN_IF_ERROR(take(items.first(std::min(items.size(), records_at_once))));
  return {};
}

status write_about(const chroma_server& server, const chroma_collections& collections) {
  const auto model = collections.model.value_or(model_tag{});
  return upsert_chroma(
      server, collections.about,
      {{std::string{model_id},
        {{"name", model.name}, {"dimensions", model.dimensions}, {"generation", collections.generation}},
        {1.0F}}});
}

std::string texts_name(const std::string& name, std::int64_t generation) {
  return name + "-texts-" + std::to_string(generation);
}

std::string links_name(const std::string& name, std::int64_t generation) {
  return name + "-links-" + std::to_string(generation);
}

status open_generation(const chroma_server& server, const std::string& name, chroma_collections& collections) {
  auto texts = server.collection(texts_name(name, collections.generation));
  RETURN_IF_ERROR(texts);
  auto links = server.collection(links_name(name, collections.generation));
  RETURN_IF_ERROR(links);
  collections.texts = *std::move(texts);
  collections.links = *std::move(links);
  return {};
}

}  // namespace

std::string chroma_name_of(const std::string& directory_id) {
  std::string name{"secondbrain-"};
  for (const char letter : ascii_lower_case(directory_id))
    if (is_ascii_letter(letter) || is_ascii_digit(letter)) name += letter;
  return name;
}

result<chroma_collections> open_chroma_collections(const chroma_server& server, const std::string& name) {
  chroma_collections collections;
  auto about = server.collection(name + "-about");
  RETURN_IF_ERROR(about);
  collections.about = *std::move(about);
  const std::string id{model_id};
  const auto known = chroma_records(server, collections.about, {&id, 1});
  RETURN_IF_ERROR(known);
  if (known->empty()) return collections;
  collections.generation = integer_in(known->front(), "generation");
  auto model = text_in(known->front(), "name");
  if (model.empty()) return collections;
  collections.model = model_tag{std::move(model), static_cast<int>(integer_in(known->front(), "dimensions"))};
  RETURN_IF_ERROR(open_generation(server, name, collections));
  return collections;
}

status begin_chroma_generation(const chroma_server& server, const std::string& name, const model_tag& model,
                               chroma_collections& collections) {
  auto begun = collections;
  ++begun.generation;
  begun.model = model;
  RETURN_IF_ERROR(open_generation(server, name, begun));
  RETURN_IF_ERROR(write_about(server, begun));
  collections = std::move(begun);
  return {};
}

status end_chroma_generation(const chroma_server& server, const std::string& name, chroma_collections& collections) {
  if (!collections.model) return {};
  auto ended = collections;
  ended.model.reset();
  RETURN_IF_ERROR(write_about(server, ended));
  ended.texts.clear();
  ended.links.clear();
  collections = std::move(ended);
  RETURN_IF_ERROR(server.remove_collection(texts_name(name, collections.generation)));
  return server.remove_collection(links_name(name, collections.generation));
}

result<std::vector<chroma_record>> chroma_records(const chroma_server& server, const std::string& collection,
                                                  std::span<const std::string> ids, chroma_values values) {
  std::vector<chroma_record> records;
  json::array included{"metadatas"};
  if (values == chroma_values::included) included.emplace_back("embeddings");
  const auto done = in_batches(ids, [&](std::span<const std::string> batch) -> status {
    auto found = get(server, collection, {{"ids", strings(batch)}, {"include", included}});
    RETURN_IF_ERROR(found);
    std::move(found->begin(), found->end(), std::back_inserter(records));
    return {};
  });
  return done.map([&] { return std::move(records); });
}

result<std::vector<chroma_record>> chroma_records_where(const chroma_server& server, const std::string& collection,
                                                        const json::object& where, std::size_t limit,
                                                        std::size_t offset) {
  json::object wanted{{"include", json::array{"metadatas"}}};
  if (!where.empty()) wanted["where"] = where;
  if (limit > 0) wanted["limit"] = limit;
  if (offset > 0) wanted["offset"] = offset;
  return get(server, collection, wanted);
}

json::object chroma_any_of(std::string_view key, std::span<const std::string> values) {
  return {{key, json::object{{"$in", strings(values)}}}};
}

status upsert_chroma(const chroma_server& server, const std::string& collection,
                     const std::vector<chroma_record>& records) {
  return in_batches(std::span{records}, [&](std::span<const chroma_record> batch) -> status {
    json::array ids;
    json::array embeddings;
    json::array metadatas;
    ids.reserve(batch.size());
    embeddings.reserve(batch.size());
    metadatas.reserve(batch.size());
    for (const auto& record : batch) {
      ids.emplace_back(record.id);
      embeddings.emplace_back(json::array(record.values.begin(), record.values.end()));
      metadatas.emplace_back(record.metadata);
    }
    return server
        .post(collection, "upsert",
              {{"ids", std::move(ids)}, {"embeddings", std::move(embeddings)}, {"metadatas", std::move(metadatas)}})
        .map([](const auto&) {});
  });
}

status update_chroma(const chroma_server& server, const std::string& collection, std::span<const std::string> ids,
                     const json::object& metadata) {
  return in_batches(ids, [&](std::span<const std::string> batch) -> status {
    json::array metadatas;
    metadatas.reserve(batch.size());
    for (std::size_t at = 0; at < batch.size(); ++at) metadatas.emplace_back(metadata);
    return server.post(collection, "update", {{"ids", strings(batch)}, {"metadatas", std::move(metadatas)}})
        .map([](const auto&) {});
  });
}

status delete_chroma(const chroma_server& server, const std::string& collection, std::span<const std::string> ids) {
  return in_batches(ids, [&](std::span<const std::string> batch) -> status {
    return server.post(collection, "delete", {{"ids", strings(batch)}}).map([](const auto&) {});
  });
}

std::string text_in(const chroma_record& record, std::string_view key) {
  const auto* found = record.metadata.if_contains(key);
  return found != nullptr && found->is_string() ? std::string{found->get_string()} : "";
}

std::int64_t integer_in(const chroma_record& record, std::string_view key) {
  const auto* found = record.metadata.if_contains(key);
  return found != nullptr && found->is_int64() ? found->get_int64() : 0;
}

}  // namespace secondbrain::stores
