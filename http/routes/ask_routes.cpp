// Ask: answers from the notes, at once or as they come about (contract: http_api §4).
//
// The events of a stream, in this order:
//   citations  a JSON array, once the passages are found
//   missing    a JSON string, only where no note has some words or phrases of the question
//   token      a JSON string each: joined they are the answer
//   error      only when something failed: {"detail", "code"}; a token has said so in words before
//   done       always the last
// The headers go out before anything is looked up, so that no proxy gives up; a failure is therefore told in the
// stream.
#include <array>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "http/routes/routes.hpp"
#include "http/server/answer_channel.hpp"
#include "http/server/event_stream.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/with_coverage.hpp"

namespace secondbrain::http {

namespace {

using index_feed = feed<index_progress>;

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds between_looks{100};
constexpr seconds storing_time{10};  // beyond the deadline, to store the turn

/// What is known at the end of an answer, besides its text and citations: the data of the event `done`.
constexpr std::array<std::string_view, 9> ending_fields{
    "conversation_id", "retrieval_label", "mode", "ending", "quotes", "searched_for", "missing", "note", "coverage"};

enum class delivery : std::uint8_t { whole, in_pieces };

/// Asks, and hands out the connection's end; when that is dropped, the worker is told that nobody listens any more.
std::shared_ptr<answer_channel> begin(const address<answer_api>& answers, ask_question question, milliseconds timeout,
                                      delivery how) {
  auto channel = std::make_shared<answer_channel>();
  question.deadline = std::chrono::steady_clock::now() + timeout;
  question.listener.gone = channel->gone();
  if (how == delivery::in_pieces) {
    question.listener.found = [channel](const auto& citations) { channel->found(citations); };
    question.listener.missing = [channel](const std::string& sentences) { channel->missing(sentences); };
    question.listener.text = [channel](std::string_view piece) { channel->text(piece); };
  }
  answers.send(std::move(question), timeout + storing_time,
               [channel](result<answer> how_it_ended) { channel->ended(std::move(how_it_ended)); });
  return {channel.get(), [channel](answer_channel* ours) { ours->leave(); }};
}

result<http_response> answer_whole(const address<answer_api>& answers, const index_progress_feed& progress,
                                   const probe& may_answer, const call& request, milliseconds timeout) {
  RETURN_IF_ERROR(may_answer());
  const auto channel = begin(answers, from_json<ask_question>(request.body.as_object()), timeout, delivery::whole);
  while (!request.http.abandoned()) {
    const auto update = channel->wait(between_looks);
    if (!update.end) continue;
    if (!*update.end) return fail(update.end->error());
    return json_answer(to_json(with_coverage<answer>{**update.end, coverage_now(*progress)}));
  }
  return fail(errc::cancelled, "nobody waits for this answer any more; what there was of it is in the history");
}

std::string ending_text(answer ended, const index_feed& progress) {
  return json_text(to_json(with_coverage<answer>{std::move(ended), coverage_now(progress)}, {.only = ending_fields}));
}

void send_end(const index_feed& progress, const result<answer>& end, const std::string& conversation_id,
              event_stream& events) {
  answer outcome;
  error trouble{errc::unavailable, {}};
  if (end) {
    outcome = *end;
    trouble.message = outcome.note;
  } else {
    trouble = end.error();
    outcome.conversation_id = conversation_id;
    outcome.label = retrieval_label::no_results;
    outcome.mode = answer_mode::abstained;
    outcome.ending = answer_ending::broken_off;
    outcome.note = "The question could not be answered: " + trouble.message + '.';
    events.send("token", json_text(json::value(outcome.note)));
  }
  if (outcome.ending == answer_ending::broken_off) events.send_error(trouble.message, trouble.code);
  events.send("done", ending_text(std::move(outcome), progress));
}

/// The service is stopping: what there is of the answer stands, and says that it is not all of it.
void send_break(const index_feed& progress, bool begun, const std::string& conversation_id, event_stream& events) {
  answer outcome;
  outcome.conversation_id = conversation_id;
  if (!begun) outcome.mode = answer_mode::abstained;
  outcome.ending = answer_ending::broken_off;
  outcome.note = "The answer breaks off here: " + std::string{stopping} + '.';
  events.send("token", json_text(json::value((begun ? "\n\n" : "") + outcome.note)));
  events.send_error(stopping, errc::cancelled);
  events.send("done", ending_text(std::move(outcome), progress));
}

void send_answer(const index_feed& progress, answer_channel& channel, const std::string& conversation_id,
                 event_stream& events) {
  bool begun = false;
  events.ping();
  while (events.open()) {
    const auto update = channel.wait(between_looks);
    if (update.citations) events.send("citations", json_text(to_json(*update.citations)));
    if (!update.missing.empty()) events.send("missing", json_text(json::value(update.missing)));
    begun = begun || !update.pieces.empty();
    for (const auto& piece : update.pieces) events.send("token", json_text(json::value(piece)));
    if (update.end) return send_end(progress, *update.end, conversation_id, events);
  }
  send_break(progress, begun, conversation_id, events);
}

result<http_response> answer_in_pieces(const address<answer_api>& answers, const index_progress_feed& progress,
                                       const probe& may_answer, const call& request, milliseconds timeout) {
  RETURN_IF_ERROR(may_answer());
  auto question = from_json<ask_question>(request.body.as_object());
  auto id = question.conversation_id;
  auto channel = begin(answers, std::move(question), timeout, delivery::in_pieces);
  return event_answer([progress, channel = std::move(channel), id = std::move(id)](event_stream& events) {
    send_answer(*progress, *channel, id, events);
  });
}

}  // namespace

std::vector<route> ask_routes(const address<answer_api>& answers, const index_progress_feed& progress,
                              const probe& may_answer, const server_options& options) {
  const auto timeout = options.answer_deadline;
  const reply busy{503, "Too many questions are open, or there is no vault, or another one than the index is of"};
  return {
      {.verb = method::post,
       .path = "/api/v1/ask",
       .summary = "Answer a question from the notes",
       .places = share::questions,
       .access = scope::write,
       .body = request_schema<ask_question>(),
       .replies = {{200, "The answer with its citations", schema_of<with_coverage<answer>>()}, busy},
       .handler = [answers, progress, may_answer, timeout](
                      const call& request) { return answer_whole(answers, progress, may_answer, request, timeout); }},
      {.verb = method::post,
       .path = "/api/v1/ask/stream",
       .summary =
           "The same while it is produced: events `citations`, `missing`, `token` (a JSON string each), `error`, "
           "`done`",
       .places = share::questions,
       .access = scope::write,
       .body = request_schema<ask_question>(),
       .replies = {{200, "Server-Sent Events; this is the data of `done`",
                    object(members_of<with_coverage<answer>>(direction::reply, ending_fields)), "text/event-stream"},
                   busy},
       .handler = [answers, progress, may_answer, timeout](const call& request) {
         return answer_in_pieces(answers, progress, may_answer, request, timeout);
       }}};
}

}  // namespace secondbrain::http
