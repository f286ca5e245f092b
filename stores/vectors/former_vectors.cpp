#include "stores/vectors/former_vectors.hpp"

#include "stores/vectors/embedding_blob.hpp"
#include "stores/vectors/vector_store.hpp"

namespace secondbrain::stores {

/// Nobody writes into the file any more, so what was found once holds.
status former_vectors::open() {
  if (std::exchange(is_opened_, true)) return {};
  std::error_code failure;
  if (!std::filesystem::exists(file_, failure)) return {};
  auto db = sqlite::database::open(file_, sqlite::open_mode::read_only);
  RETURN_IF_ERROR(db);
  const auto version = db->schema_version();
  RETURN_IF_ERROR(version);
  if (*version != vector_store::schema.version) return {};
  sqlite::statement select_model;
  RETURN_IF_ERROR(db->prepare({{select_model, "SELECT name, dimensions FROM model"},
                               {select_, "SELECT embedding FROM vectors WHERE text_hash = ?1"}}));
  auto model = select_model.first([](const sqlite::row& r) {
    return model_tag{std::string{r.text(0)}, static_cast<int>(r.integer(1))};
  });
  RETURN_IF_ERROR(model);
  model_ = *std::move(model);
  select_model = {};
  db_.emplace(*std::move(db));
  return {};
}

result<std::vector<stored_vector>> former_vectors::of(const model_tag& model,
                                                      const std::vector<std::string>& text_hashes) {
  RETURN_IF_ERROR(open());
  std::vector<stored_vector> found;
  if (!db_ || model_ != model) return found;
  for (const auto& hash : text_hashes) {
    auto values = select_.first([](const sqlite::row& r) { return floats_of(r.blob(0)); }, hash);
    RETURN_IF_ERROR(values);
    if (*values && (*values)->size() == static_cast<std::size_t>(model.dimensions))
      found.push_back({hash, **std::move(values)});
  }
  return found;
}

}  // namespace secondbrain::stores
