// One of the pool of search workers: answers searches with its own read-only connection to the index.
#pragma once

#include <filesystem>

#include "actors/service_actor.hpp"
#include "brain/search/engine.hpp"

namespace secondbrain::actors {

class search_actor final : public service_actor<search_actor, search_api> {
 public:
  search_actor(caf::actor_config& config, child_context context, const front_ptr& front,
               const std::filesystem::path& lexical_file)
      : service_actor{config, std::move(context), front}, engine_{lexical_file} {}

  result<search_answer> handle(const search_notes& asked) { return engine_.search(asked); }

 private:
  bool ends_worker(const error& answer) const override {
    return answer.code == errc::corrupt || answer.code == errc::io_failure;
  }

  search::search_engine engine_;
};

}  // namespace secondbrain::actors
