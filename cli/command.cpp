#include "cli/command.hpp"

#include <CLI/CLI.hpp>

#include "messages/json_text.hpp"

namespace secondbrain::cli {

namespace {

/// JSON escapes the control characters of ASCII but for the last; a terminal obeys those above it too.
std::string with_controls_escaped(std::string_view json) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    const auto value = static_cast<unsigned char>(c);
    const bool second_set = value >= 0x80 && value < 0xA0 && out.ends_with('\xC2');  // U+0080 to U+009F
    if (second_set) out.pop_back();
    if (second_set || value == 0x7F)
      out.append("\\u00").append(1, digits[value >> 4U]).append(1, digits[value & 0xFU]);
    else
      out += c;
  }
  return out;
}

}  // namespace

void report(context& to, const error& problem) {
  to.err << to.err_terminal.paint(tone::bad, "secondbrain:") << " ";
  std::string_view rest = problem.message;
  for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {  // several problems are one a line
    to.err << printable(rest.substr(0, end)) << "\n  ";
    rest.remove_prefix(end + 1);
  }
  to.err << printable(rest) << std::endl;
  to.outcome = exit_code::failure;
}

void conclude(context& to, const status& done) {
  if (!done) report(to, done.error());
}

void print_json(context& to, const boost::json::value& answer) {
  to.out << with_controls_escaped(json_text(answer)) << std::endl;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void add_json_option(CLI::App& command, output_format& format) {
  command.add_flag_callback(
      "--json", [&format] { format = output_format::json; }, "Print machine-readable JSON");
}

}  // namespace secondbrain::cli
