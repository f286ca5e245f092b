// Where the links of a note lead, and what leads to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/note_link.hpp"
#include "messages/request.hpp"

namespace secondbrain {

/// How a link found its note. The last two are a last resort of ours, where Obsidian finds none.
enum class link_way : std::uint8_t { none, itself, relative, path, folder, name, title, alias };

constexpr auto names_of(link_way) {
  using enum link_way;
  return named_values<link_way>({{none, "none"},
                                 {itself, "itself"},
                                 {relative, "relative"},
                                 {path, "path"},
                                 {folder, "folder"},
                                 {name, "name"},
                                 {title, "title"},
                                 {alias, "alias"}});
}

constexpr bool is_last_resort(link_way way) {
  return way == link_way::title || way == link_way::alias;
}

struct outgoing_link {
  note_link link;
  link_way how = link_way::none;
  std::optional<std::string> path;  // of the note or file; nothing: it leads nowhere
  std::optional<int> target_line;   // of the heading or block, where the link names one that is there
  std::string why;                  // a sentence where something is missing; empty otherwise
};

constexpr auto fields_of(const outgoing_link*) {
  return record<outgoing_link>(field_list{
      inlined(&outgoing_link::link),
      field("path", &outgoing_link::path, "Of the note or file it leads to"),
      field("how", &outgoing_link::how, "`title` and `alias` are a last resort, where Obsidian finds no note"),
      field("target_line", &outgoing_link::target_line, "Of the heading or block", {.least = 1}),
      field("why", &outgoing_link::why, "A sentence where something is missing, else empty"),
  });
}

/// A link of another note to this one.
struct backlink {
  std::string note_path;
  std::string note_title;
  int line = 1;
  std::vector<std::string> heading_path;
  std::string text;  // the line it stands in, or the part around it
  link_kind kind = link_kind::wikilink;
  std::string subpath;
  link_way how = link_way::none;
};

constexpr auto fields_of(const backlink*) {
  return record<backlink>(field_list{
      field("note_path", &backlink::note_path),
      field("note_title", &backlink::note_title),
      field("line", &backlink::line, "Of the file, from 1", {.least = 1}),
      field("heading_path", &backlink::heading_path),
      field("text", &backlink::text, "The line it stands in, or the part around it"),
      field("kind", &backlink::kind),
      field("subpath", &backlink::subpath, "The heading or block of this note that it names"),
      field("how", &backlink::how),
  });
}

/// A place that names the note without linking to it.
struct unlinked_mention {
  std::string note_path;
  std::string note_title;
  int line = 1;
  std::string text;
  std::string name;  // the name, title or alias that stands there
};

constexpr auto fields_of(const unlinked_mention*) {
  return record<unlinked_mention>(field_list{
      field("note_path", &unlinked_mention::note_path),
      field("note_title", &unlinked_mention::note_title),
      field("line", &unlinked_mention::line, "Of the file, from 1", {.least = 1}),
      field("text", &unlinked_mention::text, "The line it stands in, or the part around it"),
      field("name", &unlinked_mention::name, "The name, title or alias that stands there"),
  });
}

struct links_of_note {
  std::string note_path;
  std::string note_title;
  int outgoing_total = 0;
  int unresolved = 0;  // of those
  int backlinks_total = 0;
  std::vector<outgoing_link> outgoing;  // in their order, the first of them
  std::vector<backlink> backlinks;      // by note and line, the first of them
  std::vector<unlinked_mention> mentions;
  std::string note;  // a sentence when something was left out; empty otherwise
};

constexpr auto fields_of(const links_of_note*) {
  return record<links_of_note>(field_list{
      field("note_path", &links_of_note::note_path),
      field("note_title", &links_of_note::note_title),
      field("outgoing_total", &links_of_note::outgoing_total),
      field("unresolved", &links_of_note::unresolved, "How many of these lead nowhere"),
      field("backlinks_total", &links_of_note::backlinks_total),
      field("outgoing", &links_of_note::outgoing, "In the order of the note"),
      field("backlinks", &links_of_note::backlinks, "By note and line"),
      field("mentions", &links_of_note::mentions, "Places that name the note without a link"),
      field("note", &links_of_note::note, "A sentence when something was left out, else empty"),
  });
}

/// errc::not_found when there is no such note.
struct list_links {
  using reply = links_of_note;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string note_path;  // or what a link would call the note
  int limit = 200;        // of outgoing links, and of backlinks
  int mentions = 20;
};

constexpr auto fields_of(const list_links*) {
  return record<list_links>(field_list{
      internal(&list_links::note_path),
      field("limit", &list_links::limit, "Links to show in each direction",
            {.least = 0, .most = 5000, .presence = in_requests::optional}),
      field("mentions", &list_links::mentions, "Mentions without a link to show; they take a search",
            {.least = 0, .most = 100, .presence = in_requests::optional}),
  });
}

/// The notes that links of these names would lead to, in their order; nothing where there is none.
struct resolve_names {
  using reply = std::vector<std::optional<std::string>>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string from;  // the note they stand in
  std::vector<std::string> names;
};

}  // namespace secondbrain
