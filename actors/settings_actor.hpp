// Owns settings.json. Thin handlers over the store; a file that made no sense is told on the actor's record.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <utility>

#include "actors/service_actor.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "messages/settings.hpp"
#include "stores/settings_store.hpp"

namespace secondbrain::actors {

class settings_actor final : public service_actor<settings_actor, settings_api> {
 public:
  /// `in_place` tells whether the folder of the file is still the one that the service took.
  settings_actor(
      caf::actor_config& config, child_context context, const front_ptr& front, std::filesystem::path file,
      std::function<status()> in_place = [] { return status{}; })
      : service_actor{config, std::move(context), front}, store_{std::move(file)}, in_place_{std::move(in_place)} {}

  result<std::vector<task_category>> handle(const get_categories&) {
    RETURN_IF_ERROR(in_place_());  // for want of the file the defaults would be written
    auto answer = store_.categories();
    record_damage();
    return answer;
  }

  result<std::vector<task_category>> handle(const put_categories& request) {
    RETURN_IF_ERROR(in_place_());
    for (const auto& category : request.categories) {
      if (trimmed(category.name).empty()) {
        return fail(errc::invalid_argument, "Category name must be non-empty");
      }
    }
    auto answer = store_.put_categories(request.categories).map([&] { return request.categories; });
    record_damage();
    return answer;
  }

 private:
  void record_damage() {
    if (store_.damage() == reported_) return;
    reported_ = store_.damage();
    log().error("{}", reported_);
    record().recovered({time().now(), store_worth::recorded, reported_});
  }

  stores::settings_store store_;
  std::function<status()> in_place_;
  std::string reported_;
};

}  // namespace secondbrain::actors
