#include "brain/vault/writing/recovered_note.hpp"

#include <array>
#include <chrono>
#include <ctime>

#include "base/error.hpp"
#include "base/time_text.hpp"
#include "brain/vault/writing/free_name.hpp"

namespace secondbrain::vault {

namespace {

std::string local_stamp() {
  auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::localtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H%M%S", &parts);
  return text.data();
}

}  // namespace

result<std::string> give_back(const vault_folder& folder, const std::string& hidden_name, std::string_view note_name) {
  auto stem = split_name(note_name).stem;
  auto addition = " (recovered " + local_stamp() + ')';
  auto placed = take_free_name({stem, addition, ".md", " "},
                               [&](const std::string& name) { return folder.rename_new(hidden_name, folder, name); });
  if (!placed) return placed;
  RETURN_IF_ERROR(folder.sync());
  return folder.path_of(*placed);
}

}  // namespace secondbrain::vault
