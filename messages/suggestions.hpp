// Notes, links and tags that go with a note (contract: retrieval §9).
#pragma once

#include <string>
#include <vector>

#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

struct related_note {
  std::string note_path;
  std::string note_title;
  double similarity_score = 0;  // 0-1
  std::vector<std::string> shared_entities;
};

constexpr auto fields_of(const related_note*) {
  return record<related_note>(field_list{
      field("note_path", &related_note::note_path),
      field("note_title", &related_note::note_title),
      field("similarity_score", &related_note::similarity_score),
      field("shared_entities", &related_note::shared_entities),
  });
}

struct suggested_link {
  std::string target_note_path;
  std::string target_note_title;
  std::string anchor_text;
  double confidence = 0;
  std::string reason;
};

constexpr auto fields_of(const suggested_link*) {
  return record<suggested_link>(field_list{
      field("target_note_path", &suggested_link::target_note_path),
      field("target_note_title", &suggested_link::target_note_title),
      field("anchor_text", &suggested_link::anchor_text),
      field("confidence", &suggested_link::confidence),
      field("reason", &suggested_link::reason),
  });
}

struct suggested_tag {
  std::string tag;
  double confidence = 0;
  std::vector<std::string> source_notes;  // at most 5
};

constexpr auto fields_of(const suggested_tag*) {
  return record<suggested_tag>(field_list{
      field("tag", &suggested_tag::tag),
      field("confidence", &suggested_tag::confidence),
      field("source_notes", &suggested_tag::source_notes),
  });
}

struct note_suggestions {
  std::string note_path;
  std::string note_title;
  std::vector<related_note> related_notes;
  std::vector<suggested_link> suggested_links;
  std::vector<suggested_tag> suggested_tags;
  std::string generated_at;  // UTC, ISO 8601 with +00:00
};

constexpr auto fields_of(const note_suggestions*) {
  return record<note_suggestions>(field_list{
      field("note_path", &note_suggestions::note_path),
      field("note_title", &note_suggestions::note_title),
      field("related_notes", &note_suggestions::related_notes),
      field("suggested_links", &note_suggestions::suggested_links),
      field("suggested_tags", &note_suggestions::suggested_tags),
      field("generated_at", &note_suggestions::generated_at),
  });
}

/// errc::not_found when nothing was extracted from the note yet.
struct suggest_for_note {
  using reply = note_suggestions;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string note_path;
};

using suggestions_api = api<suggest_for_note>;

}  // namespace secondbrain
