#include "actors/answer_actor.hpp"

#include <utility>

namespace secondbrain::actors {

answer_actor::answer_actor(caf::actor_config& config, child_context context, const front_ptr& front,
                           answer_worker_parts parts)
    : service_actor{config, std::move(context), front},
      parts_{std::move(parts)},
      engine_{parts_.make_engine()},
      links_{parts_.lexical_file, parts_.vault},
      service_{service_parts()} {}

result<answer> answer_actor::handle(const ask_question& request) {
  auto reply = service_.ask(request);
  if (reply && !reply->note.empty()) log().warn("{}", reply->note);
  return reply;
}

status answer_actor::open() {
  compat::post(self(), next_slice{});
  return {};
}

caf::message_handler answer_actor::own_handlers() {
  return {on<next_slice>([this](const next_slice&) { open_index(); })};
}

/// Tried until there is one: whoever has it open can answer on when its folder is taken away. What is wrong with it,
/// the first question says.
void answer_actor::open_index() {
  constexpr std::chrono::milliseconds between_tries{500};
  const auto opened = engine_.open();
  const bool is_to_come =
      !opened && (opened.error().code == errc::not_found || opened.error().code == errc::unavailable);
  if (is_to_come) compat::post_after(self(), between_tries, next_slice{});
}

answers::answer_parts answer_actor::service_parts() {
  answers::answer_parts parts;
  parts.retrieve = [this](const std::string& query, int top_k) { return examined(engine_.retrieve(query, top_k)); };
  parts.linked_from = [this](const chunk& passage) { return examined(links_.linked_from(passage)); };
  parts.answerer = parts_.answerer;
  parts.reranker = parts_.reranker;
  parts.read_history = [this](const get_conversation& request) {
    return parts_.conversations.ask(request, parts_.longest_history);
  };
  parts.store_turn = [this](const append_messages& turn) {
    return parts_.conversations.ask(turn, parts_.longest_history);
  };
  parts.log = [this](const query_record& answered) { write_down(answered); };
  return parts;
}

template <class T>
result<T> answer_actor::examined(result<T> found) {
  if (!found && (found.error().code == errc::corrupt || found.error().code == errc::io_failure)) {
    engine_ = parts_.make_engine();
    parts_.report_damage();
  }
  return found;
}

void answer_actor::write_down(const query_record& answered) {
  if (auto kept = parts_.log->append(answered, time().now()); !kept)
    log().error("the log of questions: {}", kept.error().message);
}

}  // namespace secondbrain::actors
