// Where the links of notes lead, and what leads to a note: the links that the index keeps, resolved by the notes that
// there are now.
//
// Owned by one thread. Opens the index on first use, and again when its file was replaced or reading it failed. Fails
// with what link_reader fails with. Bounded in what it reads for one answer; what was left out, the answer says.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/links/link_resolver.hpp"
#include "brain/vault/links/other_files.hpp"
#include "messages/indexed_note.hpp"
#include "messages/links.hpp"
#include "messages/search.hpp"
#include "stores/link_reader.hpp"

namespace secondbrain::answers {

class note_links {
 public:
  /// `vault`: nothing when there is none; links to files that are no notes then lead nowhere.
  note_links(std::filesystem::path lexical_file, std::optional<std::filesystem::path> vault);

  /// errc::not_found: no such note; errc::unavailable: no index yet.
  result<links_of_note> list(const list_links& request);

  result<std::vector<std::optional<std::string>>> resolve(const resolve_names& request);

  /// The notes that a passage links to, by their first passage, in the order of its links.
  result<std::vector<chunk>> linked_from(const chunk& passage);

  /// The notes that a text links to, which is in no note yet, and then those that go with it; each once.
  result<std::vector<note_connection>> join(const find_connections& request, std::vector<note_connection> found);

 private:
  result<stores::link_reader*> open();
  vault::link_sources sources(stores::link_reader& reader);
  template <class Ask>
  status ask(Ask&& questions);

  std::filesystem::path lexical_file_;
  std::optional<vault::other_files> files_;
  std::optional<stores::link_reader> reader_;
};

}  // namespace secondbrain::answers
