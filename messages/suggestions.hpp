// Notes, links and tags that go with a note (contract: retrieval §9).
#pragma once

#include <string>
#include <vector>

#include "messages/request.hpp"

namespace secondbrain {

struct related_note {
  std::string note_path;
  std::string note_title;
  double similarity_score = 0;  // 0-1
  std::vector<std::string> shared_entities;
};

struct suggested_link {
  std::string target_note_path;
  std::string target_note_title;
  std::string anchor_text;
  double confidence = 0;
  std::string reason;
};

struct suggested_tag {
  std::string tag;
  double confidence = 0;
  std::vector<std::string> source_notes;  // at most 5
};

struct note_suggestions {
  std::string note_path;
  std::string note_title;
  std::vector<related_note> related_notes;
  std::vector<suggested_link> suggested_links;
  std::vector<suggested_tag> suggested_tags;
  std::string generated_at;  // UTC, ISO 8601 with +00:00
};

/// errc::not_found when nothing was extracted from the note yet.
struct suggest_for_note {
  using reply = note_suggestions;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string note_path;
};

using suggestions_api = api<suggest_for_note>;

}  // namespace secondbrain
