// Finds what programs put into a vault while it is listed (tool_copies.hpp), and remembers what is left out for it.
//
// Owned by one thread. Reads files only where a name alone does not tell, and no large ones; cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/changes/scan.hpp"

namespace secondbrain::vault {

class copy_finder {
 public:
  /// What is found is added to `found`, which outlives it.
  copy_finder(tool_copies copies, std::vector<left_out_place>& found) : copies_{copies}, found_{found} {}

  bool leaves_out_folder(const std::string& path);
  /// By its name alone.
  bool leaves_out_name(const std::string& path);
  /// A note of an open folder; `name` is that of the system.
  bool leaves_out_file(int parent, const std::string& name, const std::string& path);

  /// Whether one of the folders above is a program's.
  bool lies_in_folder_of_tool(std::string_view folder) const;

 private:
  bool leave_out(const std::string& path, std::string reason);

  tool_copies copies_;
  std::vector<left_out_place>& found_;
};

}  // namespace secondbrain::vault
