// Passages to answer from, and a model that says what a test wants it to say.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "brain/answers/ranked_passage.hpp"
#include "brain/llm/chat.hpp"

namespace secondbrain::answers {

/// The title is the file's name, the folder the path's first part.
inline chunk example_chunk(const std::string& path, std::string text) {
  chunk piece;
  const auto name = path.find_last_of('/') + 1;  // 0 when there is no folder
  piece.id = path + "#0";
  piece.note_path = path;
  piece.note_title = path.substr(name, path.rfind('.') - name);
  piece.note_folder = name == 0 ? "" : path.substr(0, path.find('/'));
  piece.text = std::move(text);
  return piece;
}

inline ranked_passage example_passage(const std::string& path, std::string text,
                                      std::optional<double> similarity = std::nullopt) {
  return {example_chunk(path, std::move(text)), similarity, 0};
}

inline llm::chat_reply reply_of(std::string text) {
  return {std::move(text), "anthropic", "claude-haiku-4-5", 10, 5};
}

/// Says its pieces and then ends well or badly. Remembers what it was asked.
class scripted_model final : public llm::language_model {
 public:
  std::vector<std::string> pieces;
  std::optional<error> trouble;                  // after the pieces
  std::function<void()> between_pieces = [] {};  // called before each piece
  std::vector<llm::chat_request> requests;
  std::vector<llm::call_limits> limits;

  result<llm::chat_reply> complete(const llm::chat_request& request, const llm::call_limits& within) override {
    return stream(request, within, [](std::string_view) {});
  }

  result<llm::chat_reply> stream(const llm::chat_request& request, const llm::call_limits& within,
                                 const std::function<void(std::string_view)>& on_text) override {
    requests.push_back(request);
    limits.push_back(within);
    std::string text;
    for (const auto& piece : pieces) {
      between_pieces();
      if (within.cancelled && within.cancelled()) return fail(errc::cancelled, "nobody listens");
      on_text(piece);
      text += piece;
    }
    if (trouble) return fail(*trouble);
    return reply_of(text);
  }
};

}  // namespace secondbrain::answers
