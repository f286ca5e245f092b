#include "encoder/model_fetch.hpp"

#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/human_text.hpp"
#include "base/list_directory.hpp"
#include "base/program.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"

namespace secondbrain::encoder {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes time_for_a_call{20};

std::string filled_in(std::string argument, const fs::path& folder) {
  constexpr std::string_view place = "{folder}";
  if (const auto at = argument.find(place); at != std::string::npos)
    argument.replace(at, place.size(), folder.string());
  return argument;
}

/// The last line that says something.
std::string last_line(std::string_view text) {
  text = trimmed(text);
  return std::string{trimmed(text.substr(text.rfind('\n') + 1))};
}

status run(const std::vector<std::string>& arguments, const fs::path& folder) {
  program_call call{};
  for (const auto& argument : arguments) call.arguments.push_back(filled_in(argument, folder));
  const auto ended = run_program(call, std::chrono::steady_clock::now() + time_for_a_call);
  if (!ended && ended.error().code == errc::not_found)
    return fail(errc::not_found, arguments.front() + " is not installed");
  RETURN_IF_ERROR(ended);
  if (ended->exit_code == 0) return {};
  auto why = last_line(ended->errors);
  if (why.empty()) why = last_line(ended->output);
  return fail(errc::unavailable, arguments.front() + " failed: " + (why.empty() ? "it does not say why" : why));
}

/// What processes that are no more were fetching. One that fetches the same at the same time is left alone.
void remove_what_was_interrupted(const fs::path& folder, const std::string& prefix) {
  const auto entries = list_directory(folder);
  if (!entries) return;
  for (const auto& entry : *entries) {
    const auto name = entry.filename().string();
    if (!name.starts_with(prefix)) continue;
    const auto process = static_cast<pid_t>(std::strtol(name.c_str() + prefix.size(), nullptr, 10));
    std::error_code ignored;
    if (process <= 0 || (::kill(process, 0) != 0 && errno == ESRCH)) fs::remove_all(entry, ignored);
  }
}

}  // namespace

result<model_shelf::installed> fetch_model(const model_shelf& shelf, const known_model& model,
                                           const std::function<void(const std::string& source)>& on_try) {
  const auto prefix = "." + model.description.name + ".fetched-";
  remove_what_was_interrupted(shelf.folder(), prefix);
  const auto folder = shelf.folder() / (prefix + std::to_string(::getpid()));
  std::string reasons;
  for (const auto& source : model.sources) {
    on_try(source.title);
    std::error_code problem;
    fs::remove_all(folder, problem);
    fs::create_directories(folder, problem);
    if (problem) return fail_with(problem, "cannot create " + folder.string());
    status fetched;
    for (const auto& call : source.calls)
      if (fetched) fetched = run(call, folder);
    auto installed =
        fetched ? shelf.install_known(model, folder) : result<model_shelf::installed>{fail(fetched.error())};
    fs::remove_all(folder, problem);
    if (installed) return installed;
    reasons += " " + source.title + ": " + with_full_stop(installed.error().message);
  }
  return fail(errc::unavailable, "The model " + model.description.name +
                                     " could not be fetched. Fetch it by other means, and name the file or folder: "
                                     "`secondbrain model install " +
                                     model.description.name + " --from FILE`." + reasons);
}

}  // namespace secondbrain::encoder
