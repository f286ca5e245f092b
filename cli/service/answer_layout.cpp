// The branch that answers: a pool of workers for questions, and what goes with a note.
#include "actors/answer_actor.hpp"
#include "actors/suggestions_actor.hpp"
#include "cli/service/tree_layout.hpp"

namespace secondbrain::cli {

using actors::worker;

namespace {

/// A question holds its worker for as long as it may take, so a sign of life may take that much longer.
actors::hang_limits limits_beyond_a_question(const ops::config& settings) {
  return {settings.answer_deadline + settings.hang_deadline, settings.answer_deadline + settings.hang_limit};
}

}  // namespace

actors::supervisor_spec lay_out_answers(const tree_parts& parts) {
  actors::answer_worker_parts answering;
  answering.make_engine = engine_maker(parts);
  answering.report_damage = damage_reporter(parts);
  answering.answerer = [&models = parts.models](answer_provider first) { return models.answerer(first); };
  answering.reranker = [&models = parts.models](answer_provider first) { return models.reranker(first); };
  answering.conversations = parts.fronts.addresses.conversations;
  answering.log = parts.query_log;
  answering.lexical_file = parts.data.lexical();
  answering.vault = parts.settings.vault_path;

  actors::suggestions_parts suggesting{parts.fronts.addresses.metadata, parts.fronts.addresses.search};
  std::vector<actors::child_spec> children{
      worker<actors::suggestions_actor>("suggestions", parts.fronts.suggestions, suggesting)};
  for (int i = 1; i <= parts.settings.answer_workers; ++i) {
    auto child = worker<actors::answer_actor>("worker-" + std::to_string(i), parts.fronts.answers, answering);
    child.hang = limits_beyond_a_question(parts.settings);
    children.push_back(std::move(child));
  }
  return branch(parts, std::move(children));
}

}  // namespace secondbrain::cli
