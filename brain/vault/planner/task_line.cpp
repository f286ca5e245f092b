#include "brain/vault/planner/task_line.hpp"

#include <algorithm>

#include "brain/vault/lower_case.hpp"
#include "brain/vault/utf8.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::size_t day_length = 10;

bool is_digit(char byte) noexcept {
  return byte >= '0' && byte <= '9';
}

/// `dddd-dd-dd`, be there such a day or not: a slip of the pen is still a due date to the person who made it.
bool is_shaped_like_day(std::string_view text) noexcept {
  constexpr std::string_view shape = "dddd-dd-dd";
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char byte, char expected) { return expected == 'd' ? is_digit(byte) : byte == expected; });
}

std::optional<task_status> status_of(char mark) noexcept {
  switch (mark) {
    case ' ': return task_status::open;
    case '/': return task_status::in_progress;
    case 'x':
    case 'X': return task_status::done;
    default: return std::nullopt;
  }
}

char mark_of(task_status status) noexcept {
  switch (status) {
    case task_status::in_progress: return '/';
    case task_status::done: return 'x';
    case task_status::open: break;
  }
  return ' ';
}

bool is_ascii_punctuation(char byte) noexcept {
  bool is_letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
  return byte > ' ' && byte < '\x7F' && !is_letter && !is_digit(byte);
}

/// Takes one ` (due: …)` off the end.
dated_text split_last_due_date(std::string_view text) {
  constexpr std::string_view opening = "(due:";
  auto rest = trim_right(text);
  if (rest.empty() || rest.back() != ')') return {text, {}};
  rest.remove_suffix(1);
  if (rest.size() < day_length) return {text, {}};
  auto date = rest.substr(rest.size() - day_length);
  rest.remove_suffix(day_length);
  rest = trim_right(rest);
  bool opens = rest.size() >= opening.size() && rest.substr(rest.size() - opening.size()) == opening;
  if (!opens || !is_shaped_like_day(date)) return {text, {}};
  rest.remove_suffix(opening.size());
  return {trim_right(rest), date};
}

}  // namespace

dated_text split_due_date(std::string_view text) {
  auto split = split_last_due_date(text);
  // Earlier ones would come back as the due date once the last is taken away.
  for (auto earlier = split; !earlier.due_date.empty(); earlier = split_last_due_date(earlier.text)) {
    split.text = earlier.text;
  }
  return split;
}

std::optional<task_line> read_task_line(std::string_view line) {
  auto rest = trim(line);
  if (rest.empty() || rest[0] != '-') return std::nullopt;
  rest = trim_left(rest.substr(1));
  if (rest.size() < 3 || rest[0] != '[' || rest[2] != ']') return std::nullopt;
  auto status = status_of(rest[1]);
  auto split = split_due_date(rest.substr(3));
  auto text = trim(split.text);
  if (!status || text.empty()) return std::nullopt;
  return task_line{*status, text, split.due_date};
}

std::string with_status(std::string_view line, task_status status) {
  std::string changed{line};
  auto& mark = changed[changed.find('[') + 1];
  if (status_of(mark) != status) mark = mark_of(status);
  return changed;
}

std::string with_due_date(std::string_view line, std::string_view due_date) {
  auto split = split_due_date(line);
  if (split.due_date == due_date) return std::string{line};
  std::string changed{trim_right(split.text)};
  if (!due_date.empty()) changed.append(" (due: ").append(due_date).append(")");
  return changed;
}

std::string normalise_task(std::string_view text) {
  auto lowered = lower_case(split_due_date(text).text);
  lowered.erase(std::remove_if(lowered.begin(), lowered.end(), is_ascii_punctuation), lowered.end());
  return collapse_white_space(lowered);
}

std::string new_task_line(std::string_view text, std::string_view due_date) {
  std::string line = "- [ ] ";
  line += text;
  return due_date.empty() ? line : with_due_date(line, due_date);
}

}  // namespace secondbrain::vault
