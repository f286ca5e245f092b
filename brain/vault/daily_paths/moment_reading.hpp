// Reads a date by the tokens of a moment.js format, strictly, one after the other. Pure; one thread; cannot fail.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "brain/vault/daily_paths/locale_names.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

class moment_reading {
 public:
  /// Both must outlive the reading.
  moment_reading(std::string_view text, const locale_names& locale) : rest_{text}, locale_{locale} {}

  /// False: what the token stands for does not come next.
  bool take(std::string_view token);
  bool take_text(std::string_view text);

  /// The day, when all of the text is read and there is such a day.
  std::optional<day> finish(day today) const;

 private:
  std::optional<int> digits(std::size_t least, std::size_t most);
  std::optional<int> signed_digits();
  std::optional<int> name(std::string_view list, std::string_view other, int count);
  bool take_number(std::string_view token);
  bool take_ordinal_day();
  bool take_month_name(std::string_view token);
  bool take_weekday_name(std::string_view token);
  bool take_half_of_day();
  bool take_moment(std::string_view token);
  std::optional<day> day_of_week(day today) const;

  std::string_view rest_;
  const locale_names& locale_;
  bool anything_ = false;
  std::optional<int> year_, month_, day_, day_of_year_;
  std::optional<int> week_year_, week_, weekday_, weekday_of_week_;  // by the language's weeks
  std::optional<int> iso_year_, iso_week_, iso_weekday_;
  std::optional<int> hour_, minute_, second_;
  std::optional<day> moment_;
};

}  // namespace secondbrain::vault
