#include "cli/service/encoder_watch.hpp"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>

#include "cli/service/model_setup.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::cli {

namespace {

std::size_t threads_that_embed(const ops::config& settings) {
  const auto half = std::max(1U, std::thread::hardware_concurrency() / 2);
  return static_cast<std::size_t>(settings.encoder_threads.value_or(static_cast<int>(half)));
}

}  // namespace

encoder_watch::encoder_watch(const ops::config& settings)
    : shelf_{model_shelf_of(settings)}, wanted_{settings.encoder_model}, threads_{threads_that_embed(settings)} {
  if (!look() && !wanted_.empty()) ops::logger_for("models").warn("{}", shelf_.find(wanted_).error().message);
}

encoder_watch::identity encoder_watch::identity_of(const encoder::model_shelf::installed& model) {
  std::error_code ignored;
  return {model.folder.string(), encoder::vector_name(model.description),
          std::filesystem::last_write_time(model.folder / encoder::description_file, ignored)};
}

bool encoder_watch::look() {
  auto installed = shelf_.find(wanted_);
  auto found = installed ? std::optional{identity_of(*installed)} : std::nullopt;
  const std::lock_guard guard{mutex_};
  if (found == found_) return false;
  found_ = std::move(found);
  current_ = installed ? std::make_shared<search::shared_encoder>(*std::move(installed), threads_) : nullptr;
  return true;
}

}  // namespace secondbrain::cli
