#include "brain/answers/links_answer.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/sentences.hpp"
#include "base/utf8.hpp"
#include "brain/vault/links/line_excerpt.hpp"
#include "brain/vault/links/mention_finder.hpp"
#include "brain/vault/links/note_places.hpp"
#include "text/name_key.hpp"

namespace secondbrain::answers {
namespace {

constexpr std::size_t most_candidates = 100'000;  // for backlinks: links with the same name
constexpr std::size_t most_names = 12;            // by which links and mentions of a note are looked for
constexpr std::size_t most_passages = 200;        // that are looked through for mentions of one name
constexpr std::size_t least_mention = 2;          // code points: one letter is no mention

std::string file_name(std::string_view path) {
  auto name = path.substr(path.rfind('/') + 1);
  if (name.ends_with(".md")) name.remove_suffix(3);
  return std::string{name};
}

/// Where the line of a file stands in a passage. Nothing: in another one.
std::optional<std::string_view> line_in(const chunk& passage, int line) {
  std::string_view left = passage.text;
  for (auto at = passage.line; at <= line; ++at) {
    const auto end = left.find('\n');
    if (at == line) return left.substr(0, end);
    if (end == left.npos) return std::nullopt;
    left.remove_prefix(end + 1);
  }
  return std::nullopt;
}

/// The target as it stands in the text, or what of it can be found there.
std::size_t place_of(std::string_view line, const note_link& link) {
  for (const auto* each : {&link.target, &link.subpath, &link.shown}) {
    const auto found = each->empty() ? line.npos : line.find(*each);
    if (found != line.npos) return found;
  }
  return line.npos;
}

/// The line of the link and the headings it stands below; a long line may go over several passages.
void tell_line(const std::vector<chunk>& passages, const note_link& link, backlink& told) {
  told.text = link.within;
  for (const auto& passage : passages) {
    const auto line = line_in(passage, link.line);
    if (!line) continue;
    const auto place = place_of(*line, link);
    if (place == line->npos && !told.text.empty()) continue;
    told.heading_path = passage.heading_path;
    told.text = vault::line_excerpt(*line, place == line->npos ? 0 : place);
    if (place != line->npos) return;
  }
}

class links_asker {
 public:
  links_asker(const list_links& request, stores::link_reader& reader, vault::link_resolver& resolver)
      : request_{request}, reader_{reader}, resolver_{resolver} {}

  result<links_of_note> ask();

 private:
  result<std::string> note_meant();
  status list_outgoing();
  status list_backlinks(const stores::note_names& names);
  status tell_backlinks(std::vector<std::pair<stores::link_from, link_way>> found);
  status list_mentions(const stores::note_names& names);

  const list_links& request_;
  stores::link_reader& reader_;
  vault::link_resolver& resolver_;
  links_of_note answer_;
};

result<links_of_note> links_asker::ask() {
  const auto path = note_meant();
  RETURN_IF_ERROR(path);
  const auto names = reader_.names_of(*path);
  RETURN_IF_ERROR(names);
  if (!*names) return fail(errc::not_found, "There is no note " + request_.note_path + " in the index.");
  const auto title = reader_.title_of(*path);
  RETURN_IF_ERROR(title);
  answer_.note_path = *path;
  answer_.note_title = *title;
  if ((*names)->links_left_out > 0)
    add_sentence(answer_.note,
                 "The note has " + std::to_string((*names)->links_left_out) + " more links than are kept of one note.");
  RETURN_IF_ERROR(list_outgoing());
  RETURN_IF_ERROR(list_backlinks(**names));
  RETURN_IF_ERROR(list_mentions(**names));
  return std::move(answer_);
}

/// The note of that path, else the one that a link of that name would lead to.
result<std::string> links_asker::note_meant() {
  const auto& called = request_.note_path;
  const auto known = reader_.names_of(called);
  RETURN_IF_ERROR(known);
  if (*known) return called;
  const auto end = resolver_.resolve("", called);
  RETURN_IF_ERROR(end);
  return end->path.empty() ? called : end->path;
}

status links_asker::list_outgoing() {
  auto links = reader_.links_of(answer_.note_path);
  RETURN_IF_ERROR(links);
  answer_.outgoing_total = static_cast<int>(links->size());
  std::unordered_map<std::string, vault::note_places> places;
  for (auto& link : *links) {
    auto end = resolver_.resolve(answer_.note_path, link.target);
    RETURN_IF_ERROR(end);
    if (end->path.empty()) ++answer_.unresolved;
    if (answer_.outgoing.size() >= static_cast<std::size_t>(request_.limit)) continue;
    outgoing_link shown{std::move(link), end->how, std::nullopt, std::nullopt, std::move(end->why)};
    if (!end->path.empty()) shown.path = std::move(end->path);
    if (shown.path && shown.path->ends_with(".md") && !shown.link.subpath.empty()) {
      auto known = places.find(*shown.path);
      if (known == places.end()) {
        const auto passages = reader_.chunks_of(*shown.path);
        RETURN_IF_ERROR(passages);
        known = places.emplace(*shown.path, vault::note_places{*passages}).first;
      }
      shown.target_line = known->second.line_of(shown.link.subpath);
      if (!shown.target_line)
        shown.why =
            shown.link.subpath.starts_with('^') ? "The note has no such block." : "The note has no such heading.";
    }
    answer_.outgoing.push_back(std::move(shown));
  }
  if (answer_.outgoing.size() < links->size())
    add_sentence(answer_.note, "The first " + std::to_string(answer_.outgoing.size()) + " links are shown.");
  return {};
}

status links_asker::list_backlinks(const stores::note_names& names) {
  const auto& path = answer_.note_path;
  std::vector<std::string> keys{text::name_key(path)};
  for (const auto& other : names.others) {
    auto key = text::name_key(other);
    if (keys.size() < most_names && std::find(keys.begin(), keys.end(), key) == keys.end())
      keys.push_back(std::move(key));
  }
  std::vector<std::pair<stores::link_from, link_way>> found;
  for (const auto& key : keys) {
    auto candidates = reader_.links_to(key, most_candidates);
    RETURN_IF_ERROR(candidates);
    if (candidates->size() == most_candidates)
      add_sentence(answer_.note, "So many links have the name of this note that not all were looked at.");
    for (auto& each : *candidates) {
      if (each.note_path == path) continue;
      const auto end = resolver_.resolve(each.note_path, each.link.target);
      RETURN_IF_ERROR(end);
      if (end->path == path) found.emplace_back(std::move(each), end->how);
    }
  }
  return tell_backlinks(std::move(found));
}

/// The first of them, with their lines.
status links_asker::tell_backlinks(std::vector<std::pair<stores::link_from, link_way>> found) {
  const auto shown = std::min(found.size(), static_cast<std::size_t>(request_.limit));
  const auto place = [](const auto& one) { return std::tie(one.first.note_path, one.first.link.line); };
  std::stable_sort(found.begin(), found.end(),
                   [&](const auto& one, const auto& other) { return place(one) < place(other); });
  answer_.backlinks_total = static_cast<int>(found.size());
  if (shown < found.size()) add_sentence(answer_.note, "The first " + std::to_string(shown) + " backlinks are shown.");
  found.resize(shown);

  std::string read;
  std::vector<chunk> passages;
  for (auto& [from, how] : found) {
    if (from.note_path != read) {
      auto of_note = reader_.chunks_of(from.note_path);
      RETURN_IF_ERROR(of_note);
      passages = *std::move(of_note);
      read = from.note_path;
    }
    backlink told;
    if (!passages.empty()) told.note_title = passages.front().note_title;
    tell_line(passages, from.link, told);
    told.note_path = std::move(from.note_path);
    told.line = from.link.line;
    told.kind = from.link.kind;
    told.subpath = std::move(from.link.subpath);
    told.how = how;
    answer_.backlinks.push_back(std::move(told));
  }
  return {};
}

status links_asker::list_mentions(const stores::note_names& names) {
  if (request_.mentions <= 0) return {};
  std::vector<std::string> sought{file_name(answer_.note_path)};
  for (const auto& other : names.others)
    if (sought.size() < most_names) sought.push_back(other);
  std::erase_if(sought, [](const std::string& name) { return count_code_points(name) < least_mention; });
  const vault::mention_finder finder{sought};
  std::unordered_set<std::string> seen;
  for (const auto& name : sought) {
    const auto passages = reader_.passages_with(name, answer_.note_path, most_passages);
    RETURN_IF_ERROR(passages);
    for (const auto& passage : *passages) {
      if (answer_.mentions.size() == static_cast<std::size_t>(request_.mentions)) return {};
      if (!seen.insert(passage.id).second) continue;
      auto mention = finder.find(passage.text);
      if (!mention) continue;
      answer_.mentions.push_back({passage.note_path, passage.note_title, passage.line + static_cast<int>(mention->line),
                                  std::move(mention->text), std::move(mention->name)});
    }
  }
  return {};
}

}  // namespace

result<links_of_note> answer_links(const list_links& request, stores::link_reader& reader,
                                   vault::link_resolver& resolver) {
  return links_asker{request, reader, resolver}.ask();
}

}  // namespace secondbrain::answers
