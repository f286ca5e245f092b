#include "ops/elsewhere/restic.hpp"

#include <algorithm>
#include <string_view>

#include "base/human_text.hpp"
#include "base/program.hpp"
#include "base/redaction.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::ops {
namespace {

constexpr std::size_t most_output = std::size_t{4} << 20;  // a list of snapshots
constexpr std::size_t most_quoted = 300;
// Of restic 0.17 and later; before, every failure is a 1 and has to be known by its words.
constexpr int exit_no_repository = 10;
constexpr int exit_locked = 11;
constexpr int exit_wrong_password = 12;

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != text.npos;
}

/// What stands in the address and is not shown.
std::string password_in_address(const restic_options& options) {
  constexpr std::string_view mask = "***";
  const auto at = options.shown.find(mask);
  if (options.shown == options.address || at == std::string::npos ||
      options.address.size() + mask.size() < options.shown.size())
    return {};
  return options.address.substr(at, options.address.size() + mask.size() - options.shown.size());
}

std::string with_shown_address(std::string text, const restic_options& options) {
  for (auto at = text.find(options.address); at != std::string::npos && !options.address.empty();
       at = text.find(options.address, at + options.shown.size()))
    text.replace(at, options.address.size(), options.shown);
  return text;
}

/// The last line that says anything. It and its wrapper know the passphrase: that is hidden before anything is cut.
std::string last_words(const program_end& end, const restic_options& options) {
  const bool says_why = !end.errors.empty();
  const bool is_cut = says_why ? end.errors_are_cut : end.output_is_cut;
  const std::vector<std::string> secrets{options.password, password_in_address(options)};
  auto said = with_shown_address(says_why ? end.errors : end.output, options);
  said = is_cut ? without_secrets_at_cut(std::move(said), secrets) : without_secrets(std::move(said), secrets);
  auto text = trimmed(said);
  if (const auto line = text.rfind('\n'); line != text.npos) text.remove_prefix(line + 1);
  return std::string{first_code_points(trimmed(text), most_quoted)};
}

failed explained(const program_end& end, const restic_options& options) {
  const std::string_view said = end.errors;
  const auto& place = options.shown;
  if (end.exit_code == exit_wrong_password || has(said, "wrong password") || has(said, "no key found"))
    return fail(errc::unavailable, "the passphrase does not open the repository " + place +
                                       "; check SECONDBRAIN_RESTIC_PASSWORD, …_FILE or …_COMMAND");
  if (has(said, "Resolving password failed") || has(said, "empty password"))
    return fail(errc::unavailable, "the passphrase cannot be read (" + last_words(end, options) +
                                       "); check SECONDBRAIN_RESTIC_PASSWORD_COMMAND");
  if (end.exit_code == exit_locked || has(said, "already locked") || has(said, "unable to create lock"))
    return fail(errc::locked, "the repository " + place +
                                  " is locked by another restic; when none is at work there, run `restic unlock`");
  if (end.exit_code == exit_no_repository || has(said, "unable to open config file") ||
      has(said, "Is there a repository at the following location"))
    return fail(errc::not_found, "there is no repository at " + place +
                                     "; bring it back (mount its disk, start its server), or create it with "
                                     "`secondbrain elsewhere init restic`");
  if (has(said, "no space left"))
    return fail(errc::disk_full, "the disk of the repository " + place + " is full; free some space there");
  if (has(said, "read-only file system"))
    return fail(errc::io_failure, "the repository " + place +
                                      " is on a disk that is mounted read-only; mount it so "
                                      "that it can be written");
  if (has(said, "connection refused") || has(said, "no such host") || has(said, "i/o timeout") ||
      has(said, "network is unreachable"))
    return fail(errc::unavailable,
                "the repository " + place + " cannot be reached (" + last_words(end, options) + "); start its server");
  if (has(said, "repository contains errors") || has(said, "does not match id") ||
      has(said, "ciphertext verification") || has(said, "LoadIndex returned errors") || has(said, "Unmarshal") ||
      has(said, "invalid data returned"))
    return fail(errc::corrupt, "the repository " + place +
                                   " is damaged; look at that disk, and see what `restic check` says about it");
  return fail(errc::io_failure, "restic failed at " + place + ": " + last_words(end, options));
}

}  // namespace

result<std::string> restic::ask(const std::vector<std::string>& question, std::chrono::seconds longest) const {
  return unlocked(question, longest);
}

result<std::string> restic::work(const std::vector<std::string>& order) const {
  return unlocked(order, std::nullopt);
}

/// A lock may be that of a process that was killed, which restic takes away itself when it is told to; one of a process
/// that is at work stays.
result<std::string> restic::unlocked(const std::vector<std::string>& arguments, limit longest) const {
  constexpr std::chrono::seconds longest_unlocking{120};
  auto done = run(arguments, longest);
  if (done || done.error().code != errc::locked) return done;
  if (!run({"unlock"}, longest_unlocking)) return done;
  return run(arguments, longest);
}

result<std::string> restic::run(const std::vector<std::string>& arguments, limit longest) const {
  if (options_.password.empty() && options_.password_command.empty())
    return fail(errc::unavailable, "no passphrase is set for the repository " + options_.shown +
                                       "; set SECONDBRAIN_RESTIC_PASSWORD_FILE or SECONDBRAIN_RESTIC_PASSWORD_COMMAND");
  program_call call;
  call.arguments = {options_.program};
  call.arguments.insert(call.arguments.end(), arguments.begin(), arguments.end());
  call.most_output = most_output;
  call.afterwards = orphan::killed;
  if (!longest) call.patience = options_.patience;
  // What is not ours is emptied: restic refuses two passphrases.
  call.environment = {{"RESTIC_REPOSITORY", options_.address},
                      {"RESTIC_REPOSITORY_FILE", ""},
                      {"RESTIC_PASSWORD", options_.password},
                      {"RESTIC_PASSWORD_FILE", ""},
                      {"RESTIC_PASSWORD_COMMAND", options_.password_command}};
  const auto deadline = longest ? real_clock().steady() + *longest : steady_time::max();
  auto end = run_program(call, deadline, cancelled_);
  if (!end && end.error().code == errc::not_found)
    return fail(errc::invalid_argument,
                "the program " + options_.program +
                    " is not there; install restic (apt install restic, brew install restic) or set "
                    "SECONDBRAIN_RESTIC_PROGRAM");
  if (!end && end.error().code == errc::timeout)
    return fail(errc::timeout, longest ? "restic did not end within " + elapsed(*longest) + " at " + options_.shown +
                                             "; look whether that place answers"
                                       : "restic has neither read nor written anything for " +
                                             elapsed(options_.patience) + " at " + options_.shown +
                                             " and was ended; look whether that place answers. If it is only slow, set "
                                             "SECONDBRAIN_RESTIC_PATIENCE");
  RETURN_IF_ERROR(end);
  if (end->exit_code != 0) return explained(*end, options_);
  return std::move(end->output);
}

}  // namespace secondbrain::ops
