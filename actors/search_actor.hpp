// One of the pool of search workers: answers searches with its own read-only connection to the index.
//
// A reader cannot mend a damaged index: it reports it to the writer, which can, and looks at the file anew next time.
#pragma once

#include <filesystem>
#include <functional>

#include "actors/service_actor.hpp"
#include "brain/search/engine.hpp"

namespace secondbrain::actors {

struct search_parts {
  std::filesystem::path lexical_file;
  std::function<void()> report_damage;  // called on the worker's thread; must not block
};

class search_actor final : public service_actor<search_actor, search_api> {
 public:
  search_actor(caf::actor_config& config, child_context context, const front_ptr& front, search_parts parts)
      : service_actor{config, std::move(context), front},
        parts_{std::move(parts)},
        engine_{search::search_engine{parts_.lexical_file}} {}

  result<search_answer> handle(const search_notes& asked) { return examined(engine_.search(asked)); }
  result<std::vector<note_connection>> handle(const find_connections& asked) {
    return examined(engine_.connect(asked));
  }

 private:
  template <class T>
  result<T> examined(result<T> answer) {
    if (!answer && (answer.error().code == errc::corrupt || answer.error().code == errc::io_failure)) {
      engine_ = search::search_engine{parts_.lexical_file};
      parts_.report_damage();
    }
    return answer;
  }

  search_parts parts_;
  search::search_engine engine_;
};

}  // namespace secondbrain::actors
