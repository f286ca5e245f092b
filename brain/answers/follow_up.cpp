#include "brain/answers/follow_up.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/llm/quoted_data.hpp"
#include "brain/search/quotation_marks.hpp"
#include "text/folding.hpp"
#include "text/stop_words.hpp"
#include "text/words.hpp"

namespace secondbrain::answers {

namespace {

constexpr std::size_t most_named = 3;              // words with a meaning of their own, beside one that points back
constexpr std::size_t longest_context = 500;       // code points of a question that is looked at
constexpr std::size_t longest_told_message = 400;  // of each message that a model is shown

/// Folded and sorted, as stop words are.
struct pointing_words {
  std::string_view language;
  std::span<const std::string_view> going_on;      // at the beginning
  std::span<const std::string_view> back;          // anywhere
  std::span<const std::string_view> back_or_link;  // they may as well begin a clause: only where no content follows
};

// clang-format off
constexpr auto en_on = std::to_array<std::string_view>({"also", "and", "but", "or", "otherwise", "so", "then"});
constexpr auto en_back = std::to_array<std::string_view>({
  "he", "her", "hers", "him", "his", "it", "its", "ones", "same", "she", "their", "theirs", "them", "there", "these",
  "they", "this", "those"});
constexpr auto en_link = std::to_array<std::string_view>({"one", "that"});
constexpr auto de_on = std::to_array<std::string_view>({"aber", "also", "auch", "dann", "oder", "sonst", "und"});
constexpr auto de_back = std::to_array<std::string_view>({
  "dabei", "dadurch", "dafur", "dagegen", "damit", "danach", "daran", "darauf", "daraus", "darin", "daruber", "davon",
  "davor", "dazu", "denen", "deren", "dessen", "diese", "diesem", "diesen", "dieser", "dieses", "dort", "er", "es",
  "ihm", "ihn", "ihnen", "ihr", "ihre", "ihren", "sein", "seine", "seinen", "sie"});
constexpr auto de_link = std::to_array<std::string_view>({"das", "die"});
constexpr auto fr_on = std::to_array<std::string_view>({"alors", "aussi", "donc", "et", "mais", "ou", "sinon"});
constexpr auto fr_back = std::to_array<std::string_view>({
  "ca", "cela", "celle", "celles", "celui", "ceux", "elle", "elles", "il", "ils", "leur", "leurs", "lui"});
constexpr auto es_on = std::to_array<std::string_view>({"entonces", "o", "pero", "tambien", "y"});
constexpr auto es_back = std::to_array<std::string_view>({
  "alli", "ella", "ellas", "ello", "ellos", "esa", "esas", "ese", "eso", "esos", "esta", "estas", "este", "esto",
  "estos"});
constexpr auto it_on = std::to_array<std::string_view>({"allora", "anche", "e", "ma", "o", "poi"});
constexpr auto it_back = std::to_array<std::string_view>({
  "essa", "esse", "essi", "esso", "quella", "quelle", "quelli", "quello", "questa", "queste", "questi", "questo"});
constexpr auto pt_on = std::to_array<std::string_view>({"e", "entao", "mas", "ou", "tambem"});
constexpr auto pt_back = std::to_array<std::string_view>({
  "aquilo", "ela", "elas", "ele", "eles", "essa", "essas", "esse", "esses", "esta", "este", "isso", "isto"});
constexpr auto nl_on = std::to_array<std::string_view>({"dan", "en", "maar", "of", "ook"});
constexpr auto nl_back = std::to_array<std::string_view>({
  "daar", "daarmee", "daarvan", "deze", "dit", "ermee", "ervan", "haar", "hem", "hij", "hun", "ze", "zij"});
constexpr auto nl_link = std::to_array<std::string_view>({"dat", "die"});
// clang-format on

constexpr pointing_words lists[] = {
    {"en", en_on, en_back, en_link}, {"de", de_on, de_back, de_link}, {"fr", fr_on, fr_back, {}},
    {"es", es_on, es_back, {}},      {"it", it_on, it_back, {}},      {"pt", pt_on, pt_back, {}},
    {"nl", nl_on, nl_back, nl_link},
};

constexpr bool are_sorted(const pointing_words& of) {
  return std::is_sorted(of.going_on.begin(), of.going_on.end()) && std::is_sorted(of.back.begin(), of.back.end()) &&
         std::is_sorted(of.back_or_link.begin(), of.back_or_link.end());
}
static_assert(std::all_of(std::begin(lists), std::end(lists), are_sorted));

bool holds(std::span<const std::string_view> words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  for (text::word_scanner scanner{text}; const auto word = scanner.next();)
    words.push_back(text::folded(text.substr(word->begin, word->end - word->begin)));
  return words;
}

bool says_nothing(const std::string& word, const pointing_words& in) {
  return text::is_stop_word(word, in.language) || holds(in.going_on, word) || holds(in.back, word);
}

/// Of the language that most of the words are common in: that of the questions, as one alone is too short to tell.
const pointing_words& pointing_words_of(std::string_view question, std::span<const chat_message> history) {
  std::string asked{question};
  for (const auto& message : history)
    if (message.role == "user") asked.append("\n").append(first_code_points(message.content, longest_context));
  const auto words = folded_words(asked);
  const auto common = [&](const pointing_words& in) {
    return std::count_if(words.begin(), words.end(), [&](const auto& word) { return says_nothing(word, in); });
  };
  return *std::max_element(std::begin(lists), std::end(lists),
                           [&](const auto& one, const auto& other) { return common(one) < common(other); });
}

bool names_something(std::string_view question, const pointing_words& pointing) {
  const auto words = folded_words(first_code_points(question, longest_context));
  return std::any_of(words.begin(), words.end(), [&](const auto& word) { return !says_nothing(word, pointing); });
}

bool leans_on_what_was_said(std::string_view question, const pointing_words& pointing) {
  const auto words = folded_words(first_code_points(question, longest_context));
  if (words.empty()) return false;
  const auto is_common = [&](const std::string& word) { return says_nothing(word, pointing); };
  const auto named = words.size() - static_cast<std::size_t>(std::count_if(words.begin(), words.end(), is_common));
  if (named == 0 || holds(pointing.going_on, words.front())) return true;
  if (named == 1 && words.size() > 1 && is_common(words.front())) return true;  // "how often"
  if (named > most_named) return false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (holds(pointing.back, words[at])) return true;
    const bool nothing_follows = at + 1 == words.size() || is_common(words[at + 1]);
    if (nothing_follows && holds(pointing.back_or_link, words[at])) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> question_in_context(std::string_view question, std::span<const chat_message> history) {
  const auto& pointing = pointing_words_of(question, history);
  if (!leans_on_what_was_said(question, pointing)) return std::nullopt;
  const auto is_asked = [](const chat_message& message) { return message.role == "user"; };
  const auto first = std::find_if(history.begin(), history.end(), is_asked);
  for (auto message = history.rbegin(); message != history.rend(); ++message) {
    if (!is_asked(*message)) continue;
    const bool is_first = message.base() == first + 1;  // it leans on nothing, however it sounds
    if (is_first ? !names_something(message->content, pointing) : leans_on_what_was_said(message->content, pointing))
      continue;
    // What was quoted there need not occur in what this question is about.
    const auto before = search::without_quotations(collapse_white_space(message->content));
    return std::string{first_code_points(before, longest_context)} + ' ' + std::string{trimmed(question)};
  }
  return std::nullopt;
}

llm::chat_request rewriting_request(std::string_view question, std::span<const chat_message> history) {
  std::string told;
  for (const auto& message : history)
    told += message.role + ":\n" + llm::quoted_data(first_code_points(message.content, longest_told_message)) + "\n\n";
  llm::chat_request request;
  request.use = llm::purpose::chat_rewrite;
  request.instructions = {
      "You are given a conversation about a person's notes, and the next question. Say that question so that it is "
      "understood without the conversation: put the names and things in that it refers to, and add nothing else. Keep "
      "its language. Output only the question, in one line.\n\n" +
      std::string{llm::data_rule}};
  request.messages = {
      {"user", "Conversation:\n\n" + told + "Next question:\n" + llm::quoted_data(std::string{question})}};
  request.max_tokens = 150;
  request.temperature = 0;
  return request;
}

std::optional<std::string> rewritten_question(llm::language_model& model, const llm::chat_request& request,
                                              const llm::call_limits& limits) {
  const auto reply = model.complete(request, limits);
  if (!reply) return std::nullopt;
  auto said = trimmed(reply->text);
  constexpr std::string_view quote = "\"";
  if (said.size() > 1 && said.starts_with(quote) && said.ends_with(quote)) said = said.substr(1, said.size() - 2);
  const bool is_one_line = !said.empty() && said.find('\n') == std::string_view::npos;
  if (!is_one_line || count_code_points(said) > longest_context) return std::nullopt;
  return std::string{said};
}

}  // namespace secondbrain::answers
