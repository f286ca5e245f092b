#include "cli/service/convention_setup.hpp"

#include <chrono>
#include <utility>

#include "base/text.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::cli {

vault::convention_settings conventions_set_in(const ops::config& settings) {
  const auto told = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional{text}; };
  vault::convention_settings ours;
  ours.daily_folder = told(settings.daily_folder);
  ours.daily_format = told(settings.daily_format);
  ours.language = told(settings.daily_language);
  ours.inbox = told(settings.inbox_folder);
  ours.templates = told(settings.templates_folder);
  ours.attachments = told(settings.attachments_folder);
  ours.task_formats = settings.task_formats;
  ours.excluded = settings.excluded_folders;
  if (settings.tool_copies) ours.copies = vault::tool_copies::taken_in;
  return ours;
}

vault::inbox_question inbox_by(std::shared_ptr<vault::known_conventions> conventions) {
  if (!conventions) return vault::in_usual_inbox();
  return [conventions = std::move(conventions)] {
    const auto today = vault::local_day(std::chrono::system_clock::now());
    return vault::inbox_of(conventions->current(today)->conventions);
  };
}

vault::inbox_question inbox_by(const ops::config& settings) {
  if (!settings.vault_path) return vault::in_usual_inbox();
  return inbox_by(std::make_shared<vault::known_conventions>(*settings.vault_path, conventions_set_in(settings)));
}

status check_conventions(const ops::config& settings) {
  const auto troubles = vault::troubles_with(conventions_set_in(settings));
  if (troubles.empty()) return {};
  return fail(errc::invalid_argument, "the configuration is wrong:\n" + join(troubles, "\n"));
}

}  // namespace secondbrain::cli
