// What a piece of the inbox is and where it belongs, as a language model says (contract: vault §8.3).
//
// Pure functions; thread-safe. Whatever the model says is checked here: after that, days are days, lists are lists,
// every text that goes on one line is one line, and a field that makes no sense is as if it were absent.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"
#include "messages/settings.hpp"

namespace secondbrain::sync {

enum class note_kind : std::uint8_t { daily_note, note, project, concept_note, living_document, event };

struct classification {
  note_kind kind = note_kind::note;
  std::string suggested_title;
  std::string existing_note;  // empty: none
  std::string date;           // YYYY-MM-DD
  std::string category;       // empty: none
  std::string sub_project;    // empty: none
  std::vector<std::string> tags;
  vault::daily_additions items;
  vault::new_event event;
  std::string event_date;  // YYYY-MM-DD; empty: none
  std::string content;
  std::string living_document;  // empty: none
};

/// The titles of existing notes that a piece may be added to.
struct titles_of_folder {
  std::string folder;
  std::vector<std::string> titles;
};

std::string classification_instructions(const std::vector<task_category>& categories);
std::string classification_question(std::string_view piece, const std::vector<titles_of_folder>& titles,
                                    std::string_view today);

/// errc::corrupt: it is no object, of an unknown type, or `tasks` or `existing_note` is something else than expected.
result<classification> read_classification(const boost::json::value& answer, std::string_view today,
                                           const std::vector<task_category>& categories);

/// A sub-project that its category does not have becomes `General`, if the category has that. None stays none.
std::string known_sub_project(std::string_view category, std::string_view sub_project,
                              const std::vector<task_category>& categories);

}  // namespace secondbrain::sync
