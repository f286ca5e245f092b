#include "brain/vault/planner/event_time.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace secondbrain::vault {
namespace {

TEST(event_time, is_read_as_people_write_it) {
  const std::vector<std::array<std::string, 3>> texts{{"14:30 Dentist", "14:30", "Dentist"},
                                                      {"9:00 — Standup", "9:00", "Standup"},
                                                      {"14:00-Call", "14:00", "Call"},
                                                      {"9:00: Call", "9:00", "Call"},
                                                      {"9:00, Call", "9:00", "Call"},
                                                      {"9:00 | Call", "9:00", "Call"},
                                                      {"9:00-10:30 Review", "9:00", "Review"},
                                                      {"09:00 – 10:30 Standup", "09:00", "Standup"},
                                                      {"9:00 - 10:30 - Review", "9:00", "Review"},
                                                      {"9:00 to 10:30 Review", "9:00", "Review"},
                                                      {"9am-10am Review", "9:00", "Review"},
                                                      {"9:00–10:30 Review", "9:00", "Review"},
                                                      {"9am–10am Review", "9:00", "Review"},
                                                      {"9:00—Standup", "9:00", "Standup"},
                                                      {"9:00·Standup", "9:00", "Standup"},
                                                      {"9:00\u00a0Standup", "9:00", "Standup"},
                                                      {"9-Uhr-Termin um 9", "", ""},
                                                      {"14:30 Uhr Zahnarzt", "14:30", "Zahnarzt"},
                                                      {"14.30 Uhr: Zahnarzt", "14:30", "Zahnarzt"},
                                                      {"9 Uhr Kaffee", "9:00", "Kaffee"},
                                                      {"9–10 Uhr Kaffee", "9:00", "Kaffee"},
                                                      {"9 - 10 Uhr: Kaffee", "9:00", "Kaffee"},
                                                      {"9 bis 10 Uhr Kaffee", "9:00", "Kaffee"},
                                                      {"9:00 bis 10:30 Uhr Kaffee", "9:00", "Kaffee"},
                                                      {"9h30 à 10h30 Café", "9:30", "Café"},
                                                      {"9:00 a 10:30 Café", "9:00", "Café"},
                                                      {"9:00 → 10:30 Review", "9:00", "Review"},
                                                      {"9:00->10:30 Review", "9:00", "Review"},
                                                      {"9:00~10:30 会议", "9:00", "会议"},
                                                      {"14：30 会议", "14:30", "会议"},
                                                      {"9:00→10:30 Review", "9:00", "Review"},
                                                      {"9：00～10：30 会议", "9:00", "会议"},
                                                      {"**9:00**–**10:30** Review", "9:00", "Review"},
                                                      {"**9:00** to **10:30**: Review", "9:00", "Review"},
                                                      {"`9:00` - `10:30` Review", "9:00", "Review"},
                                                      {"9:00 a walk", "9:00", "a walk"},
                                                      {"9:00 → Berlin", "9:00", "→ Berlin"},
                                                      {"9:00–10:30 Uhr Kaffee", "9:00", "Kaffee"},
                                                      {"14h30 Dentiste", "14:30", "Dentiste"},
                                                      {"14:30h Dentista", "14:30", "Dentista"},
                                                      {"20:15 h seis", "20:15", "seis"},
                                                      {"20:15 h – cena", "20:15", "cena"},
                                                      {"9:00-10:30 h Revisión", "9:00", "Revisión"},
                                                      {"20:15 horas", "20:15", "horas"},
                                                      {"9am Gym", "9:00", "Gym"},
                                                      {"9 am Gym", "9:00", "Gym"},
                                                      {"12 am — Midnight", "0:00", "Midnight"},
                                                      {"12:15 PM Lunch", "12:15", "Lunch"},
                                                      {"12 noon lunch", "12:00", "lunch"},
                                                      {"12:00 Noon – Lunch", "12:00", "Lunch"},
                                                      {"12noon Lunch", "12:00", "Lunch"},
                                                      {"10am - 12 noon Review", "10:00", "Review"},
                                                      {"12 midnight fireworks", "0:00", "fireworks"},
                                                      {"**12 Midnight** fireworks", "0:00", "fireworks"},
                                                      {"12 noonday bells", "", ""},
                                                      {"3 noon bells", "", ""},
                                                      {"2:30 pm — Call", "14:30", "Call"},
                                                      {"2:30 p.m. Call", "14:30", "Call"},
                                                      {"**11:00** — bold", "11:00", "bold"},
                                                      {"`11:00` code", "11:00", "code"},
                                                      {"_9:00-10:30_ Review", "9:00", "Review"},
                                                      {"**9:00** - 10:30 Review", "9:00", "Review"},
                                                      {"9:00 5 laps", "9:00", "5 laps"}};
  for (const auto& [text, time, title] : texts) {
    auto read = read_timed_text(text);
    EXPECT_EQ(read ? read->time : "", time) << text;
    EXPECT_EQ(read ? read->title : "", title) << text;
  }
}

TEST(event_time, what_is_none_stays_a_part_of_the_title) {
  for (auto text : {"",
                    "Holiday",
                    "9:5 Short",
                    "99:99 Odd",
                    "24:00 Late",
                    "1:1 with Ada",
                    "10:30",
                    "10:30 —",
                    "9:00-10:30",
                    "9:00–10:30",
                    "9:00é",
                    "10:30:15 Launch",
                    "2h walk",
                    "2 h walk",
                    "16 h fast",
                    "3.50 paid",
                    "14.30 paid",
                    "14hundred",
                    "9 Uhren",
                    "24 Uhr Late",
                    "9 amigos",
                    "9–10 apples",
                    "10–9 Uhr Backwards",
                    "3 bis 4 Uhren",
                    "1–2",
                    "13 pm",
                    "0 am Never",
                    "2 pm",
                    "9",
                    "10:300 miles",
                    "14:30Dentist",
                    "**11:00 not closed",
                    "2026-02-10 14:30 Call",
                    "100 pm",
                    "50 am"}) {
    EXPECT_FALSE(read_timed_text(text)) << text;
  }
}

TEST(event_time, is_counted_in_minutes) {
  EXPECT_EQ(minutes_of("0:00"), 0);
  EXPECT_EQ(minutes_of("09:05"), 545);
  EXPECT_EQ(minutes_of("23:59"), 1439);
  for (auto text : {"", "9", "9:5", "24:00", "9:60", "9:00 ", " 9:00", "9:000", "009:00", ":30"}) {
    EXPECT_FALSE(minutes_of(text)) << text;
  }
}

}  // namespace
}  // namespace secondbrain::vault
