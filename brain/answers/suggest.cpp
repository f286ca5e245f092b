#include "brain/answers/suggest.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::answers {
namespace {

constexpr std::size_t most_related_notes = 10;
constexpr std::size_t entities_per_link = 2;
constexpr std::size_t most_links = 10;
constexpr std::size_t heaviest_tags = 20;
constexpr std::size_t most_tags = 10;
constexpr std::size_t sources_per_tag = 5;

using metadata_by_path = std::map<std::string, const note_metadata*, std::less<>>;

std::string title_of(std::string_view note_path) {
  auto name = note_path.substr(note_path.rfind('/') + 1);
  constexpr std::string_view suffix = ".md";
  if (name.size() >= suffix.size() && name.substr(name.size() - suffix.size()) == suffix)
    name.remove_suffix(suffix.size());
  return std::string{name};
}

double rounded(double value, int digits) {
  const double scale = std::pow(10.0, digits);
  return std::round(value * scale) / scale;
}

std::vector<std::string> shared_entities(const note_metadata& source, const note_metadata& other) {
  std::set<std::string> known;
  for (const auto& entity : source.entities) known.insert(lower_case(entity.text));
  std::vector<std::string> shared;
  for (const auto& entity : other.entities) {
    bool listed = std::find(shared.begin(), shared.end(), entity.text) != shared.end();
    if (!entity.text.empty() && !listed && known.contains(lower_case(entity.text))) shared.push_back(entity.text);
  }
  return shared;
}

/// Notes by the similarity of their best passage, the source left out.
std::vector<related_note> related_to(const note_metadata& source, const std::vector<similar_passage>& passages,
                                     const metadata_by_path& all) {
  std::vector<related_note> related;
  for (const auto& passage : passages) {
    if (passage.note_path == source.note_path || passage.similarity < 0) continue;
    auto of_note = [&](const related_note& note) { return note.note_path == passage.note_path; };
    auto known = std::find_if(related.begin(), related.end(), of_note);
    if (known == related.end()) {
      related.push_back({passage.note_path, title_of(passage.note_path), passage.similarity, {}});
    } else {
      known->similarity_score = std::max(known->similarity_score, passage.similarity);
    }
  }
  std::stable_sort(related.begin(), related.end(), [](const related_note& left, const related_note& right) {
    return left.similarity_score > right.similarity_score;
  });
  if (related.size() > most_related_notes) related.resize(most_related_notes);
  for (auto& note : related) {
    note.similarity_score = rounded(note.similarity_score, 4);
    auto other = all.find(note.note_path);
    if (other != all.end()) note.shared_entities = shared_entities(source, *other->second);
  }
  return related;
}

/// `named`: the notes that its entities would lead to as links.
std::vector<suggested_link> links_for(const note_metadata& source, const std::vector<related_note>& related,
                                      const std::vector<std::optional<std::string>>& named) {
  std::vector<suggested_link> links;
  std::set<std::string> targets;
  std::set<std::pair<std::string, std::string>> seen;
  auto add = [&](suggested_link link) {
    targets.insert(link.target_note_path);
    if (seen.emplace(link.target_note_path, link.anchor_text).second) links.push_back(std::move(link));
  };
  for (const auto& note : related) {
    auto count = std::min(note.shared_entities.size(), entities_per_link);
    for (std::size_t i = 0; i < count; ++i) {
      const auto& entity = note.shared_entities[i];
      add({note.note_path, note.note_title, entity, note.similarity_score, "Both notes mention \"" + entity + "\""});
    }
  }
  for (std::size_t i = 0; i < std::min(source.entities.size(), named.size()); ++i) {
    const auto& entity = source.entities[i];
    const auto& path = named[i];
    if (!path || *path == source.note_path || targets.contains(*path)) continue;
    add({*path, title_of(*path), entity.text, entity.confidence, "\"" + entity.text + "\" is the title of that note"});
  }
  std::stable_sort(links.begin(), links.end(), [](const suggested_link& left, const suggested_link& right) {
    return left.confidence > right.confidence;
  });
  if (links.size() > most_links) links.resize(most_links);
  return links;
}

std::string tag_of(std::string_view phrase) {
  return lower_case(trimmed(phrase));
}

struct weighed_tag {
  std::string tag;
  double weight = 0;
  std::vector<std::string> source_notes;
};

std::vector<weighed_tag> weigh_tags(const std::vector<related_note>& related, const metadata_by_path& all) {
  std::vector<weighed_tag> tags;
  for (const auto& note : related) {
    auto other = all.find(note.note_path);
    if (other == all.end()) continue;
    std::set<std::string> of_note;
    for (const auto& phrase : other->second->key_phrases) {
      auto tag = tag_of(phrase);
      if (tag.empty() || !of_note.insert(tag).second) continue;
      auto known = std::find_if(tags.begin(), tags.end(), [&](const weighed_tag& one) { return one.tag == tag; });
      auto& entry = known != tags.end() ? *known : tags.emplace_back(weighed_tag{std::move(tag), 0, {}});
      entry.weight += note.similarity_score;
      entry.source_notes.push_back(note.note_path);
    }
  }
  std::stable_sort(tags.begin(), tags.end(),
                   [](const weighed_tag& left, const weighed_tag& right) { return left.weight > right.weight; });
  if (tags.size() > heaviest_tags) tags.resize(heaviest_tags);
  return tags;
}

std::vector<suggested_tag> tags_for(const note_metadata& source, const std::vector<related_note>& related,
                                    const metadata_by_path& all) {
  std::set<std::string> own;
  for (const auto& phrase : source.key_phrases) own.insert(tag_of(phrase));
  std::vector<suggested_tag> tags;
  for (auto& [tag, weight, source_notes] : weigh_tags(related, all)) {
    if (own.contains(tag)) continue;
    if (source_notes.size() > sources_per_tag) source_notes.resize(sources_per_tag);
    auto share = weight / static_cast<double>(std::max<std::size_t>(related.size(), 1));
    tags.push_back({tag, rounded(std::min(share, 1.0), 3), source_notes});
    if (tags.size() == most_tags) break;
  }
  return tags;
}

}  // namespace

result<note_suggestions> suggest(const std::string& note_path, const suggestion_sources& sources, const clock& time) {
  auto source = sources.metadata(note_path);
  RETURN_IF_ERROR(source);
  auto all = sources.all_metadata();
  RETURN_IF_ERROR(all);
  auto title = title_of(note_path);
  auto question = title + ": " + source->summary;
  std::erase(question, '"');  // a search would insist on what is quoted
  auto passages = sources.nearest(question);
  RETURN_IF_ERROR(passages);

  std::vector<std::string> names;
  names.reserve(source->entities.size());
  for (const auto& entity : source->entities) names.push_back(entity.text);
  const auto named = sources.named(names);
  RETURN_IF_ERROR(named);

  metadata_by_path by_path;
  for (const auto& metadata : *all) by_path.emplace(metadata.note_path, &metadata);
  note_suggestions found;
  found.note_path = note_path;
  found.note_title = std::move(title);
  found.related_notes = related_to(*source, *passages, by_path);
  found.suggested_links = links_for(*source, found.related_notes, *named);
  found.suggested_tags = tags_for(*source, found.related_notes, by_path);
  found.generated_at = utc_text(time.now());
  return found;
}

std::vector<similar_passage> similar_passages(const search_answer& found) {
  std::vector<similar_passage> passages;
  if (found.mode == search_mode::hybrid) {
    for (const auto& hit : found.hits) {
      for (const auto& passage : hit.passages) {
        if (passage.score.cosine && *passage.score.cosine >= 0)
          passages.push_back({hit.note_path, *passage.score.cosine});
      }
    }
    return passages;
  }
  double best = 0;
  for (const auto& hit : found.hits) best = std::max(best, hit.score);
  for (const auto& hit : found.hits) {
    if (best > 0) passages.push_back({hit.note_path, std::max(hit.score / best, 0.0)});
  }
  return passages;
}

}  // namespace secondbrain::answers
