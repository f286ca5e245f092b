#include "brain/answers/answer_service.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/sentences.hpp"
#include "base/uuid.hpp"
#include "brain/answers/answer_prompt.hpp"
#include "brain/answers/citations.hpp"
#include "brain/answers/extractive_answer.hpp"
#include "brain/answers/follow_up.hpp"
#include "brain/answers/quotes.hpp"
#include "brain/answers/reranker.hpp"
#include "brain/search/quotation_marks.hpp"

namespace secondbrain::answers {

namespace {

using std::chrono::steady_clock;

/// Ranking may take a third of what is left of the time, but no longer than this.
constexpr std::chrono::seconds longest_ranking{20};

constexpr std::string_view no_model_configured =
    "No language model is configured. SECONDBRAIN_ANTHROPIC_API_KEY, SECONDBRAIN_OPENAI_API_KEY or "
    "SECONDBRAIN_OLLAMA_BASE_URL sets one up.";

/// And understanding a question that goes on a sixth.
constexpr std::chrono::seconds longest_rewriting{8};

llm::call_limits limits_of(const ask_question& request, int share, std::chrono::seconds longest,
                           std::function<bool()> cancelled) {
  const auto now = steady_clock::now();
  const auto part =
      std::clamp((request.deadline - now) / share, steady_clock::duration::zero(), steady_clock::duration{longest});
  return {now + part, std::move(cancelled)};
}

/// The latest messages, beginning with one of the user's; empty ones would be refused by the providers.
std::vector<chat_message> recent(std::vector<chat_message> messages) {
  std::erase_if(messages, [](const chat_message& message) { return message.content.empty(); });
  auto first = messages.begin();
  if (messages.size() > history_messages) first = messages.end() - static_cast<std::ptrdiff_t>(history_messages);
  first = std::find_if(first, messages.end(), [](const chat_message& message) { return message.role == "user"; });
  return {first, messages.end()};
}

}  // namespace

struct answer_service::turn {
  const ask_question& request;
  std::string searched = request.query;
  steady_clock::time_point began = steady_clock::now();
  std::vector<chat_message> history{};
  std::vector<ranked_passage> passages{};
  std::vector<linked_note> linked{};
  bool by_meaning_alone = false;  // that is how the passages were found
  answer draft{};

  bool abandoned() const { return request.listener.gone && request.listener.gone->load(); }

  void emit(std::string_view piece) {
    draft.text += piece;
    if (request.listener.text && !abandoned()) request.listener.text(piece);
  }

  /// A last paragraph.
  void conclude(std::string_view sentence) {
    if (!draft.text.empty()) emit("\n\n");
    emit(sentence);
  }
};

result<answer> answer_service::ask(const ask_question& request) {
  turn now{request};
  RETURN_IF_ERROR(begin(now));
  understand(now);
  RETURN_IF_ERROR(find_passages(now));
  make_answer(now);
  check(now);
  store(now);
  return std::move(now.draft);
}

status answer_service::begin(turn& now) {
  auto& id = now.draft.conversation_id;
  id = now.request.conversation_id;
  if (!id.empty()) {
    auto known = parts_.read_history({id});
    if (known) {
      now.history = recent(std::move(known->messages));
      return {};
    }
    if (known.error().code != errc::not_found) return fail(known.error(), "reading the conversation");
    add_sentence(now.draft.note, "There is no such conversation any more, or never was: this answer begins a new one.");
  }
  auto fresh = random_uuid();
  RETURN_IF_ERROR(fresh);
  id = *std::move(fresh);
  return {};
}

void answer_service::understand(turn& now) {
  auto in_context = question_in_context(now.request.query, now.history);
  if (!in_context) return;
  now.searched = *std::move(in_context);
  if (auto* model = parts_.reranker(now.request.provider)) {
    auto request = rewriting_request(now.request.query, now.history);
    request.conversation_id = now.draft.conversation_id;
    const auto limits = limits_of(now.request, 6, longest_rewriting, [&now] { return now.abandoned(); });
    // What stands between quotation marks must occur: that is for whoever asks to say.
    if (const auto said = rewritten_question(*model, request, limits)) now.searched = search::without_quotations(*said);
  }
  now.draft.searched_for = now.searched;
}

status answer_service::find_passages(turn& now) {
  auto found = parts_.retrieve(now.searched, retrieved_passages);
  if (!found) return fail(found.error(), "searching the notes");
  std::vector<ranked_passage> candidates;
  for (auto& [piece, score] : found->passages) candidates.push_back({std::move(piece), score.cosine, 0});

  const auto limits = limits_of(now.request, 3, longest_ranking, [&now] { return now.abandoned(); });
  auto ranked = rerank(parts_.reranker(now.request.provider), now.searched, std::move(candidates), now.request.top_n,
                       limits, now.draft.conversation_id);
  auto linked = expand_links(ranked.passages, parts_.linked_from);
  if (!linked) return fail(linked.error(), "following the links of the notes");

  now.passages = std::move(ranked.passages);
  now.linked = *std::move(linked);
  now.draft.label = ranked.label;
  now.draft.missing = std::move(found->missing);
  now.by_meaning_alone = found->by_meaning_alone;
  add_sentence(now.draft.note, found->note);
  add_sentence(now.draft.note, ranked.note);
  now.draft.citations = citations_of(now.passages);
  const auto& listener = now.request.listener;
  if (listener.found && !now.abandoned()) listener.found(now.draft.citations);
  if (listener.missing && !now.draft.missing.empty() && !now.abandoned()) listener.missing(now.draft.missing);
  return {};
}

void answer_service::make_answer(turn& now) {
  auto* model = parts_.answerer(now.request.provider);
  if (now.passages.empty()) {
    now.draft.mode = answer_mode::abstained;
    now.emit(model != nullptr ? nothing_found : nothing_found_without_model);
  } else if (model != nullptr) {
    generate(now, *model);
  } else {
    quote_instead(now, std::string{no_model_configured});
  }
}

void answer_service::generate(turn& now, llm::language_model& model) {
  auto request = answer_request(now.request.query, now.passages, now.linked, std::move(now.history));
  request.conversation_id = now.draft.conversation_id;
  const llm::call_limits limits{now.request.deadline, [&now] { return now.abandoned(); }};
  const auto on_text = [&now](std::string_view piece) { now.emit(piece); };
  const auto reply =
      now.request.listener.text ? model.stream(request, limits, on_text) : model.complete(request, limits);
  if (reply && now.draft.text.empty()) now.emit(reply->text);
  // A stream may have told what turned out at its end to be thinking; the answer that is kept has none of it.
  if (reply) now.draft.text = reply->text;

  if (reply && now.draft.text.empty()) {
    quote_instead(now, "The language model had nothing to say.");
  } else if (reply) {
    if (now.draft.text.starts_with(abstention)) now.draft.mode = answer_mode::abstained;
  } else if (now.abandoned()) {
    now.draft.ending = answer_ending::stopped;
    now.conclude(stopped_marker);
  } else if (now.draft.text.empty()) {
    add_sentence(now.draft.note, "No language model could answer: " + with_full_stop(reply.error().message));
    quote_instead(now, "No language model could answer (" + reply.error().message + ").");
  } else {
    const auto sentence = "The answer broke off: " + reply.error().message + '.';
    now.draft.ending = answer_ending::broken_off;
    add_sentence(now.draft.note, sentence);
    now.conclude('[' + sentence + ']');
  }
}

void answer_service::quote_instead(turn& now, const std::string& reason) {
  now.draft.mode = answer_mode::extractive;
  const std::string_view these = now.by_meaning_alone
                                     ? "These are the passages of your notes that are nearest in meaning."
                                     : "These are the passages of your notes that match best.";
  for (const auto& paragraph : extractive_answer(reason + ' ' + std::string{these}, now.searched, now.passages))
    now.conclude(paragraph);
}

void answer_service::check(turn& now) {
  auto& draft = now.draft;
  draft.quotes = check_quotes(draft.text, now.passages);
  const auto unfounded =
      std::count_if(draft.quotes.begin(), draft.quotes.end(), [](const quoted_span& one) { return one.citation < 0; });
  if (unfounded > 0)
    add_sentence(draft.note, "Not found in the cited passages: " + std::to_string(unfounded) + " of the answer's " +
                                 std::to_string(draft.quotes.size()) + " quotations.");
  const auto references = references_in(draft.text, draft.citations.size());
  for (const auto number : references.unknown)
    add_sentence(draft.note,
                 "The answer refers to source " + std::to_string(number) + ", but there is no such source.");
  if (draft.mode == answer_mode::generated && draft.ending == answer_ending::complete && !references.any)
    add_sentence(draft.note,
                 "The answer names no passage of your notes that it rests on: check it before you rely on it.");
}

void answer_service::store(turn& now) {
  auto& draft = now.draft;
  const auto stored = parts_.store_turn(
      {draft.conversation_id, {{"user", now.request.query}, {"assistant", draft.text}}, unknown_id::start});
  if (!stored)
    add_sentence(draft.note, "This turn could not be kept in the history: " + with_full_stop(stored.error().message));

  query_record line{now.request.query, draft.conversation_id, draft.label, {}, 0};
  for (const auto& one : draft.citations) line.citation_ids.push_back(one.chunk_id);
  line.latency_ms = std::chrono::duration<double, std::milli>{steady_clock::now() - now.began}.count();
  parts_.log(line);
}

}  // namespace secondbrain::answers
