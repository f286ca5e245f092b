// Vouches for the files of one folder: what was read of them since `begin` is what they hold, for as long as it says
// so.
//
// The system is asked at the moment of the question. A change that a program has completed stands in its queue before
// that program goes on, so nothing arrives late and no other thread is needed. Where the system is told nothing of
// changes (files of another computer, a folder that cannot be watched), it does not vouch. What no system tells (a
// write through another name of the same file, or through memory that the file is mapped into) goes unnoticed here.
//
// Owned by one thread. A question costs two calls of the system, whatever the folder holds. Cannot fail: whenever in
// doubt it does not vouch.
#pragma once

#include <filesystem>
#include <memory>

namespace secondbrain::vault {

class folder_watch {
 public:
  virtual ~folder_watch() = default;

  /// Before the folder is listed and its files are read: changes count from here on.
  virtual void begin() = 0;

  /// Whether nothing can have changed since `begin`: no file of the folder, and not which folder it is. Folders in it
  /// are not looked into. Once it does not vouch, it does not before the next `begin`.
  virtual bool vouches() = 0;
};

/// Whether a folder lies where only this system writes, which then knows of every change. False where that cannot be
/// found out. Thread-safe.
bool lies_on_local_file_system(const std::filesystem::path& folder);

/// The folder need not be there yet. Null where the system tells of changes too late to vouch for anything (macOS).
std::unique_ptr<folder_watch> make_folder_watch(std::filesystem::path folder);

}  // namespace secondbrain::vault
