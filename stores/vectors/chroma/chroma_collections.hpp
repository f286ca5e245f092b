// The collections of one data directory on a Chroma server, and how records of them are read and written.
//
//   NAME-about        one record: the model of the vectors, and the generation of the other two
//   NAME-texts-N      a record for each text: its hash, its vector, whether a chunk has it, else since when none has
//   NAME-links-N      a record for each chunk: its note and the hash of its text; Chroma wants a vector of it, so it
//   has one
//
// Chroma has no transactions: the callers write in an order that a crash in the middle leaves to be mended. A store
// that is cleared goes on with the next generation, as a collection keeps the length of its vectors for ever. Pure but
// for the calls; fails with what the server fails with.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/vectors.hpp"
#include "stores/vectors/chroma/chroma_server.hpp"

namespace secondbrain::stores {

/// `secondbrain-` and the letters and digits of the data directory's id, in lower case.
std::string chroma_name_of(const std::string& directory_id);

struct chroma_collections {
  std::string about;  // ids
  std::string texts;  // empty: nothing has been written yet
  std::string links;
  std::optional<model_tag> model;
  std::int64_t generation = 0;
};

/// As they are now; the first is made if need be.
result<chroma_collections> open_chroma_collections(const chroma_server& server, const std::string& name);

/// Begins the next generation, with vectors of that model.
status begin_chroma_generation(const chroma_server& server, const std::string& name, const model_tag& model,
                               chroma_collections& collections);

/// Ends the one there is.
status end_chroma_generation(const chroma_server& server, const std::string& name, chroma_collections& collections);

struct chroma_record {
  std::string id;
  boost::json::object metadata;
  std::vector<float> values{};  // where they were asked for
};

enum class chroma_values : std::uint8_t { left_out, included };

/// Those of these ids that are there.
result<std::vector<chroma_record>> chroma_records(const chroma_server& server, const std::string& collection,
                                                  std::span<const std::string> ids,
                                                  chroma_values values = chroma_values::left_out);

/// Those where this is so, at most `limit` of them behind the first `offset`; 0: all.
result<std::vector<chroma_record>> chroma_records_where(const chroma_server& server, const std::string& collection,
                                                        const boost::json::object& where, std::size_t limit = 0,
                                                        std::size_t offset = 0);

/// {"key": {"$in": [values]}}
boost::json::object chroma_any_of(std::string_view key, std::span<const std::string> values);

status upsert_chroma(const chroma_server& server, const std::string& collection,
                     const std::vector<chroma_record>& records);
/// A metadatum of null is taken away.
status update_chroma(const chroma_server& server, const std::string& collection, std::span<const std::string> ids,
                     const boost::json::object& metadata);
status delete_chroma(const chroma_server& server, const std::string& collection, std::span<const std::string> ids);

std::string text_in(const chroma_record& record, std::string_view key);
std::int64_t integer_in(const chroma_record& record, std::string_view key);

}  // namespace secondbrain::stores
