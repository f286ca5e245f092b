#include "cli/service/convention_setup.hpp"

#include "base/text.hpp"

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
  return ours;
}

status check_conventions(const ops::config& settings) {
  const auto troubles = vault::troubles_with(conventions_set_in(settings));
  if (troubles.empty()) return {};
  return fail(errc::invalid_argument, "the configuration is wrong:\n" + join(troubles, "\n"));
}

}  // namespace secondbrain::cli
