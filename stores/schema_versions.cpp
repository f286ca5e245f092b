#include "stores/schema_versions.hpp"

#include "stores/lexical_schema.hpp"
#include "stores/vectors/vector_store.hpp"

namespace secondbrain::stores {

bool is_derived(std::string_view file_name) {
  return file_name == "lexical.db" || file_name == "vectors.db" || file_name == "index_tracker.db";
}

int schema_known_for(std::string_view file_name) {
  if (file_name == "conversations.db") return conversations_schema;
  if (file_name == "usage.db") return usage_schema;
  if (file_name == "lexical.db") return lexical_schema.version;
  if (file_name == "vectors.db") return vector_store::schema.version;
  if (file_name == "index_tracker.db") return index_tracker_schema;
  return metadata_schema;
}

}  // namespace secondbrain::stores
