// What was extracted from a note by a language model (contract: stores §6).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fields.hpp"
#include "messages/note_move.hpp"
#include "messages/request.hpp"

namespace secondbrain {

struct extracted_entity {
  std::string text;
  std::string entity_type;  // person, org, product, place
  double confidence = 0.5;
};

constexpr auto fields_of(const extracted_entity*) {
  return record<extracted_entity>(field_list{
      field("text", &extracted_entity::text),
      field("entity_type", &extracted_entity::entity_type),
      field("confidence", &extracted_entity::confidence),
  });
}

struct extracted_date {
  std::string text;
  std::optional<std::string> normalized_date;  // YYYY-MM-DD
  std::string date_type;                       // deadline, event, reference
  double confidence = 0.5;
};

constexpr auto fields_of(const extracted_date*) {
  return record<extracted_date>(field_list{
      field("text", &extracted_date::text),
      field("normalized_date", &extracted_date::normalized_date, "YYYY-MM-DD"),
      field("date_type", &extracted_date::date_type),
      field("confidence", &extracted_date::confidence),
  });
}

struct extracted_action {
  std::string text;
  double confidence = 0.5;
  std::optional<std::string> priority;  // high, medium, low
};

constexpr auto fields_of(const extracted_action*) {
  return record<extracted_action>(field_list{
      field("text", &extracted_action::text),
      field("confidence", &extracted_action::confidence),
      field("priority", &extracted_action::priority),
  });
}

struct note_metadata {
  std::string note_path;
  std::string summary;
  std::vector<std::string> key_phrases;
  std::vector<extracted_entity> entities;
  std::vector<extracted_date> dates;
  std::vector<extracted_action> action_items;
  std::string extracted_at;  // UTC, ISO 8601 with +00:00
  std::string content_hash;  // SHA-1 hex of the file's raw bytes
  std::string model_used;
};

constexpr auto fields_of(const note_metadata*) {
  return record<note_metadata>(field_list{
      field("note_path", &note_metadata::note_path),
      field("summary", &note_metadata::summary),
      field("key_phrases", &note_metadata::key_phrases),
      field("entities", &note_metadata::entities),
      field("dates", &note_metadata::dates),
      field("action_items", &note_metadata::action_items),
      field("extracted_at", &note_metadata::extracted_at, "UTC, ISO 8601"),
      field("content_hash", &note_metadata::content_hash, "SHA-1 of the file, in hex"),
      field("model_used", &note_metadata::model_used),
  });
}

struct put_metadata {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  note_metadata metadata;
};

struct get_metadata {
  using reply = note_metadata;  // errc::not_found
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string note_path;
};

struct list_metadata {
  using reply = std::vector<note_metadata>;  // ordered by note_path
  static constexpr retry_policy retry = retry_policy::idempotent;
  int offset = 0;
  int limit = 50;
};

constexpr auto fields_of(const list_metadata*) {
  return record<list_metadata>(field_list{
      field("offset", &list_metadata::offset, "", {.least = 0, .most = 1'000'000, .presence = in_requests::optional}),
      field("limit", &list_metadata::limit, "", {.least = 1, .most = 200, .presence = in_requests::optional}),
  });
}

/// An entity, and the note it was found in.
struct noted_entity {
  extracted_entity entity;
  std::string note_path;
};

constexpr auto fields_of(const noted_entity*) {
  return record<noted_entity>(field_list{
      inlined(&noted_entity::entity),
      field("note_path", &noted_entity::note_path),
  });
}

struct entity_page {
  std::vector<noted_entity> entities;  // by note path, within a note as extracted
  int total = 0;                       // all that match
};

constexpr auto fields_of(const entity_page*) {
  return record<entity_page>(field_list{
      field("entities", &entity_page::entities),
      field("total", &entity_page::total, "All that match", {.least = 0}),
  });
}

struct list_entities {
  using reply = entity_page;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<std::string> entity_type;
  int offset = 0;
  int limit = 10'000;
};

constexpr auto fields_of(const list_entities*) {
  return record<list_entities>(field_list{
      field("entity_type", &list_entities::entity_type, "Only these; empty: all"),
      field("offset", &list_entities::offset, "", {.least = 0, .most = 1'000'000, .presence = in_requests::optional}),
      field("limit", &list_entities::limit, "", {.least = 1, .most = 10'000, .presence = in_requests::optional}),
  });
}

/// An action item, and the note it was found in.
struct noted_action {
  extracted_action action;
  std::string note_path;
};

constexpr auto fields_of(const noted_action*) {
  return record<noted_action>(field_list{
      inlined(&noted_action::action),
      field("note_path", &noted_action::note_path),
  });
}

struct action_page {
  std::vector<noted_action> actions;  // high, medium, low, everything else; then as entities
  int total = 0;
};

constexpr auto fields_of(const action_page*) {
  return record<action_page>(field_list{
      field("action_items", &action_page::actions),
      field("total", &action_page::total, "", {.least = 0}),
  });
}

struct list_action_items {
  using reply = action_page;
  static constexpr retry_policy retry = retry_policy::idempotent;
  int offset = 0;
  int limit = 10'000;
};

constexpr auto fields_of(const list_action_items*) {
  return record<list_action_items>(field_list{
      field("offset", &list_action_items::offset, "",
            {.least = 0, .most = 1'000'000, .presence = in_requests::optional}),
      field("limit", &list_action_items::limit, "", {.least = 1, .most = 10'000, .presence = in_requests::optional}),
  });
}

/// What was extracted from a note goes along with it.
struct move_metadata {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<note_move> moves;
};

/// Drops rows of notes that are no longer in the vault.
struct delete_metadata {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<std::string> note_paths;
};

}  // namespace secondbrain
