#include "brain/vault/dialects/dataview_value.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/dataview_names.hpp"

namespace secondbrain::vault::dialects {

namespace {

struct duration_unit {
  std::string_view name;
  std::size_t unit;  // index into units
};

constexpr auto units = std::to_array<std::string_view>(
    {"years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds"});
constexpr auto smaller_ones = std::to_array<double>({12, 4, 7, 24, 60, 60, 1000});  // how many of the next make one

// The longer ones first: `mins` is no `m`.
constexpr auto duration_names = std::to_array<duration_unit>(
    {{"minutes", 5}, {"seconds", 6}, {"months", 1}, {"minute", 5}, {"second", 6}, {"years", 0}, {"month", 1},
     {"weeks", 2},   {"hours", 4},   {"year", 0},   {"week", 2},   {"days", 3},   {"hour", 4},  {"mins", 5},
     {"secs", 6},    {"yrs", 0},     {"mos", 1},    {"wks", 2},    {"day", 3},    {"hrs", 4},   {"min", 5},
     {"sec", 6},     {"yr", 0},      {"mo", 1},     {"wk", 2},     {"hr", 4},     {"w", 2},     {"d", 3},
     {"h", 4},       {"m", 5},       {"s", 6}});

/// Reads values one after the other; what it does not find, it leaves.
class value_reader {
 public:
  explicit value_reader(std::string_view text) : text_{text} {}

  bool at_end() const { return at_ == text_.size(); }

  std::optional<dataview_value> field() {
    auto first = atom();
    if (!first) return std::nullopt;
    const auto behind_first = at_;
    if (!comma()) {
      at_ = behind_first;
      return first;
    }
    dataview_value all;
    all.kind = dataview_kind::list;
    all.items.push_back(std::move(*first));
    while (auto next = atom()) {
      all.items.push_back(std::move(*next));
      const auto behind = at_;
      if (!comma() || !is_atom()) {
        at_ = behind;
        break;
      }
    }
    return all;
  }

  std::optional<dataview_value> date() {
    const auto from = at_;
    auto found = read_date();
    if (!found) at_ = from;
    return found;
  }

  std::optional<dataview_value> duration(bool in_line) {
    const auto from = at_;
    std::array<double, units.size()> amounts{};
    bool any = false;
    while (true) {
      const auto before = at_;
      if (any && !comma()) {
        at_ = before;
        skip_space();
      }
      const auto count = number();
      skip_space();
      const auto unit = count ? unit_name() : std::nullopt;
      if (!unit) {
        at_ = before;
        break;
      }
      amounts[*unit] += *count;
      any = true;
    }
    if (!any) {
      at_ = from;
      return std::nullopt;
    }
    if (in_line) normalize(amounts);
    dataview_value value;
    value.kind = dataview_kind::duration;
    for (std::size_t each = 0; each < units.size(); ++each)
      if (amounts[each] != 0) value.duration.emplace_back(units[each], amounts[each]);
    return value;
  }

  std::optional<dataview_value> embedded_link() {
    const auto from = at_;
    const bool embeds = take("!");
    if (take("[[")) {
      const auto closing = text_.find_first_of("[]", at_);
      if (closing != std::string_view::npos && text_.substr(closing).starts_with("]]")) {
        dataview_value value;
        value.kind = dataview_kind::link;
        value.link = link_of(text_.substr(at_, closing - at_), embeds);
        at_ = closing + 2;
        return value;
      }
    }
    at_ = from;
    return std::nullopt;
  }

 private:
  bool take(std::string_view wanted) {
    if (!text_.substr(at_).starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  void skip_space() {
    while (at_ < text_.size()) {
      const auto next = code_point_at(text_, at_);
      if (!is_white_space(next.value)) return;
      at_ += next.length;
    }
  }

  bool comma() {
    skip_space();
    if (!take(",")) return false;
    skip_space();
    return true;
  }

  bool is_atom() {
    const auto from = at_;
    const bool is = atom().has_value();
    at_ = from;
    return is;
  }

  std::optional<dataview_value> atom() {
    if (auto found = date()) return found;
    if (auto found = duration(true)) return found;
    if (auto found = quoted()) return found;
    if (auto found = tag()) return found;
    if (auto found = embedded_link()) return found;
    if (auto found = truth()) return found;
    if (const auto found = number()) {
      dataview_value value;
      value.kind = dataview_kind::number;
      value.number = *found;
      return value;
    }
    if (take("null")) return dataview_value::of_text("null");  // as Dataview has it: the word, not nothing
    return std::nullopt;
  }

  std::optional<int> digits(std::size_t count) {
    if (text_.size() - at_ < count) return std::nullopt;
    int value = 0;
    for (std::size_t each = 0; each < count; ++each) {
      if (!is_ascii_digit(text_[at_ + each])) return std::nullopt;
      value = value * 10 + text_[at_ + each] - '0';
    }
    at_ += count;
    return value;
  }

  /// A mark and so many digits; nothing is read unless both are there.
  std::optional<int> behind(std::string_view mark, std::size_t count) {
    const auto from = at_;
    if (!take(mark)) return std::nullopt;
    const auto value = digits(count);
    if (!value) at_ = from;
    return value;
  }

  std::optional<dataview_value> read_date() {
    using namespace std::chrono;
    const auto year_ = digits(4);
    const auto month_ = year_ ? behind("-", 2) : std::nullopt;
    if (!month_ || *month_ < 1 || *month_ > 12) return std::nullopt;
    sys_days date{year{*year_} / *month_ / 1};
    std::optional<int> hour, minute, second, thousandth;
    std::string zone;
    // A day or an hour that there is not is counted on into the next month or day, as Dataview's library does.
    if (const auto of_month = behind("-", 2)) {
      date += days{*of_month - 1};
      if ((hour = behind("T", 2)) && (minute = behind(":", 2)) && (second = behind(":", 2))) {
        thousandth = behind(".", 3);
        zone = read_zone();
      }
    }
    dataview_value value;
    value.kind = dataview_kind::date;
    auto moment =
        sys_seconds{date} + hours{hour.value_or(0)} + minutes{minute.value_or(0)} + seconds{second.value_or(0)};
    const auto day_ = floor<days>(moment);
    const hh_mm_ss time{moment - day_};
    const year_month_day parts{day_};
    const auto padded = [](auto number, std::size_t width) {
      auto text = std::to_string(number);
      return text.size() < width ? std::string(width - text.size(), '0') + text : text;
    };
    value.text = padded(static_cast<int>(parts.year()), 4) + "-" + padded(static_cast<unsigned>(parts.month()), 2) +
                 "-" + padded(static_cast<unsigned>(parts.day()), 2);
    if (time.to_duration().count() != 0 || thousandth.value_or(0) != 0 || !zone.empty()) {
      value.text += "T" + padded(time.hours().count(), 2) + ":" + padded(time.minutes().count(), 2) + ":" +
                    padded(time.seconds().count(), 2);
      if (thousandth.value_or(0) != 0) value.text += "." + padded(*thousandth, 3);
      value.text += zone;
    }
    return value;
  }

  std::string read_zone() {
    const auto from = at_;
    if (take("Z")) return "Z";
    if (take("+") || take("-")) {
      std::string zone{text_.substr(from, 1)};
      const auto hours_at = at_;
      while (at_ < text_.size() && at_ - hours_at < 2 && is_ascii_digit(text_[at_])) ++at_;
      if (at_ > hours_at) {
        const auto hour = text_.substr(hours_at, at_ - hours_at);
        zone += hour.size() == 1 ? "0" + std::string{hour} : std::string{hour};
        const auto minutes_at = at_;
        zone += behind(":", 2) ? std::string{text_.substr(minutes_at, 3)} : ":00";
        return zone;
      }
    }
    at_ = from;
    return {};
  }

  std::optional<double> number() {
    auto end = at_ + (text_.substr(at_).starts_with('-') ? 1 : 0);
    const auto whole = end;
    while (end < text_.size() && is_ascii_digit(text_[end])) ++end;
    if (end == whole) return std::nullopt;
    if (end + 1 < text_.size() && text_[end] == '.' && is_ascii_digit(text_[end + 1])) {
      ++end;
      while (end < text_.size() && is_ascii_digit(text_[end])) ++end;
    }
    double value = 0;
    std::from_chars(text_.data() + at_, text_.data() + end, value);
    at_ = end;
    return value;
  }

  std::optional<std::size_t> unit_name() {
    for (const auto& each : duration_names)
      if (take(each.name)) return each.unit;
    return std::nullopt;
  }

  /// Fractions go down to the smaller units, and what is too much goes up.
  static void normalize(std::array<double, units.size()>& amounts) {
    for (std::size_t each = 0; each + 1 < amounts.size(); ++each) {
      const auto whole = std::trunc(amounts[each]);
      amounts[each + 1] += (amounts[each] - whole) * smaller_ones[each];
      amounts[each] = whole;
    }
    for (std::size_t each = amounts.size() - 1; each > 0; --each) {
      const auto over = std::trunc(amounts[each] / smaller_ones[each - 1]);
      amounts[each] -= over * smaller_ones[each - 1];
      amounts[each - 1] += over;
    }
  }

  std::optional<dataview_value> quoted() {
    if (!text_.substr(at_).starts_with('"')) return std::nullopt;
    std::string inside;
    for (auto at = at_ + 1; at < text_.size(); ++at) {
      if (text_[at] == '"') {
        at_ = at + 1;
        return dataview_value::of_text(inside);
      }
      if (text_[at] == '\\' && at + 1 < text_.size()) {
        ++at;
        if (text_[at] != '"' && text_[at] != '\\') inside += '\\';
      }
      inside += text_[at];
    }
    return std::nullopt;
  }

  std::optional<dataview_value> tag() {
    if (!text_.substr(at_).starts_with('#')) return std::nullopt;
    const auto from = at_++;
    while (at_ < text_.size()) {
      const auto next = code_point_at(text_, at_);
      if (ends_dataview_tag(next.value)) break;
      at_ += next.length;
    }
    return dataview_value::of_text(text_.substr(from, at_ - from));
  }

  std::optional<dataview_value> truth() {
    dataview_value value;
    value.kind = dataview_kind::boolean;
    value.truth = text_.substr(at_).starts_with("true") || text_.substr(at_).starts_with("True");
    if (take("true") || take("false") || take("True") || take("False")) return value;
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string without_escaped_bars(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (!(text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '|')) plain += text[at];
  return plain;
}

/// A number as YAML 1.2 has it.
std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  const auto digits = text.starts_with('+') ? text.substr(1) : text;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem != std::errc{} || end != digits.data() + digits.size() || digits.empty()) return std::nullopt;
  return value;
}

}  // namespace

dataview_value dataview_value::of_text(std::string_view text) {
  dataview_value value;
  value.kind = dataview_kind::text;
  value.text = text;
  return value;
}

dataview_link link_of(std::string_view target, bool embeds) {
  dataview_link link;
  link.embeds = embeds;
  std::size_t bar = target.find('|');
  while (bar != std::string_view::npos && bar > 0 && target[bar - 1] == '\\') bar = target.find('|', bar + 1);
  if (bar != std::string_view::npos) link.display = std::string{target.substr(bar + 1)};
  const auto whole = without_escaped_bars(target.substr(0, bar));
  if (const auto block = whole.find("#^"); block != std::string::npos) {
    link.to_block = true;
    link.path = whole.substr(0, block);
    link.subpath = whole.substr(block + 2, whole.find("#^", block + 2) - block - 2);
  } else if (const auto heading = whole.find('#'); heading != std::string::npos) {
    link.to_heading = true;
    link.path = whole.substr(0, heading);
    link.subpath =
        dataview_heading(std::string_view{whole}.substr(heading + 1, whole.find('#', heading + 1) - heading - 1));
  } else {
    link.path = whole;
  }
  return link;
}

dataview_value read_field_value(std::string_view text) {
  if (trimmed(text).empty()) return {};
  value_reader reader{text};
  auto value = reader.field();
  return value && reader.at_end() ? std::move(*value) : dataview_value::of_text(text);
}

dataview_value read_property_value(const frontmatter_value& value) {
  dataview_value read;
  switch (value.kind) {
    case value_kind::null: return read;
    case value_kind::list:
      read.kind = dataview_kind::list;
      for (const auto& each : value.items) read.items.push_back(read_property_value(each));
      return read;
    case value_kind::mapping:
      read.kind = dataview_kind::object;
      for (const auto& each : value.entries) read.entries.emplace_back(each.key, read_property_value(each.value));
      return read;
    case value_kind::boolean:
      if (const auto lower = ascii_lower_case(value.text); lower == "true" || lower == "false") {
        read.kind = dataview_kind::boolean;
        read.truth = lower == "true";
        return read;
      }
      break;
    case value_kind::number:
      if (const auto number = plain_number(value.text)) {
        read.kind = dataview_kind::number;
        read.number = *number;
        return read;
      }
      break;
    case value_kind::date:
    case value_kind::string: break;
  }
  if (value_reader date{value.text}; auto found = date.date())
    if (date.at_end()) return *found;
  if (value_reader duration{value.text}; auto found = duration.duration(false))
    if (duration.at_end()) return *found;
  if (value_reader link{value.text}; auto found = link.embedded_link())
    if (link.at_end()) return *found;
  return dataview_value::of_text(value.text);
}

}  // namespace secondbrain::vault::dialects
