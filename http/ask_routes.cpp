// Ask: answers from the notes, at once or as they come about (contract: http_api §4).
//
// The events of a stream, in this order:
//   citations  a JSON array, once the passages are found
//   token      a JSON string each: joined they are the answer
//   error      only when something failed: {"detail", "code"}; a token has said so in words before
//   done       always the last
// The headers go out before anything is looked up, so that no proxy gives up; a failure is therefore told in the
// stream.
#include <memory>
#include <utility>

#include "http/answer_channel.hpp"
#include "http/answers.hpp"
#include "http/ask_json.hpp"
#include "http/coverage_json.hpp"
#include "http/errors.hpp"
#include "http/event_stream.hpp"
#include "http/json_text.hpp"
#include "http/routes.hpp"

namespace secondbrain::http {

namespace {

using index_feed = ops::feed<index_progress>;

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds between_looks{100};
constexpr seconds storing_time{10};  // beyond the deadline, to store the turn

enum class delivery : std::uint8_t { whole, in_pieces };

/// Asks, and hands out the connection's end; when that is dropped, the worker is told that nobody listens any more.
std::shared_ptr<answer_channel> begin(const services& asked, ask_question question, milliseconds patience,
                                      delivery how) {
  auto channel = std::make_shared<answer_channel>();
  question.deadline = std::chrono::steady_clock::now() + patience;
  question.listener.gone = channel->gone();
  if (how == delivery::in_pieces) {
    question.listener.found = [channel](const auto& citations) { channel->found(citations); };
    question.listener.text = [channel](std::string_view piece) { channel->said(piece); };
  }
  asked.answers.send(std::move(question), patience + storing_time,
                     [channel](result<answer> how_it_ended) { channel->ended(std::move(how_it_ended)); });
  return {channel.get(), [channel](answer_channel* ours) { ours->leave(); }};
}

result<http_response> answer_whole(const services& asked, const call& made, milliseconds patience) {
  if (auto known = asked.may_answer(); !known) return tl::unexpected<error>(known.error());
  const auto channel = begin(asked, question_from(made.body), patience, delivery::whole);
  while (!made.http.abandoned()) {
    const auto heard = channel->wait(between_looks);
    if (!heard.end) continue;
    if (!*heard.end) return tl::unexpected<error>(heard.end->error());
    auto out = answer_json(**heard.end);
    out["coverage"] = coverage_json(*asked.progress);
    return json_answer(out);
  }
  return fail(errc::cancelled, "nobody waits for this answer any more; what there was of it is in the history");
}

void send_end(const index_feed& progress, const result<answer>& end, const std::string& conversation_id,
              event_stream& events) {
  answer said;
  error trouble{errc::unavailable, {}};
  if (end) {
    said = *end;
    trouble.message = said.note;
  } else {
    trouble = end.error();
    said.conversation_id = conversation_id;
    said.label = retrieval_label::no_results;
    said.mode = answer_mode::abstained;
    said.ending = answer_ending::broken_off;
    said.note = "The question could not be answered: " + trouble.message + '.';
    events.send("token", json_text(json::value(said.note)));
  }
  if (said.ending == answer_ending::broken_off) events.send_error(trouble.message, trouble.code);
  auto ending = ending_json(said);
  ending["coverage"] = coverage_json(progress);
  events.send("done", json_text(ending));
}

/// The service is stopping: what there is of the answer stands, and says that it is not all of it.
void send_break(const index_feed& progress, bool begun, const std::string& conversation_id, event_stream& events) {
  answer said;
  said.conversation_id = conversation_id;
  if (!begun) said.mode = answer_mode::abstained;
  said.ending = answer_ending::broken_off;
  said.note = "The answer breaks off here: " + std::string{stopping} + '.';
  events.send("token", json_text(json::value((begun ? "\n\n" : "") + said.note)));
  events.send_error(stopping, errc::cancelled);
  auto ending = ending_json(said);
  ending["coverage"] = coverage_json(progress);
  events.send("done", json_text(ending));
}

void send_answer(const index_feed& progress, answer_channel& channel, const std::string& conversation_id,
                 event_stream& events) {
  bool begun = false;
  events.ping();
  while (events.open()) {
    const auto heard = channel.wait(between_looks);
    if (heard.citations) events.send("citations", json_text(citations_json(*heard.citations)));
    begun = begun || !heard.pieces.empty();
    for (const auto& piece : heard.pieces) events.send("token", json_text(json::value(piece)));
    if (heard.end) return send_end(progress, *heard.end, conversation_id, events);
  }
  send_break(progress, begun, conversation_id, events);
}

result<http_response> answer_in_pieces(const services& asked, const call& made, milliseconds patience) {
  if (auto known = asked.may_answer(); !known) return tl::unexpected<error>(known.error());
  auto question = question_from(made.body);
  auto id = question.conversation_id;
  auto channel = begin(asked, std::move(question), patience, delivery::in_pieces);
  return event_answer([progress = asked.progress, channel = std::move(channel),
                       id = std::move(id)](event_stream& events) { send_answer(*progress, *channel, id, events); });
}

}  // namespace

std::vector<route> ask_routes(const services& asked, const server_options& options) {
  const auto patience = options.answer_deadline;
  const reply busy{503, "Too many questions are open, or there is no vault, or another one than the index is of"};
  return {
      {.verb = method::post,
       .path = "/api/v1/ask",
       .summary = "Answer a question from the notes",
       .places = share::questions,
       .access = scope::write,
       .body = question_schema(),
       .replies = {{200, "The answer with its citations", answer_schema()}, busy},
       .handler = [&asked, patience](const call& made) { return answer_whole(asked, made, patience); }},
      {.verb = method::post,
       .path = "/api/v1/ask/stream",
       .summary = "The same as it comes about: events `citations`, `token` (a JSON string each), `error`, `done`",
       .places = share::questions,
       .access = scope::write,
       .body = question_schema(),
       .replies = {{200, "Server-Sent Events; this is the data of `done`", ending_schema(), "text/event-stream"}, busy},
       .handler = [&asked, patience](const call& made) { return answer_in_pieces(asked, made, patience); }}};
}

}  // namespace secondbrain::http
