#include "cli/display/context.hpp"

#include "base/control_characters.hpp"
#include "base/json.hpp"
#include "cli/display/command.hpp"

namespace secondbrain::cli {

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

void refuse(context& to, const std::string& sentence) {
  report(to, {errc::invalid_argument, sentence});
  to.outcome = exit_code::usage;
}

void conclude(context& to, const status& done) {
  if (!done) report(to, done.error());
}

void print_json(context& to, const boost::json::value& answer) {
  // JSON escapes the control characters of ASCII but for the last; a terminal obeys those above it too.
  to.out << with_controls_escaped(json_text(answer), "\\u00") << std::endl;
}

void add_json_option(command to, output_format& format) {
  to.add_flag(
      "--json", [&format] { format = output_format::json; }, "Print machine-readable JSON");
}

}  // namespace secondbrain::cli
