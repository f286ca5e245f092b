// Which note a link leads to, as Obsidian has it: the exact path in the vault; else the note of that name in the folder
// of the one it stands in; else the one with the shortest path that ends so. Without regard to case, `.md` or the form
// of Unicode; what begins with `./` or `../` is taken from the folder of its note, and nowhere else.
//
// Where Obsidian finds none, a note of that title or alias is the last resort; the answer says so.
//
// Owned by one thread, for one question or one state of the vault: what it was told of a name it remembers. Passes on
// what the functions that it is given fail with. Cost: once for each name, linear in the notes of that name; then the
// same for every link.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/links.hpp"

namespace secondbrain::vault {

struct note_known_as {
  std::string path;
  link_way how = link_way::title;  // or alias
};

struct link_sources {
  /// The paths of the notes with that name (text/name_key.hpp).
  std::function<result<std::vector<std::string>>(const std::string& name)> notes_named;
  /// And of the other files: pictures, PDFs, notes that are left out of the index. May be empty. Asked only for names
  /// with a dot and for those that no note has.
  std::function<result<std::vector<std::string>>(const std::string& name)> files_named;
  /// Notes with that title or alias, case-folded. May be empty: there is no last resort.
  std::function<result<std::vector<note_known_as>>(const std::string& name)> notes_known_as;
};

struct link_end {
  link_way how = link_way::none;
  std::string path;  // empty: it leads nowhere
  std::string why;   // a sentence, then
};

class link_resolver {
 public:
  explicit link_resolver(link_sources sources) : sources_{std::move(sources)} {}

  /// `target` as the reader of links gives it, `from`: the path of the note it stands in.
  result<link_end> resolve(std::string_view from, std::string_view target);

 private:
  /// All that are called the same.
  struct namesakes {
    std::unordered_map<std::string, std::vector<std::string>> by_path;  // as links compare it
    std::unordered_map<std::string, std::string> by_ending;             // the shortest path that ends so
  };

  result<const namesakes*> find_namesakes(const std::string& name);
  result<link_end> find(std::string_view from, std::string_view target);
  result<link_end> last_resort(std::string_view from, std::string_view target);

  link_sources sources_;
  std::unordered_map<std::string, namesakes> known_;
  std::unordered_map<std::string, std::vector<note_known_as>> known_as_;
};

}  // namespace secondbrain::vault
