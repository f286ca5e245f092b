#include "brain/sync/inbox/segmentation.hpp"

#include "base/utf8.hpp"
#include "brain/llm/quoted_data.hpp"
#include "brain/sync/answer_fields.hpp"

namespace secondbrain::sync {

bool is_divisible(std::string_view text) noexcept {
  return count_code_points(text) >= smallest_divisible_text;
}

std::string segmentation_instructions() {
  return R"(You divide a person's quick note into pieces for a knowledge base.

One piece is the default. Divide only where the note holds topics that the person would look up separately, such as a
recipe and a plan for a meeting. Tasks, thoughts and events of one topic stay together.

Keep every word of the note: each piece is copied from it verbatim, and together they hold all of it.

Answer with JSON only, an array of objects:
[{"segment_id": 1, "topic": "a few words", "content": "the text of the piece"}]

)" + std::string{llm::data_rule};
}

std::string segmentation_question(std::string_view text, std::string_view today) {
  return "Today is " + std::string{today} + ".\n\n" + llm::quoted_data(text);
}

std::vector<std::string> read_segments(const boost::json::value& answer, std::string_view whole) {
  const std::vector<std::string> undivided{std::string{whole}};
  const auto* list = answer.if_array();
  if (list == nullptr) return undivided;
  std::vector<std::string> pieces;
  for (const auto& item : *list) {
    const auto* piece = item.if_object();
    const auto* content = piece != nullptr ? piece->if_contains("content") : nullptr;
    if (content == nullptr || !content->is_string()) return undivided;
    auto text = text_field(*piece, "content");
    if (!text.empty()) pieces.push_back(std::move(text));
  }
  return pieces.empty() ? undivided : pieces;
}

}  // namespace secondbrain::sync
