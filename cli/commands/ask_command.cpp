#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/record_json.hpp"
#include "base/text.hpp"
#include "cli/client/parameters_of.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/choices.hpp"
#include "cli/display/json_fields.hpp"
#include "messages/answer.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

struct ask_options {
  std::vector<std::string> words;
  ask_question question;
  output_format format = output_format::text;
};

constexpr auto answer_deadline = 300s;  // the server sets its own deadline, well below

constexpr auto ask_footer =
    "Examples:\n"
    "  secondbrain ask what did I decide about the compost heap\n"
    "  secondbrain ask --conversation ID \"and when?\"     continues an earlier conversation\n"
    "  secondbrain ask --provider local \"…\"             asks the model on this machine\n"
    "The answer appears as it is written, the passages it rests on below it. Without a model it consists of "
    "quotations.\n"
    "Exit codes: 0 answered, 1 no answer or one that broke off, 2 wrong command line.";

/// What one streamed answer told besides its text.
struct streamed_answer {
  std::vector<citation> citations;
  json::object ending;
  std::string trouble;
};

json::value parsed(std::string_view data) {
  boost::system::error_code broken;
  auto value = json::parse(data, broken);
  return broken ? json::value{} : value;
}

/// Text of a model, line by line, with its control characters made harmless.
void print_piece(std::string_view piece, context& ctx) {
  for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
    ctx.out << printable(piece.substr(0, end)) << '\n';
    piece.remove_prefix(end + 1);
  }
  ctx.out << printable(piece) << std::flush;
}

void take(std::string_view event, std::string_view data, streamed_answer& received, context& ctx) {
  const auto value = parsed(data);
  if (event == "token" && value.is_string()) print_piece(value.get_string(), ctx);
  if (event == "missing" && value.is_string())
    ctx.out << ctx.out_terminal.paint(tone::caution, printable(std::string{value.get_string()})) << "\n\n"
            << std::flush;
  if (event == "citations" && value.is_array()) received.citations = from_json<citation>(value.get_array());
  if (event == "error" && value.is_object()) received.trouble = text_at(value.get_object(), "detail");
  if (event == "done" && value.is_object()) received.ending = value.get_object();
}

/// "Garden › Compost, lines 3–9"
std::string place_of_citation(const citation& one) {
  auto place = join(one.heading_path, " › ");
  if (one.first_line <= 0) return place;
  if (!place.empty()) place += ", ";
  return place + (one.last_line > one.first_line
                      ? "lines " + std::to_string(one.first_line) + "–" + std::to_string(one.last_line)
                      : "line " + std::to_string(one.first_line));
}

void print_citations(const std::vector<citation>& citations, context& ctx) {
  const auto& screen = ctx.out_terminal;
  int number = 0;
  for (const auto& one : citations)
    ctx.out << '[' << ++number << "] " << screen.paint(tone::accent, one.note_title) << "  "
            << screen.paint(tone::muted, one.note_path + "  " + place_of_citation(one)) << '\n';
}

void print_ending(const streamed_answer& received, context& ctx) {
  ctx.out << "\n\n";
  print_citations(received.citations, ctx);
  const auto ended = from_json<answer>(received.ending);
  if (!ended.searched_for.empty())
    ctx.out << ctx.out_terminal.paint(tone::muted, "Searched for: " + ended.searched_for) << '\n';
  for (const auto& remark : {ended.note, coverage_at(received.ending)})
    if (!remark.empty()) ctx.out << ctx.out_terminal.paint(tone::caution, printable(remark)) << '\n';
  if (!ended.conversation_id.empty())
    ctx.out << ctx.out_terminal.paint(tone::muted,
                                      "To continue: secondbrain ask --conversation " + ended.conversation_id + " …")
            << '\n';
}

status ask_aloud(const server_client& server, const json::object& question, context& ctx) {
  streamed_answer received;
  auto done =
      server.post_for_events("/api/v1/ask/stream", question,
                             [&](std::string_view event, std::string_view data) { take(event, data, received, ctx); });
  if (!done) return done;
  print_ending(received, ctx);
  if (received.ending.empty()) return fail(errc::io_failure, "the answer broke off; ask again");
  if (!received.trouble.empty()) return fail(errc::unavailable, received.trouble);
  return {};
}

status ask(const ask_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto asking = options.question;
  asking.query = join(options.words, " ");
  auto question = body_of(asking);
  question["top_n"] = asking.top_n;  // as the help of this command says, whatever the server takes by itself
  if (options.format == output_format::text) return ask_aloud(*server, question, ctx);
  auto answer = server->post("/api/v1/ask", answer_deadline, {}, question);
  RETURN_IF_ERROR(answer);
  print_json(ctx, *answer);
  return {};
}

}  // namespace

void add_ask(command app, context& ctx) {
  auto options = std::make_shared<ask_options>();
  auto command = app.add_subcommand("ask", "Ask the notes a question");
  command.add_option("question", options->words, "The question");
  command.add_option("--conversation,-c", options->question.conversation_id, "Continue this conversation");
  command
      .add_option(
          "--provider,-p",
          [options](const std::string& name) {
            options->question.provider = value_named<answer_provider>(name).value_or(answer_provider::anthropic);
          },
          "Who is asked first")
      .check(one_of_names<answer_provider>());
  command.add_option("--top,-n", options->question.top_n, "Passages to answer from")
      .check(within_bounds_of(&ask_question::top_n))
      .show_default();
  add_json_option(command, options->format);
  command.footer(ask_footer);
  command.callback([options, &ctx] {
    if (trimmed(join(options->words, " ")).empty())
      return refuse(ctx, "there is no question; write it after the command, as in `secondbrain ask when do I prune`");
    conclude(ctx, ask(*options, ctx));
  });
}

}  // namespace secondbrain::cli
