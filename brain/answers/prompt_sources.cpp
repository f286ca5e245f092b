#include "brain/answers/prompt_sources.hpp"

#include "base/text.hpp"

namespace secondbrain::answers {

std::string source_line(const std::string& number, std::string_view folder, std::string_view date,
                        std::string_view title) {
  auto line = '[' + number + ']';
  if (!folder.empty()) line += " [" + collapse_white_space(folder) + ']';
  if (!date.empty()) line += " (" + collapse_white_space(date) + ')';
  if (!title.empty()) line += ' ' + collapse_white_space(title);
  return line;
}

std::string titled_path(std::string_view title, const std::vector<std::string>& headings) {
  std::string path{title};
  for (const auto& heading : headings) path += " > " + heading;
  return path;
}

std::string source_line(std::size_t number, const chunk& piece) {
  return source_line(std::to_string(number), piece.note_folder, piece.note_date.value_or(""),
                     titled_path(piece.note_title, piece.heading_path));
}

}  // namespace secondbrain::answers
