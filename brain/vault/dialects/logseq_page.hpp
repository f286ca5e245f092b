// A page of a Logseq graph of files, as Logseq 0.10 reads it: its name, whether it is a journal, and its blocks.
//
// Values; thread-safe; cannot fail. Time is linear in the page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault::dialects {

/// `logseq/config.edn`, or Logseq's defaults.
struct logseq_settings {
  std::string page_title_format = "MMM do, yyyy";
  std::string journal_file_format = "yyyy_MM_dd";  // of new files
  std::string journals = "journals";
  std::string pages = "pages";
  bool todo_workflow = false;  // LATER and NOW, else TODO and DOING
  bool legacy_names = false;   // `.` in a file name is `/`
  std::vector<std::string> hidden;
};

enum class property_kind : std::uint8_t { text, number, boolean, references };

struct logseq_property {
  std::string key;  // lower case, with hyphens
  std::string text;
  property_kind kind = property_kind::text;
  std::vector<std::string> references;
};

/// `SCHEDULED: <2024-05-01 Wed 10:00 .+1w>`
struct logseq_timestamp {
  std::string date;       // `YYYY-MM-DD`, perhaps no day that exists
  std::string time;       // `H:MM`; empty: none
  std::string repeater;   // `.+1w`; empty: none
  std::size_t line = 0;   // of the page
  std::size_t begin = 0;  // within the line, of the word before the bracket
  std::size_t end = 0;
};

struct logseq_block {
  std::size_t begin = 0;  // its first line
  std::size_t end = 0;    // behind its last one
  std::optional<std::size_t> parent;
  bool before_first = false;  // what stands above the first bullet
  std::string content;        // without bullet and indentation
  int heading = 0;
  std::string marker;    // `TODO`; empty: it is no task
  std::string priority;  // `A`; empty: none
  std::string title;     // the first line, without heading signs, marker and priority
  std::optional<logseq_timestamp> scheduled;
  std::optional<logseq_timestamp> deadline;
  bool repeated = false;
  std::vector<logseq_property> properties;
  std::vector<std::string> references;  // pages, each once, sorted

  const logseq_property* find(std::string_view key) const noexcept;
};

struct logseq_page {
  std::string name;
  std::optional<day> journal;
  std::vector<logseq_property> properties;
  std::vector<std::string> aliases;
  std::vector<std::string> tags;
  std::string page_namespace;  // empty: none
  std::vector<logseq_block> blocks;
};

inline constexpr std::string_view logseq_markers[] = {"TODO", "DOING",   "DONE",     "NOW",       "LATER",
                                                      "WAIT", "WAITING", "CANCELED", "CANCELLED", "IN-PROGRESS"};

/// `text` has `\n` line ends.
logseq_page read_logseq_page(std::string_view path, std::string_view text, const logseq_settings& settings);

/// The name of the page that a file is, unless a property gives it another.
std::string logseq_page_name(std::string_view path, const logseq_settings& settings);

/// The day of a journal's title.
std::optional<day> logseq_journal_day(std::string_view title, const logseq_settings& settings);

}  // namespace secondbrain::vault::dialects
