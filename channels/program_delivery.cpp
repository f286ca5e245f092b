#include "channels/program_delivery.hpp"

#include <string_view>

#include "base/redaction.hpp"
#include "base/text.hpp"
#include "channels/notice_text.hpp"

namespace secondbrain::channels {

namespace {

constexpr std::size_t longest_quote = 200;  // bytes
constexpr int first_signal = 128;           // an exit code above it: a signal has ended the program

/// The first line that says something; hidden in it is what would be cut in two.
std::string first_line(std::string_view text, const std::vector<std::string>& secrets) {
  text = left_trimmed(text);
  const auto line = one_line(text.substr(0, text.find('\n')));
  return shortened(without_credentials(without_secrets(line, secrets)), longest_quote);
}

}  // namespace

delivery deliver(const program_call& call, const std::string& install, const net::call_limits& limits,
                 const std::vector<std::string>& secrets) {
  const auto ended = run_program(call, limits.deadline, limits.cancelled);
  const auto& program = call.arguments.front();
  if (!ended && ended.error().code == errc::not_found)
    return {fail(errc::not_found, "there is no program " + program + "; " + install)};
  const auto was_cut_short = [](errc code) { return code == errc::timeout || code == errc::cancelled; };
  if (!ended) return {fail(ended.error()), {}, was_cut_short(ended.error().code)};
  if (ended->exit_code == 0) return {};
  const auto quote = first_line(ended->errors, secrets);
  return {fail(errc::unavailable,
               program + " ended with " + std::to_string(ended->exit_code) + (quote.empty() ? "" : ": " + quote)),
          {},
          ended->exit_code > first_signal};
}

}  // namespace secondbrain::channels
