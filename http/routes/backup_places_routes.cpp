// Where the backups are besides the snapshots: what is shipped between them, and the copies elsewhere.
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

std::vector<route> backup_places_routes(const places_reader& places) {
  return {{.verb = method::get,
           .path = "/api/v1/admin/backups/places",
           .summary = "What is shipped between backups, and the copies elsewhere",
           .access = scope::admin,
           .replies = {{200, "How they stand", schema_of<backup_places>()}},
           .handler = [places](const call&) -> result<http_response> { return json_answer(to_json(places())); }}};
}

}  // namespace secondbrain::http
