#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/text.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/json_fields.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

struct search_options {
  std::string query;
  int limit = 10;
  std::string folder;
  bool explain = false;
  output_format format = output_format::text;
};

constexpr auto footer =
    "Examples:\n"
    "  secondbrain search compost heap             notes about either word, the best first\n"
    "  secondbrain search '\"compost heap\"'         the exact phrase\n"
    "  secondbrain search budget --folder 20_Projects --limit 3\n"
    "  secondbrain search tea --json | jq -r '.results[].note_path'\n"
    "Exit codes: 0 answered (also when nothing was found), 1 no answer, 2 wrong command line.";

/// A snippet with its matches painted. Highlights count in code points, [begin, end).
std::string highlighted(const json::object& passage, const terminal& screen) {
  auto snippet = text_at(passage, "snippet");
  std::vector<std::size_t> starts;  // byte of each code point, and one past the end
  for (std::size_t byte = 0; byte < snippet.size(); ++byte)
    if ((static_cast<unsigned char>(snippet[byte]) & 0xC0) != 0x80) starts.push_back(byte);
  auto byte_of = [&](std::int64_t point) {
    auto index = static_cast<std::size_t>(std::max<std::int64_t>(point, 0));
    return index < starts.size() ? starts[index] : snippet.size();
  };

  std::string shown;
  std::size_t done = 0;
  for (const auto& range : array_at(passage, "highlights")) {
    if (!range.is_array() || range.get_array().size() != 2) continue;
    auto begin = byte_of(range.get_array()[0].to_number<std::int64_t>());
    auto end = byte_of(range.get_array()[1].to_number<std::int64_t>());
    if (begin < done || end < begin) continue;
    shown += printable(std::string_view{snippet}.substr(done, begin - done));
    shown += screen.paint(tone::strong, std::string_view{snippet}.substr(begin, end - begin));
    done = end;
  }
  return shown + printable(std::string_view{snippet}.substr(done));
}

/// "Garden › Compost, line 12"
std::string place_of(const json::object& passage) {
  std::string place;
  for (const auto& heading : array_at(passage, "heading_path")) {
    if (!heading.is_string()) continue;
    if (!place.empty()) place += " › ";
    place += heading.get_string();
  }
  if (!place.empty()) place += ", ";
  return place + "line " + std::to_string(integer_at(passage, "line"));
}

/// "by words #1 (score 7.42), by meaning #3 (similarity 0.71)"
std::string score_in_words(const json::object& score) {
  std::string text;
  auto part = [&](const char* name, const char* rank, const char* measure, const char* value) {
    if (integer_at(score, rank) == 0) return;
    std::array<char, 64> words{};
    std::snprintf(words.data(), words.size(), "%s%s #%d (%s %.3f)", text.empty() ? "" : ", ", name,
                  static_cast<int>(integer_at(score, rank)), measure, number_at(score, value));
    text += words.data();
  };
  part("by words", "lexical_rank", "score", "bm25");
  part("by meaning", "vector_rank", "similarity", "cosine");
  return text;
}

void print_hit(const json::object& hit, context& ctx) {
  const auto& screen = ctx.out_terminal;
  ctx.out << screen.paint(tone::accent, text_at(hit, "note_title")) << "  "
          << screen.paint(tone::muted, text_at(hit, "note_path")) << '\n';
  for (const auto& entry : array_at(hit, "passages")) {
    if (!entry.is_object()) continue;
    const auto& passage = entry.get_object();
    ctx.out << "    " << screen.paint(tone::muted, place_of(passage)) << '\n'
            << "    " << highlighted(passage, screen) << '\n';
    if (const auto* score = object_at(passage, "score"))
      ctx.out << "    " << screen.paint(tone::muted, score_in_words(*score)) << '\n';
  }
  ctx.out << '\n';
}

std::string mode_in_words(const std::string& mode) {
  if (mode == "lexical") return "by words";
  if (mode == "hybrid") return "by words and meaning";
  return mode;
}

void print_answer(const json::object& answer, const search_options& options, context& ctx) {
  const auto& hits = array_at(answer, "results");
  for (const auto& hit : hits)
    if (hit.is_object()) print_hit(hit.get_object(), ctx);
  auto total = integer_at(answer, "total");
  if (total == 0)
    ctx.out << "Nothing found for “" << printable(options.query) << "”.\n";
  else
    ctx.out << ctx.out_terminal.paint(tone::muted, grouped(static_cast<std::int64_t>(hits.size())) + " of " +
                                                       counted(total, "note", "notes") + ", found " +
                                                       mode_in_words(text_at(answer, "mode")))
            << '\n';
  for (const auto& remark : {text_at(answer, "note"), coverage_at(answer)})
    if (!remark.empty()) ctx.out << ctx.out_terminal.paint(tone::caution, remark) << '\n';
}

status run_search(const search_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  query_parameters parameters{{"q", options.query}, {"limit", std::to_string(options.limit)}};
  if (!options.folder.empty()) parameters.emplace_back("folder", options.folder);
  if (options.explain) parameters.emplace_back("explain", "true");
  auto answer = server->get("/api/v1/search", parameters);
  RETURN_IF_ERROR(answer);
  if (options.format == output_format::json)
    print_json(ctx, *answer);
  else
    print_answer(*answer, options, ctx);
  return {};
}

}  // namespace

void add_search(CLI::App& app, context& ctx) {
  auto options = std::make_shared<search_options>();
  auto* command = app.add_subcommand("search", "Find notes");
  auto words = std::make_shared<std::vector<std::string>>();
  command->add_option("query", *words, "Words, \"quoted phrases\", beginnings of words")->required();
  command->add_option("--limit,-n", options->limit, "Notes to show")->check(CLI::Range(1, 100))->capture_default_str();
  command->add_option("--folder,-f", options->folder, "Only notes below this folder");
  command->add_flag("--explain", options->explain, "Say how each passage got its rank");
  add_json_option(*command, options->format);
  command->footer(footer);
  command->callback([options, words, &ctx] {
    options->query = join(*words, " ");
    conclude(ctx, run_search(*options, ctx));
  });
}

}  // namespace secondbrain::cli
