// What was extracted from a note by a language model (contract: stores §6).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "messages/request.hpp"

namespace secondbrain {

struct extracted_entity {
  std::string text;
  std::string entity_type;  // person, org, product, place
  double confidence = 0.5;
};

struct extracted_date {
  std::string text;
  std::optional<std::string> normalized_date;  // YYYY-MM-DD
  std::string date_type;                       // deadline, event, reference
  double confidence = 0.5;
};

struct extracted_action {
  std::string text;
  double confidence = 0.5;
  std::optional<std::string> priority;  // high, medium, low
};

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

/// An entity, and the note it was found in.
struct noted_entity {
  extracted_entity entity;
  std::string note_path;
};

struct entity_page {
  std::vector<noted_entity> entities;  // by note path, within a note as extracted
  int total = 0;                       // all that match
};

struct list_entities {
  using reply = entity_page;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<std::string> entity_type;
  int offset = 0;
  int limit = 100;
};

/// An action item, and the note it was found in.
struct noted_action {
  extracted_action action;
  std::string note_path;
};

struct action_page {
  std::vector<noted_action> actions;  // high, medium, low, everything else; then as entities
  int total = 0;
};

struct list_action_items {
  using reply = action_page;
  static constexpr retry_policy retry = retry_policy::idempotent;
  int offset = 0;
  int limit = 100;
};

/// Drops rows of notes that are no longer in the vault.
struct delete_metadata {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<std::string> note_paths;
};

}  // namespace secondbrain
