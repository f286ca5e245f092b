// One of the pool of search workers: answers searches, and what leads where, with its own read-only connections to the
// index.
//
// A reader cannot mend a damaged index: it reports it to the writer, which can, and looks at the file again next time.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "actors/service_actor.hpp"
#include "brain/answers/note_links.hpp"
#include "brain/search/engine.hpp"

namespace secondbrain::actors {

struct search_parts {
  std::function<search::search_engine()> make_engine;
  std::function<void()> report_damage;  // called on the worker's thread; must not block
  std::filesystem::path lexical_file = {};
  std::optional<std::filesystem::path> vault = {};
};

class search_actor final : public service_actor<search_actor, search_api> {
 public:
  search_actor(caf::actor_config& config, child_context context, const front_ptr& front, search_parts parts)
      : service_actor{config, std::move(context), front},
        parts_{std::move(parts)},
        engine_{parts_.make_engine()},
        links_{parts_.lexical_file, parts_.vault} {}

  result<search_answer> handle(const search_notes& request) { return examined(engine_.search(request)); }
  result<std::vector<note_connection>> handle(const find_connections& request) {
    return examined(engine_.connect(request)).and_then([&](const std::vector<note_connection>& found) {
      return examined(links_.join(request, found));
    });
  }
  result<links_of_note> handle(const list_links& request) { return examined(links_.list(request)); }
  result<std::vector<std::optional<std::string>>> handle(const resolve_names& request) {
    return examined(links_.resolve(request));
  }

 private:
  status open() override {
    compat::post(self(), next_slice{});
    return {};
  }

  /// Beside the start, which does not wait for it. What is wrong with the index, the first search says.
  caf::message_handler own_handlers() override {
    return {on<next_slice>([this](const next_slice&) { static_cast<void>(engine_.warm_up()); })};
  }

  template <class T>
  result<T> examined(result<T> answer) {
    if (!answer && (answer.error().code == errc::corrupt || answer.error().code == errc::io_failure)) {
      engine_ = parts_.make_engine();
      parts_.report_damage();
    }
    return answer;
  }

  search_parts parts_;
  search::search_engine engine_;
  answers::note_links links_;
};

}  // namespace secondbrain::actors
