// One of the pool of workers that answer questions: each has its own reader of the index; the models are shared.
//
// Own thread, which a question holds until its deadline: its hang limits must lie beyond that. A damaged index is
// reported to its writer and read again next time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "actors/service_actor.hpp"
#include "brain/answers/answer_service.hpp"
#include "brain/answers/note_links.hpp"
#include "brain/search/engine.hpp"
#include "messages/service_addresses.hpp"
#include "ops/data/query_log.hpp"

namespace secondbrain::actors {

struct answer_worker_parts {
  std::function<search::search_engine()> make_engine;
  std::function<void()> report_damage;  // called on the worker's thread; must not block
  // Thread-safe; null when nobody is configured who could be asked.
  std::function<llm::language_model*(answer_provider)> answerer;
  std::function<llm::language_model*(answer_provider)> reranker;
  address<conversation_api> conversations;
  std::shared_ptr<ops::query_log> log;
  std::filesystem::path lexical_file;
  std::optional<std::filesystem::path> vault;
  std::chrono::milliseconds longest_history{5'000};  // that reading or storing a turn may take
};

class answer_actor final : public service_actor<answer_actor, answer_api> {
 public:
  answer_actor(caf::actor_config& config, child_context context, const front_ptr& front, answer_worker_parts parts);

  result<answer> handle(const ask_question& request);

 private:
  status open() override;
  caf::message_handler own_handlers() override;
  void open_index();
  answers::answer_parts service_parts();
  template <class T>
  result<T> examined(result<T> found);
  void write_down(const query_record& answered);

  answer_worker_parts parts_;
  search::search_engine engine_;
  answers::note_links links_;
  answers::answer_service service_;
};

}  // namespace secondbrain::actors
