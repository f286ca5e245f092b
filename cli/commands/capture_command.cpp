#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/record_json.hpp"
#include "base/text.hpp"
#include "cli/client/kept_texts.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/json_fields.hpp"
#include "messages/search.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

struct capture_options {
  std::vector<std::string> words;
  bool kept = false;
  output_format format = output_format::text;
};

constexpr auto capture_footer =
    "Examples:\n"
    "  secondbrain capture Call the library about the atlas\n"
    "  pbpaste | secondbrain capture            what is piped in, byte for byte\n"
    "  secondbrain capture --kept               what could not be captured before\n"
    "The text becomes a new file in the vault's Inbox; the sync files it where a model may be asked. A text that\n"
    "could not be captured is kept; `secondbrain captures` and `secondbrain status` tell of it.\n"
    "Exit codes: 0 safe on the disk, 1 not kept, 2 wrong command line.";

result<std::string> text_to_keep(const capture_options& options, const context& ctx) {
  std::string text = join(options.words, " ");
  if (options.words.empty() && ctx.piped) text.assign(std::istreambuf_iterator<char>{*ctx.piped}, {});
  if (text.empty()) return fail(errc::invalid_argument, "there is nothing to capture; give the text, or pipe it in");
  return text;
}

/// What could not be captured is not lost: it lies in the data directory until it is captured again.
status keep_aside(const std::string& text, const error& why, const context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  if (!loaded) return fail(why);
  auto file = keep_text(loaded->values.data_path, text);
  if (!file) return fail(why.code, why.message + "\nThe text could not be kept either: " + file.error().message);
  return fail(why.code, why.message + "\nThe text is kept in " + file->string() +
                            ". Once that is fixed: secondbrain capture --kept");
}

result<json::object> send(const server_client& server, const std::string& text) {
  return server.post("/api/v1/capture", 30s, {}, {{"text", text}});
}

/// Whether the server would say the same of any other text.
bool is_about_the_server(errc code) {
  return code != errc::invalid_argument;
}

/// Acknowledged first, removed then: what is interrupted in between is there twice, never lost.
result<json::object> deliver_one(const server_client& server, const std::filesystem::path& file) {
  auto text = read_file(file);
  RETURN_IF_ERROR(text);
  auto answer = send(server, *text);
  if (answer) RETURN_IF_ERROR(remove_kept(file));
  return answer;
}

status deliver_kept(output_format format, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const server_client server{*loaded, ctx.err};
  auto waiting = begin_delivery(loaded->values.data_path);
  RETURN_IF_ERROR(waiting);
  json::array captured;
  std::string left;
  for (const auto& file : waiting->files) {
    auto answer = deliver_one(server, file);
    if (answer) {
      if (format == output_format::text) ctx.out << printable(text_at(*answer, "message")) << '\n';
      captured.emplace_back(*std::move(answer));
      continue;
    }
    left += (left.empty() ? "" : "\n") + answer.error().message + "\nThe text stays in " + file.string();
    if (is_about_the_server(answer.error().code)) break;
  }
  if (format == output_format::json)
    print_json(ctx, {{"captured", std::move(captured)},
                     {"waiting", static_cast<std::int64_t>(kept_texts(loaded->values.data_path).size())}});
  else if (waiting->files.empty())
    ctx.out << "No text waits to be captured.\n";
  if (!left.empty()) return fail(errc::unavailable, left);
  return {};
}

status capture(const capture_options& options, context& ctx) {
  if (options.kept) return deliver_kept(options.format, ctx);
  auto text = text_to_keep(options, ctx);
  RETURN_IF_ERROR(text);
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto kept = send(*server, *text);
  if (!kept) return keep_aside(*text, kept.error(), ctx);
  if (options.format == output_format::json) {
    print_json(ctx, *kept);
    return {};
  }
  ctx.out << printable(text_at(*kept, "message")) << '\n';
  for (const auto& one : from_json<note_connection>(array_at(*kept, "connections")))
    ctx.out << "  goes with " << ctx.out_terminal.paint(tone::accent, one.note_title) << "  "
            << ctx.out_terminal.paint(tone::muted, one.note_path) << '\n';
  if (const auto coverage = coverage_at(*kept); !coverage.empty())
    ctx.out << ctx.out_terminal.paint(tone::caution, coverage) << '\n';
  return {};
}

}  // namespace

void add_capture(command app, context& ctx) {
  auto options = std::make_shared<capture_options>();
  auto command = app.add_subcommand("capture", "Keep a thought in the inbox");
  auto words = command.add_option("text", options->words, "What to keep; without it, what is piped in");
  command.add_flag("--kept", options->kept, "Capture the texts that could not be captured before").excludes(words);
  add_json_option(command, options->format);
  command.footer(capture_footer);
  command.callback([options, &ctx] { conclude(ctx, capture(*options, ctx)); });
}

}  // namespace secondbrain::cli
