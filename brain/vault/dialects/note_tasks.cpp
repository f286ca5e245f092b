#include "brain/vault/dialects/note_tasks.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace secondbrain::vault::dialects {
namespace {

bool is_field(const written_field& field) noexcept {
  return field.kind != field_kind::tag && field.kind != field_kind::block_link;
}

std::ptrdiff_t count_fields(const task_line& task) {
  return std::count_if(task.written.begin(), task.written.end(), is_field);
}

/// Whether one reader finds a field where the other one finds none; the same one read in two ways is no second format.
bool says_more(const task_line& one, const task_line& other) noexcept {
  const auto is_known = [&](const written_field& field) {
    return std::any_of(other.written.begin(), other.written.end(), [&](const written_field& each) {
      return each.line == field.line && each.value.begin < field.value.end && field.value.begin < each.value.end;
    });
  };
  return std::any_of(one.written.begin(), one.written.end(),
                     [&](const written_field& field) { return is_field(field) && !is_known(field); });
}

/// Nothing: the line is no heading.
std::optional<std::string> read_heading(std::string_view line) {
  constexpr std::size_t deepest = 6;
  auto text = trimmed(line);
  auto level = std::min(text.find_first_not_of('#'), text.size());
  if (level == 0 || level > deepest || (level < text.size() && text[level] != ' ' && text[level] != '\t'))
    return std::nullopt;
  auto words = trimmed(text.substr(level));
  auto closing = words.find_last_not_of('#');
  if (closing == words.npos) return std::string{};
  if (closing + 1 < words.size() && words[closing] == ' ') words = trimmed(words.substr(0, closing));
  return std::string{words};
}

class note_reader {
 public:
  note_reader(const note_view& note, const dialect_list& dialects) : note_{note}, dialects_{dialects} {}

  std::vector<note_task> read() && {
    for (std::size_t at = 0; at < note_.lines.size();) at = pass(at);
    name_all();
    return std::move(found_);
  }

 private:
  /// Answers the line to go on with.
  std::size_t pass(std::size_t at) {
    bool is_aside = note_.aside.holds(at);
    if (is_aside && at > 0) return at + 1;
    if (!is_aside)
      if (auto heading = read_heading(note_.lines[at])) heading_ = std::move(*heading);
    auto task = read_best(at);
    if (!task) return at + 1;
    bool is_note = task->marker.empty();
    if (is_aside && !is_note) return at + 1;
    auto end = is_note ? at + 1 : std::max(task->end, at + 1);
    take(std::move(*task));
    return end;
  }

  std::optional<task_line> read_best(std::size_t at) const {
    std::optional<task_line> best;
    std::vector<task_line> others;
    for (const auto* dialect : dialects_) {
      auto read = dialect->read(note_, at);
      if (!read) continue;
      if (!best || count_fields(*read) > count_fields(*best)) std::swap(best, read);
      if (read && count_fields(*read) > 0) others.push_back(std::move(*read));
    }
    if (!best) return best;
    for (const auto& other : others)
      if (says_more(other, *best)) {
        tell_of_two(*best, other.dialect, at);
        break;
      }
    return best;
  }

  void tell_of_two(task_line& task, std::string_view other, std::size_t at) const {
    std::string reason = "The line holds fields of two formats, \"";
    reason.append(task.dialect)
        .append("\" and \"")
        .append(other)
        .append("\"; only the first counts. Write all in one.");
    task.unread.push_back({0, {0, note_.lines[at].size()}, std::move(reason)});
  }

  void take(task_line task) {
    ++in_note_[task.fields.description];
    ++below_heading_[{task.fields.description, heading_}].in_all;
    found_.push_back({std::move(task), {}, heading_});
  }

  void name_all() {
    for (auto& each : found_) {
      const auto& words = each.line.fields.description;
      auto name = std::string{note_.path}.append("\n").append(words).append("\n");
      if (in_note_[words] == 1) {
        name += "0";
      } else {
        auto& twins = below_heading_[{words, each.heading}];
        name.append(each.heading).append("\n").append(std::to_string(twins.named++)).append(" of ");
        name.append(std::to_string(twins.in_all));
      }
      constexpr std::size_t id_size = 16;
      each.id = sha1_hex(name).substr(0, id_size);
    }
  }

  struct twin_count {
    int in_all = 0;
    int named = 0;
  };

  const note_view& note_;
  const dialect_list& dialects_;
  std::vector<note_task> found_;
  std::map<std::string, int> in_note_;  // how often these words stand there
  std::map<std::pair<std::string, std::string>, twin_count> below_heading_;
  std::string heading_;
};

}  // namespace

std::vector<note_task> read_note_tasks(const note_view& note, const dialect_list& dialects) {
  return note_reader{note, dialects}.read();
}

const task_dialect* dialect_named(const dialect_list& dialects, std::string_view name) noexcept {
  auto found =
      std::find_if(dialects.begin(), dialects.end(), [&](const task_dialect* one) { return one->name() == name; });
  return found == dialects.end() ? nullptr : *found;
}

}  // namespace secondbrain::vault::dialects
