#include "brain/answers/note_links.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/answers/links_answer.hpp"
#include "brain/vault/links/link_reader.hpp"

namespace secondbrain::answers {
namespace {

constexpr std::size_t most_links_followed = 100;  // of a passage or a capture
constexpr std::size_t connection_snippet = 150;   // code points

/// Nothing is indexed yet, or it is being indexed again: links are extras that nobody should miss an answer for.
bool is_to_come(const error& problem) {
  return problem.code == errc::not_found || problem.code == errc::unavailable;
}

}  // namespace

note_links::note_links(std::filesystem::path lexical_file, std::optional<std::filesystem::path> vault)
    : lexical_file_{std::move(lexical_file)} {
  if (vault) files_.emplace(*std::move(vault));
}

result<stores::link_reader*> note_links::open() {
  if (reader_ && reader_->stale()) reader_.reset();
  if (!reader_) {
    auto opened = stores::link_reader::open(lexical_file_);
    RETURN_IF_ERROR(opened);
    reader_.emplace(*std::move(opened));
  }
  return &*reader_;
}

vault::link_sources note_links::sources(stores::link_reader& reader) {
  vault::link_sources from;
  from.notes_named = [&reader](const std::string& name) { return reader.notes_named(name); };
  from.notes_known_as = [&reader](const std::string& name) {
    return reader.notes_known_as(name).map([](const std::vector<stores::named_note>& notes) {
      std::vector<vault::note_known_as> known;
      known.reserve(notes.size());
      for (const auto& [path, by] : notes)
        known.push_back({path, by == stores::other_name::title ? link_way::title : link_way::alias});
      return known;
    });
  };
  if (files_)
    from.files_named = [this](const std::string& name) -> result<std::vector<std::string>> {
      return files_->named(name);
    };
  return from;
}

/// Asks at one moment; a reader that failed is opened again next time.
template <class Ask>
status note_links::ask(Ask&& questions) {
  const auto reader = open();
  RETURN_IF_ERROR(reader);
  auto done = (*reader)->at_one_moment([&] { return questions(**reader); });
  if (!done && done.error().code != errc::not_found) reader_.reset();
  return done;
}

result<links_of_note> note_links::list(const list_links& request) {
  if (const auto reader = open(); !reader && reader.error().code == errc::not_found)
    return fail(errc::unavailable, "No note has been read yet: try again in a moment.");
  links_of_note answer;
  const auto done = ask([&](stores::link_reader& reader) -> status {
    vault::link_resolver resolver{sources(reader)};
    auto found = answer_links(request, reader, resolver);
    RETURN_IF_ERROR(found);
    answer = *std::move(found);
    return {};
  });
  RETURN_IF_ERROR(done);
  return answer;
}

result<std::vector<std::optional<std::string>>> note_links::resolve(const resolve_names& request) {
  std::vector<std::optional<std::string>> paths;
  const auto done = ask([&](stores::link_reader& reader) -> status {
    vault::link_resolver resolver{sources(reader)};
    paths.reserve(request.names.size());
    for (const auto& name : request.names) {
      auto end = resolver.resolve(request.from, name);
      RETURN_IF_ERROR(end);
      const bool is_found = end->how != link_way::none && end->how != link_way::itself;
      paths.push_back(is_found ? std::optional{std::move(end->path)} : std::nullopt);
    }
    return {};
  });
  if (!done && is_to_come(done.error())) return std::vector<std::optional<std::string>>(request.names.size());
  RETURN_IF_ERROR(done);
  return paths;
}

result<std::vector<chunk>> note_links::linked_from(const chunk& passage) {
  std::vector<chunk> linked;
  const auto done = ask([&](stores::link_reader& reader) -> status {
    const auto lines = static_cast<int>(std::count(passage.text.begin(), passage.text.end(), '\n'));
    const auto links = reader.links_between(passage.note_path, passage.line, passage.line + lines, most_links_followed);
    RETURN_IF_ERROR(links);
    vault::link_resolver resolver{sources(reader)};
    std::unordered_set<std::string> seen{passage.note_path};
    for (const auto& link : *links) {
      const auto end = resolver.resolve(passage.note_path, link.target);
      RETURN_IF_ERROR(end);
      if (end->path.empty() || !seen.insert(end->path).second) continue;
      auto first = reader.first_chunk_of(end->path);
      RETURN_IF_ERROR(first);
      if (*first) linked.push_back(**std::move(first));
    }
    return {};
  });
  if (!done && is_to_come(done.error())) return std::vector<chunk>{};
  RETURN_IF_ERROR(done);
  return linked;
}

result<std::vector<note_connection>> note_links::join(const find_connections& request,
                                                      std::vector<note_connection> found) {
  const auto links = vault::read_links(request.text, most_links_followed).links;
  if (links.empty()) return found;
  std::vector<note_connection> joined;
  const auto done = ask([&](stores::link_reader& reader) -> status {
    vault::link_resolver resolver{sources(reader)};
    std::unordered_set<std::string> seen;
    for (const auto& each : links) {
      const auto end = resolver.resolve("", each.link.target);
      RETURN_IF_ERROR(end);
      if (end->path.empty() || !seen.insert(end->path).second) continue;
      const auto first = reader.first_chunk_of(end->path);
      RETURN_IF_ERROR(first);
      if (!*first) continue;
      const auto beginning = first_code_points((*first)->text, connection_snippet);
      joined.push_back({end->path, (*first)->note_title, std::string{trimmed(beginning)}, 1.0});
    }
    for (auto& each : found)
      if (seen.insert(each.note_path).second) joined.push_back(std::move(each));
    return {};
  });
  if (!done && is_to_come(done.error())) return found;
  RETURN_IF_ERROR(done);
  joined.resize(std::min(joined.size(), static_cast<std::size_t>(std::max(request.limit, 0))));
  return joined;
}

}  // namespace secondbrain::answers
