// One of the pool of search workers: answers searches, and what leads where, with its own read-only connections to the
// index.
//
// A reader cannot mend a damaged index: it reports it to the writer, which can, and looks at the file again next time.
#pragma once

#include <algorithm>
#include <chrono>
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
  /// Whether the folder of the index still is the one that the service took.
  std::function<status()> in_place = [] { return status{}; };
  /// Given the notes of an answer that have no vector yet: somebody looks at them. On the worker's thread; must not
  /// block.
  std::function<void(std::vector<std::string> notes)> without_vectors = {};
};

class search_actor final : public service_actor<search_actor, search_api> {
 public:
  search_actor(caf::actor_config& config, child_context context, const front_ptr& front, search_parts parts)
      : service_actor{config, std::move(context), front},
        parts_{std::move(parts)},
        engine_{parts_.make_engine()},
        links_{parts_.lexical_file, parts_.vault} {}

  result<search_answer> handle(const search_notes& request) {
    auto answer = examined(engine_.search(request));
    if (answer) tell_without_vectors(*answer);
    return answer;
  }
  result<std::vector<note_connection>> handle(const find_connections& request) {
    return examined(engine_.connect(request)).and_then([&](const std::vector<note_connection>& found) {
      return examined(links_.join(request, found));
    });
  }
  result<links_of_note> handle(const list_links& request) {
    if (const auto in_place = parts_.in_place(); !in_place)
      return fail(errc::unavailable, "the links cannot be read: " + in_place.error().message);
    return examined(links_.list(request));
  }
  result<std::vector<std::optional<std::string>>> handle(const resolve_names& request) {
    return examined(links_.resolve(request));
  }

 private:
  void tell_without_vectors(const search_answer& answer) const {
    if (!parts_.without_vectors) return;
    std::vector<std::string> notes;
    for (const auto& hit : answer.hits)
      if (std::none_of(hit.passages.begin(), hit.passages.end(),
                       [](const passage& each) { return each.score.cosine && !each.score.approximate; }))
        notes.push_back(hit.note_path);
    if (!notes.empty()) parts_.without_vectors(std::move(notes));
  }

  status open() override {
    compat::post(self(), next_slice{});
    return {};
  }

  /// Beside the start, which does not wait for it. What is wrong with the index, the first search says.
  caf::message_handler own_handlers() override {
    return {on<next_slice>([this](const next_slice&) { warm_up(); })};
  }

  /// Until there is an index: whoever has it open can search on when its folder is taken away.
  void warm_up() {
    constexpr std::chrono::milliseconds between_tries{500};
    const auto warm = engine_.warm_up();
    const bool is_to_come = !warm && (warm.error().code == errc::not_found || warm.error().code == errc::unavailable);
    if (is_to_come) compat::post_after(self(), between_tries, next_slice{});
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
