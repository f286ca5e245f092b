#include "ops/config/config_value.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <sstream>

#include "base/text.hpp"
#include "ops/config/config_places.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

template <class T>
using member_pointer = T config::*;

template <named_enum E>
std::string choices_in_words() {
  const auto names = names_of_all<E>();
  std::string words;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) words += i + 1 == names.size() ? " or " : ", ";
    words += names[i];
  }
  return words;
}

constexpr std::string_view no_alarm = "off";

// ---- from text ----

std::string number_text(double number) {
  std::ostringstream out;
  out << number;
  return out.str();
}

std::string with_limits(std::string kind, const limits& allowed) {
  if (allowed.least == limits{}.least) return kind;
  std::ostringstream out;
  out.precision(12);
  out << kind << " from " << allowed.least << " to " << allowed.most;
  return out.str();
}

std::optional<double> parse_number(const std::string& text) {
  // strtod and not from_chars: libc++ has no floating-point from_chars. "C" is the locale of the whole process.
  char* end = nullptr;
  auto number = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<std::int64_t> parse_whole(const std::string& text) {
  std::int64_t number = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool within(double number, const limits& allowed) {
  return number >= allowed.least && number <= allowed.most;
}

using problem = std::optional<std::string>;

template <class Whole>
problem read_whole(Whole& field, const config_variable& variable, const std::string& text, const std::string& kind) {
  auto number = parse_whole(text);
  if (!number || !within(static_cast<double>(*number), variable.allowed)) return with_limits(kind, variable.allowed);
  field = Whole(static_cast<int>(*number));
  return {};
}

class reader {
 public:
  reader(const config_variable& variable, const std::string& text, const path_base& base)
      : variable_{variable}, text_{text}, base_{base} {}

  problem operator()(std::string& field) const {
    field = text_;
    return {};
  }
  problem operator()(std::vector<std::string>& field) const {
    field = split_list(text_);
    return {};
  }
  problem operator()(fs::path& field) const {
    field = resolve_path(text_, base_.directory, base_.home);
    return {};
  }
  problem operator()(std::optional<fs::path>& field) const { return (*this)(field.emplace()); }
  problem operator()(int& field) const { return read_whole(field, variable_, text_, "a whole number"); }
  problem operator()(std::optional<int>& field) const { return read_whole(field, variable_, text_, "a whole number"); }
  problem operator()(std::chrono::seconds& field) const {
    return read_whole(field, variable_, text_, "a whole number of seconds");
  }
  problem operator()(std::chrono::hours& field) const {
    return read_whole(field, variable_, text_, "a whole number of hours");
  }
  problem operator()(double& field) const {
    auto number = parse_number(text_);
    if (!number || !within(*number, variable_.allowed)) return with_limits("a number", variable_.allowed);
    field = *number;
    return {};
  }
  problem operator()(bool& field) const {
    // The words the reference accepts.
    auto word = ascii_lower_case(text_);
    for (std::string_view yes : {"true", "1", "yes", "on", "t", "y"})
      if (word == yes) return field = true, problem{};
    for (std::string_view no : {"false", "0", "no", "off", "f", "n"})
      if (word == no) return field = false, problem{};
    return "true or false";
  }
  problem operator()(alarm_grace& field) const {
    if (ascii_lower_case(text_) == no_alarm) return field = {}, problem{};
    constexpr limits a_week{0, 604800};
    const auto seconds = parse_whole(text_);
    if (!seconds || !within(static_cast<double>(*seconds), a_week))
      return with_limits("`off` or a whole number of seconds", a_week);
    field = lasting(std::chrono::seconds{*seconds});
    return {};
  }
  problem operator()(std::optional<daily_span>& field) const {
    const auto span = parse_daily_span(text_);
    if (!span) return "two local times, as in 22:00-07:00";
    field = *span;
    return {};
  }
  problem operator()(std::optional<time_of_day>& field) const {
    const auto time = parse_time_of_day(text_);
    if (!time) return "a local time, as in 07:30";
    field = *time;
    return {};
  }
  template <named_enum E>
  problem operator()(E& field) const {
    const auto named = value_named<E>(ascii_lower_case(text_));
    if (named) return field = *named, problem{};
    return choices_in_words<E>();
  }

 private:
  const config_variable& variable_;
  const std::string& text_;
  const path_base& base_;
};

// ---- to text ----

struct writer {
  std::string operator()(const std::string& field) const { return field; }
  std::string operator()(const std::vector<std::string>& field) const { return join(field, ", "); }
  std::string operator()(const fs::path& field) const { return field.string(); }
  std::string operator()(int field) const { return std::to_string(field); }
  std::string operator()(double field) const { return number_text(field); }
  std::string operator()(bool field) const { return field ? "true" : "false"; }
  std::string operator()(std::chrono::seconds field) const { return std::to_string(field.count()); }
  std::string operator()(std::chrono::hours field) const { return std::to_string(field.count()); }
  std::string operator()(const alarm_grace& field) const {
    return field.after ? (*this)(*field.after) : std::string{no_alarm};
  }
  std::string operator()(const daily_span& field) const { return text_of(field); }
  std::string operator()(time_of_day field) const { return text_of(field); }
  template <named_enum E>
  std::string operator()(E field) const {
    return std::string{to_string(field)};
  }
  template <class T>
  std::string operator()(const std::optional<T>& field) const {
    return field ? (*this)(*field) : std::string{};
  }
};

// ---- the type's name ----

struct namer {
  std::string operator()(member_pointer<std::string>) const { return "text"; }
  std::string operator()(member_pointer<std::vector<std::string>>) const { return "list, comma-separated"; }
  std::string operator()(member_pointer<fs::path>) const { return "path"; }
  std::string operator()(member_pointer<std::optional<fs::path>>) const { return "path"; }
  std::string operator()(member_pointer<int>) const { return "whole number"; }
  std::string operator()(member_pointer<std::optional<int>>) const { return "whole number"; }
  std::string operator()(member_pointer<double>) const { return "number"; }
  std::string operator()(member_pointer<bool>) const { return "true or false"; }
  std::string operator()(member_pointer<std::chrono::seconds>) const { return "seconds"; }
  std::string operator()(member_pointer<std::chrono::hours>) const { return "hours"; }
  std::string operator()(member_pointer<alarm_grace>) const { return "`off`, or seconds that it must last first"; }
  std::string operator()(member_pointer<std::optional<daily_span>>) const { return "two times of day"; }
  std::string operator()(member_pointer<std::optional<time_of_day>>) const { return "time of day"; }
  template <named_enum E>
  std::string operator()(member_pointer<E>) const {
    return choices_in_words<E>();
  }
};

}  // namespace

std::optional<std::string> assign(config& target, const config_variable& variable, const std::string& text,
                                  const path_base& base) {
  reader read{variable, text, base};
  return std::visit([&](auto member) { return read(target.*member); }, variable.field);
}

std::string text_of(const config& source, const config_variable& variable) {
  return std::visit([&](auto member) { return writer{}(source.*member); }, variable.field);
}

std::string type_in_words(const config_variable& variable) {
  return std::visit(namer{}, variable.field);
}

}  // namespace secondbrain::ops
