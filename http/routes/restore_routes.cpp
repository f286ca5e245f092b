// A restore by the running service: begun, and followed across the moment in which its parts are stopped.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr auto path = "/api/v1/admin/restore";

result<http_response> begin(const restore_starter& starter, const call& request) {
  restore_order order;
  order.id = request.text("id");
  if (request.flag("from_another")) order.kind = restore_kind::from_another;
  if (request.flag("shipped")) order.kind = restore_kind::shipped;
  if (request.flag("undo")) order.kind = restore_kind::undo;
  order.is_newest = request.flag("newest");
  order.with_later = request.flag("with_later");
  if ((order.kind == restore_kind::own || order.kind == restore_kind::from_another) && order.id.empty())
    return fail(errc::invalid_argument, "name the backup to restore, or ask for an undo");
  RETURN_IF_ERROR(starter(order));
  auto answer = json_answer({{"status", "accepted"}, {"progress", path}}, 202);
  answer.headers.emplace_back("Location", path);
  return answer;
}

}  // namespace

std::vector<route> restore_routes(const restore_starter& starter, const restore_reader& progress) {
  return {
      {.verb = method::post,
       .path = path,
       .summary = "Put a backup in the place of the data directory: it is verified and copied first, then the parts "
                  "of the service are stopped for a moment",
       .access = scope::admin,
       .query = {optional("id", text(), "", "Which backup"),
                 optional("from_another", boolean(), false, "Also one of another data directory"),
                 optional("newest", boolean(), false,
                          "It is the newest there is: where the data directory is lost, go on to what was shipped"),
                 optional("with_later", boolean(), false, "Go on to what was shipped after it in any case"),
                 optional("shipped", boolean(), false, "What was shipped alone, for want of a sound backup"),
                 optional("undo", boolean(), false, "The state from before the last restore instead")},
       .replies = with_write_replies({{202, "It is under way; `Location` says where to follow it",
                                       object({required("status", text()), required("progress", text())})}}),
       .handler = [starter](const call& request) { return begin(starter, request); }},
      {.verb = method::get,
       .path = path,
       .summary = "The restore under way, or how the last one ended",
       .access = scope::admin,
       .replies = {{200, "Its state", schema_of<restore_progress>()}},
       .handler = [progress](const call&) -> result<http_response> { return json_answer(to_json(progress())); }}};
}

}  // namespace secondbrain::http
