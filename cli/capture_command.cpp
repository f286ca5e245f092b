#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <memory>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/json_fields.hpp"
#include "cli/server_client.hpp"
#include "ops/atomic_file.hpp"
#include "ops/config_load.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

struct capture_options {
  std::vector<std::string> words;
  output_format format = output_format::text;
};

constexpr auto footer =
    "Examples:\n"
    "  secondbrain capture Call the library about the atlas\n"
    "  pbpaste | secondbrain capture            what is piped in is kept byte for byte\n"
    "The text becomes a new file in the vault's Inbox; the next sync sorts it in.\n"
    "Exit codes: 0 safe on the disk, 1 not kept, 2 wrong command line.";

result<std::string> text_to_keep(const capture_options& asked, const context& ctx) {
  if (!asked.words.empty()) return joined(asked.words);
  if (!ctx.piped) return fail(errc::invalid_argument, "there is nothing to capture; give the text, or pipe it in");
  return std::string{std::istreambuf_iterator<char>{*ctx.piped}, {}};
}

/// What could not be captured is not lost: it lies in the data directory until it is captured again.
status keep_aside(const std::string& text, const error& why, const context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  if (!loaded) return tl::unexpected(why);
  auto folder = loaded->values.data_path / "not_captured";
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  auto stamp = std::chrono::system_clock::now().time_since_epoch() / std::chrono::microseconds{1};
  auto file = folder / (std::to_string(stamp) + ".md");
  if (failure || !ops::write_atomically(file, text)) return tl::unexpected(why);
  return fail(why.code,
              why.message + "\nThe text is kept. Once that is mended: secondbrain capture < '" + file.string() + "'");
}

status capture(const capture_options& asked, context& ctx) {
  auto server = server_client::configured(ctx.environment);
  if (!server) return tl::unexpected(server.error());
  auto text = text_to_keep(asked, ctx);
  if (!text) return tl::unexpected(text.error());
  auto kept = server->post("/api/v1/capture", 30s, {}, {{"text", *text}});
  if (!kept) return keep_aside(*text, kept.error(), ctx);
  if (asked.format == output_format::json) {
    print_json(ctx, *kept);
    return {};
  }
  ctx.out << printable(text_at(*kept, "message")) << '\n';
  for (const auto& one : array_at(*kept, "connections"))
    if (one.is_object())
      ctx.out << "  goes with " << ctx.out_terminal.paint(tone::accent, text_at(one.get_object(), "note_title")) << "  "
              << ctx.out_terminal.paint(tone::muted, text_at(one.get_object(), "note_path")) << '\n';
  if (const auto coverage = coverage_at(*kept); !coverage.empty())
    ctx.out << ctx.out_terminal.paint(tone::caution, coverage) << '\n';
  return {};
}

}  // namespace

void add_capture(CLI::App& app, context& ctx) {
  auto asked = std::make_shared<capture_options>();
  auto* command = app.add_subcommand("capture", "Keep a thought in the inbox");
  command->add_option("text", asked->words, "What to keep; without it, what is piped in");
  add_json_option(*command, asked->format);
  command->footer(footer);
  command->callback([asked, &ctx] { conclude(ctx, capture(*asked, ctx)); });
}

}  // namespace secondbrain::cli
