#include "brain/vault/dialects/logseq_dates.hpp"

#include <array>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace secondbrain::vault::dialects {

namespace {

/// A token of the format (a run of one letter, or `do`), a quoted text, or a single other byte.
std::string_view part_at(std::string_view format, std::size_t at) {
  const char letter = format[at];
  if (letter == '\'') {
    const auto closing = format.find('\'', at + 1);
    return format.substr(at, closing == std::string_view::npos ? format.npos : closing + 1 - at);
  }
  if (!is_ascii_letter(letter)) return format.substr(at, 1);
  if (format.substr(at).starts_with("do")) return format.substr(at, 2);
  auto end = at;
  while (end < format.size() && format[end] == letter) ++end;
  return format.substr(at, end - at);
}

std::string literal(std::string_view part) {
  if (part.size() >= 2 && part.front() == '\'' && part.back() == '\'') {
    part = part.substr(1, part.size() - 2);
    return part.empty() ? "'" : std::string{part};
  }
  return std::string{part};
}

std::string padded(int number, std::size_t width) {
  auto text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

std::string_view ordinal_ending(int number) {
  if (number % 100 >= 11 && number % 100 <= 13) return "th";
  constexpr std::array<std::string_view, 4> endings{"th", "st", "nd", "rd"};
  return number % 10 < 4 ? endings[static_cast<std::size_t>(number % 10)] : "th";
}

day sample_of_month(int month) {
  return day{std::chrono::year{2023} / month / 1};
}

day sample_of_weekday(int weekday) {  // 0: Sunday
  return day{std::chrono::year{2023} / 1 / 1} + std::chrono::days{weekday};
}

class date_reader {
 public:
  explicit date_reader(std::string_view text) : rest_{text} {}

  bool take(std::string_view part) {
    switch (is_ascii_letter(part[0]) ? part[0] : ' ') {
      case 'y': {
        const auto from = rest_;
        return number(year_, 4) && (part.size() < 4 || from.size() - rest_.size() == 4);
      }
      case 'M': return part.size() <= 2 ? number(month_, 2) : month_name(part.size());
      case 'd': {
        if (!number(day_, 2)) return false;
        return part != "do" || text(ordinal_ending(day_));
      }
      case 'E': return weekday_name(part.size());
      default: return text(literal(part));
    }
  }

  std::optional<day> finish() const {
    if (!rest_.empty() || year_ == 0) return std::nullopt;
    const auto date = std::chrono::year{year_} / month_ / day_;
    if (!date.ok()) return std::nullopt;
    return day{date};
  }

 private:
  bool text(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }

  bool number(int& value, std::size_t most) {
    std::size_t length = 0;
    value = 0;
    while (length < most && length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9')
      value = value * 10 + rest_[length++] - '0';
    rest_.remove_prefix(length);
    return length > 0;
  }

  bool name(std::string_view wanted) {
    if (ascii_lower_case(rest_.substr(0, wanted.size())) != ascii_lower_case(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }

  bool month_name(std::size_t letters) {
    for (int month = 1; month <= 12; ++month) {
      const auto whole = vault::month_name(sample_of_month(month));
      if (name(letters == 3 ? whole.substr(0, 3) : whole)) {
        month_ = month;
        return true;
      }
    }
    return false;
  }

  bool weekday_name(std::size_t letters) {
    for (int weekday = 0; weekday < 7; ++weekday) {
      const auto whole = vault::weekday_name(sample_of_weekday(weekday));
      if (name(letters <= 3 ? whole.substr(0, 3) : whole)) return true;
    }
    return false;
  }

  std::string_view rest_;
  int year_ = 0;
  int month_ = 1;
  int day_ = 1;
};

}  // namespace

std::string logseq_date_text(std::string_view format, day date) {
  const std::chrono::year_month_day parts{date};
  const int of_month = static_cast<int>(static_cast<unsigned>(parts.day()));
  std::string text;
  for (std::size_t at = 0; at < format.size();) {
    const auto part = part_at(format, at);
    at += part.size();
    switch (is_ascii_letter(part[0]) ? part[0] : ' ') {
      case 'y': {
        const int year = static_cast<int>(parts.year());
        text += part.size() == 2 ? padded(year % 100, 2) : padded(year, part.size());
        break;
      }
      case 'M':
        if (part.size() <= 2)
          text += padded(static_cast<int>(static_cast<unsigned>(parts.month())), part.size());
        else
          text += month_name(date).substr(0, part.size() == 3 ? 3 : std::string_view::npos);
        break;
      case 'd':
        text += padded(of_month, part == "dd" ? 2 : 1);
        if (part == "do") text += ordinal_ending(of_month);
        break;
      case 'E': text += weekday_name(date).substr(0, part.size() <= 3 ? 3 : std::string_view::npos); break;
      default: text += literal(part);
    }
  }
  return text;
}

std::optional<day> read_logseq_date(std::string_view format, std::string_view text) {
  date_reader reader{text};
  for (std::size_t at = 0; at < format.size();) {
    const auto part = part_at(format, at);
    at += part.size();
    if (!reader.take(part)) return std::nullopt;
  }
  return reader.finish();
}

std::string trouble_with_logseq_format(std::string_view format) {
  const day date{std::chrono::year{2026} / 3 / 15};
  if (read_logseq_date(format, logseq_date_text(format, date)) == date) return {};
  return "The date format “" + std::string{format} + "” does not tell one day from another.";
}

}  // namespace secondbrain::vault::dialects
