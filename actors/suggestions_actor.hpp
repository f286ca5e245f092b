// Finds notes, links and tags that go with a note, from the metadata of all notes and a search of its own.
//
// Own thread: reading all metadata takes a moment in a large vault, and nobody else should wait for it.
#pragma once

#include <chrono>

#include "actors/service_actor.hpp"
#include "brain/answers/suggest.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

struct suggestions_parts {
  address<metadata_api> metadata;
  address<search_api> search;
};

class suggestions_actor final : public service_actor<suggestions_actor, suggestions_api> {
 public:
  suggestions_actor(caf::actor_config& config, child_context context, const front_ptr& front, suggestions_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<note_suggestions> handle(const suggest_for_note& request) {
    return answers::suggest(request.note_path, sources(request.note_path), time());
  }

 private:
  static constexpr std::chrono::seconds timeout{5};
  static constexpr int all = 1'000'000;

  answers::suggestion_sources sources(const std::string& note_path) const {
    answers::suggestion_sources from;
    from.metadata = [store = parts_.metadata](const std::string& path) {
      return store.ask(get_metadata{path}, timeout);
    };
    from.all_metadata = [store = parts_.metadata] { return store.ask(list_metadata{0, all}, timeout); };
    from.nearest = [search = parts_.search](const std::string& text) {
      search_notes request;
      request.query = text;
      request.is_text = true;
      request.limit = 50;
      return search.ask(request, timeout).map(answers::similar_passages);
    };
    from.named = [search = parts_.search, note_path](const std::vector<std::string>& names) {
      return search.ask(resolve_names{note_path, names}, timeout);
    };
    return from;
  }

  suggestions_parts parts_;
};

}  // namespace secondbrain::actors
