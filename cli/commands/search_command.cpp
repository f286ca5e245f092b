#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/search/quotation_marks.hpp"
#include "cli/client/parameters_of.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/choices.hpp"
#include "cli/display/json_fields.hpp"
#include "messages/search.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

struct search_options {
  search_notes request{.query = {}, .limit = 10, .folder = {}};
  bool explain = false;
  output_format format = output_format::text;
};

constexpr auto search_footer =
    "Examples:\n"
    "  secondbrain search compost heap             notes about either word, the best first\n"
    "  secondbrain search '\"compost heap\"'         the exact phrase\n"
    "  secondbrain search budget --folder 20_Projects --limit 3\n"
    "  secondbrain search tag:garden date:2026-05..2026-06 roses\n"
    "  secondbrain search -- 'prop:status=done' -tag:old   words that begin with a minus sign go after --\n"
    "  secondbrain search tea --json | jq -r '.results[].note_path'\n"
    "Filters:\n"
    "  tag:garden               notes with that tag, or one nested below it\n"
    "  folder:work path:plan    notes in a folder of that name; with that in their path\n"
    "  file:plan                notes with that in the name of their file\n"
    "  prop:author='\"Le Guin\"' notes with that property; prop:author alone: with any value\n"
    "  date:2026-05..2026-06    notes of these days; a year, a month or a day on either side, or none\n"
    "  has:task                 notes with a task\n"
    "  -word -\"a phrase\" -tag:x  only notes without it\n"
    "  tag:a OR tag:b           notes with either\n"
    "Filters alone list the notes they let through, the latest day first. Others are words.\n"
    "Exit codes: 0 answered (also when nothing was found), 1 no answer, 2 wrong command line.";

/// A snippet with its matches painted. Highlights count in code points, [begin, end).
std::string highlighted(const passage& found, const terminal& screen) {
  const auto& snippet = found.snippet;
  std::vector<std::size_t> starts;  // byte of each code point, and one past the end
  for (std::size_t byte = 0; byte < snippet.size(); ++byte)
    if (!is_continuation(snippet[byte])) starts.push_back(byte);
  auto byte_of = [&](std::int64_t point) {
    auto index = static_cast<std::size_t>(std::max<std::int64_t>(point, 0));
    return index < starts.size() ? starts[index] : snippet.size();
  };

  std::string shown;
  std::size_t done = 0;
  for (const auto& [first, last] : found.highlights) {
    auto begin = byte_of(first);
    auto end = byte_of(last);
    if (begin < done || end < begin) continue;
    shown += printable(std::string_view{snippet}.substr(done, begin - done));
    shown += screen.paint(tone::strong, std::string_view{snippet}.substr(begin, end - begin));
    done = end;
  }
  return shown + printable(std::string_view{snippet}.substr(done));
}

/// "Garden › Compost, line 12"
std::string place_of_passage(const passage& found) {
  auto place = join(found.heading_path, " › ");
  if (!place.empty()) place += ", ";
  return place + "line " + std::to_string(found.line);
}

/// "by words #1 (score 7.42), by meaning #3 (similarity 0.71)"
std::string score_in_words(const score_parts& score) {
  std::string text;
  auto part = [&](const char* name, std::optional<int> rank, const char* measure, std::optional<double> value) {
    if (!rank) return;
    std::array<char, 64> words{};
    std::snprintf(words.data(), words.size(), "%s%s #%d (%s %.3f)", text.empty() ? "" : ", ", name, *rank, measure,
                  value.value_or(0));
    text += words.data();
  };
  part("by words", score.lexical_rank, "score", score.bm25);
  part(score.approximate ? "by meaning at first sight" : "by meaning", score.vector_rank, "similarity", score.cosine);
  return text;
}

std::string_view exact_match_in_words(exact_match what) {
  switch (what) {
    case exact_match::file_name: return "the file has exactly this name";
    case exact_match::alias: return "an alias is exactly this";
    case exact_match::title: return "the title is exactly this";
    case exact_match::tag: return "a tag is exactly this";
    case exact_match::heading: break;
  }
  return "a heading is exactly this";
}

void print_hit(const note_hit& hit, const search_options& options, context& ctx) {
  const auto& screen = ctx.out_terminal;
  ctx.out << screen.paint(tone::accent, hit.note_title) << "  " << screen.paint(tone::muted, hit.note_path) << '\n';
  if (options.explain && hit.exact)
    ctx.out << "    " << screen.paint(tone::muted, exact_match_in_words(*hit.exact)) << '\n';
  for (const auto& found : hit.passages) {
    ctx.out << "    " << screen.paint(tone::muted, place_of_passage(found)) << '\n'
            << "    " << highlighted(found, screen) << '\n';
    const auto score = score_in_words(found.score);
    if (options.explain && !score.empty()) ctx.out << "    " << screen.paint(tone::muted, score) << '\n';
  }
  ctx.out << '\n';
}

/// "10 of 99 notes: 5 have the word, the others are the nearest in meaning". How many a model finds near depends on the
/// model alone: where none has the words, their number says nothing.
std::string count_in_words(const search_answer& answer) {
  const auto shown = static_cast<std::int64_t>(answer.hits.size());
  const auto of_all = grouped(shown) + " of " + counted(answer.total, "note", "notes");
  if (answer.mode == search_mode::lexical) return of_all + ", found by words";
  if (answer.with_words == 0) return counted(shown, "note", "notes") + ", the nearest in meaning";
  if (answer.with_words >= answer.total) return of_all + ", found by words and meaning";
  return of_all + ": " + grouped(answer.with_words) + (answer.with_words == 1 ? " has " : " have ") +
         (answer.terms.size() == 1 ? "the word" : "any of the words") + ", the others are the nearest in meaning";
}

/// "No note has “compsot”: searched for “compost”."
std::string slip_in_words(const corrected_word& slip) {
  std::vector<std::string> words;
  words.reserve(slip.words.size());
  for (const auto& word : slip.words) words.push_back("“" + printable(word) + "”");
  return "No note has “" + printable(slip.typed) + "”: searched for " + join(words, " or ") + ".";
}

void print_answer(const json::object& answered, const search_options& options, context& ctx) {
  const auto answer = from_json<search_answer>(answered);
  const auto remark = [&ctx](const std::string& sentence) {
    if (!sentence.empty()) ctx.out << ctx.out_terminal.paint(tone::caution, printable(sentence)) << '\n';
  };
  if (answer.total == 0) ctx.out << "Nothing found for “" << printable(options.request.query) << "”.\n";
  remark(answer.missing);
  for (const auto& slip : answer.corrected) remark(slip_in_words(slip));
  if (answer.total > 0 && !(answer.missing.empty() && answer.corrected.empty())) ctx.out << '\n';
  for (const auto& hit : answer.hits) print_hit(hit, options, ctx);
  if (answer.total > 0) ctx.out << ctx.out_terminal.paint(tone::muted, count_in_words(answer)) << '\n';
  remark(answer.note);
  remark(coverage_at(answered));
}

status run_search(const search_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto parameters = parameters_of(options.request);
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

void add_search(command app, context& ctx) {
  auto options = std::make_shared<search_options>();
  auto command = app.add_subcommand("search", "Find notes");
  auto words = std::make_shared<std::vector<std::string>>();
  command.add_option("query", *words, "Words, \"quoted phrases\", beginnings of words, filters");
  command.add_option("--limit,-n", options->request.limit, "Notes to show")
      .check(within_bounds_of(&search_notes::limit))
      .show_default();
  command.add_option("--folder,-f", options->request.folder, "Only notes below this folder");
  command.add_flag("--explain", options->explain, "Say how each passage got its rank");
  add_json_option(command, options->format);
  command.footer(search_footer);
  command.callback([options, words, &ctx] {
    options->request.query = join(*words, " ");
    if (trimmed(search::without_quotations(options->request.query)).empty())
      return refuse(ctx,
                    "there is nothing to look for; name some words, as in `secondbrain search compost heap`. Words "
                    "that begin with a minus sign go after `--`: `secondbrain search -- roses -thorns`");
    conclude(ctx, run_search(*options, ctx));
  });
}

}  // namespace secondbrain::cli
