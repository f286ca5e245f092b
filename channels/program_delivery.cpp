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
std::string first_line(const program_end& end, const std::vector<std::string>& secrets) {
  const auto said =
      end.errors_are_cut ? without_secrets_at_cut(end.errors, secrets) : without_secrets(end.errors, secrets);
  const auto text = left_trimmed(said);
  return shortened(without_credentials(one_line(text.substr(0, text.find('\n')))), longest_quote);
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
  const auto quote = first_line(*ended, secrets);
  return {fail(errc::unavailable,
               program + " ended with " + std::to_string(ended->exit_code) + (quote.empty() ? "" : ": " + quote)),
          {},
          ended->exit_code > first_signal};
}

}  // namespace secondbrain::channels
