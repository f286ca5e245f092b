// macOS: FSEvents come a moment after the change, so nobody is vouched for.
#include "brain/vault/changes/folder_watch.hpp"

namespace secondbrain::vault {

std::unique_ptr<folder_watch> make_folder_watch(std::filesystem::path) {
  return nullptr;
}

}  // namespace secondbrain::vault
