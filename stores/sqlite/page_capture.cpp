#include "stores/sqlite/page_capture.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "stores/sqlite/database.hpp"
#include "stores/sqlite/sqlite_error.hpp"

namespace secondbrain::stores::sqlite {
namespace {

constexpr int pages_at_once = 1024;
constexpr auto file_system_name = "secondbrain-page-capture";
// Where the header says how the file is written and read: 1 is a rollback journal, 2 a WAL.
constexpr std::array<std::size_t, 2> format_versions{18, 19};

/// What is being captured on this thread; SQLite hands our functions nothing of ours when it opens a file.
struct capture {
  const page_sink& sink;
  page_layout layout;
  std::vector<std::byte> first;  // page 1 is looked at again while the copy ends
  std::optional<error> problem;

  bool take(std::span<const std::byte> content, std::uint64_t at) {
    if (layout.page_bytes == 0) layout.page_bytes = static_cast<std::uint32_t>(content.size());
    if (content.size() != layout.page_bytes || at % layout.page_bytes != 0) {
      problem = error{errc::internal, "SQLite wrote something that is not a page"};
      return false;
    }
    const auto number = static_cast<std::uint32_t>(at / layout.page_bytes) + 1;
    layout.pages = std::max(layout.pages, number);
    if (number == 1) {
      first.assign(content.begin(), content.end());
      for (auto place : format_versions) first[place] = std::byte{1};
      content = first;
    }
    if (auto taken = sink(number, content); !taken) problem = taken.error();
    return !problem;
  }
};

thread_local capture* current = nullptr;

int close_file(sqlite3_file*) {
  return SQLITE_OK;
}

int read(sqlite3_file*, void* into, int amount, sqlite3_int64 offset) {
  const auto wanted = static_cast<std::size_t>(amount);
  const auto from = static_cast<std::size_t>(offset);
  std::memset(into, 0, wanted);
  if (from + wanted > current->first.size()) return SQLITE_IOERR_SHORT_READ;
  std::memcpy(into, current->first.data() + from, wanted);
  return SQLITE_OK;
}

int write(sqlite3_file*, const void* data, int amount, sqlite3_int64 offset) {
  const std::span content{static_cast<const std::byte*>(data), static_cast<std::size_t>(amount)};
  return current->take(content, static_cast<std::uint64_t>(offset)) ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int truncate(sqlite3_file*, sqlite3_int64 size) {
  if (current->layout.page_bytes > 0)
    current->layout.pages = static_cast<std::uint32_t>(size / current->layout.page_bytes);
  return SQLITE_OK;
}

int file_size(sqlite3_file*, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(current->layout.pages) * current->layout.page_bytes;
  return SQLITE_OK;
}

int nothing_to_do(sqlite3_file*, int) {
  return SQLITE_OK;
}

int not_reserved(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}

int no_control(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*) {
  return 4096;
}

int characteristics(sqlite3_file*) {
  return 0;
}

constexpr sqlite3_io_methods methods{
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = nothing_to_do,
    .xFileSize = file_size,
    .xLock = nothing_to_do,
    .xUnlock = nothing_to_do,
    .xCheckReservedLock = not_reserved,
    .xFileControl = no_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open_file(sqlite3_vfs*, const char*, sqlite3_file* file, int flags, int* given) {
  file->pMethods = nullptr;
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0 || current == nullptr) return SQLITE_CANTOPEN;  // it writes no journal
  file->pMethods = &methods;
  if (given != nullptr) *given = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char*, int) {
  return SQLITE_OK;
}

int access_file(sqlite3_vfs*, const char*, int, int* found) {
  *found = 0;
  return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int room, char* into) {
  sqlite3_snprintf(room, into, "%s", name);
  return SQLITE_OK;
}

/// Registered once, for as long as the process lives; everything but the files is the system's.
const char* file_system() {
  static const bool registered = [] {
    static sqlite3_vfs ours = *sqlite3_vfs_find(nullptr);
    ours.pNext = nullptr;
    ours.zName = file_system_name;
    ours.szOsFile = sizeof(sqlite3_file);
    ours.xOpen = open_file;
    ours.xDelete = delete_file;
    ours.xAccess = access_file;
    ours.xFullPathname = full_name;
    return sqlite3_vfs_register(&ours, 0) == SQLITE_OK;
  }();
  return registered ? file_system_name : nullptr;
}

struct closing {
  void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
};

status copy_all(sqlite3* from, sqlite3* to) {
  auto* copy = sqlite3_backup_init(to, "main", from, "main");
  if (copy == nullptr) return fail(last_error(to));
  int code = SQLITE_OK;
  while (code == SQLITE_OK) code = sqlite3_backup_step(copy, pages_at_once);
  const int ended = sqlite3_backup_finish(copy);
  if (code == SQLITE_DONE && ended == SQLITE_OK) return {};
  return fail(last_error(ended == SQLITE_OK ? from : to));
}

}  // namespace

result<page_layout> capture_pages(const std::filesystem::path& file, const page_sink& sink) {
  auto source = database::open(file, open_mode::read_only);
  RETURN_IF_ERROR(source);
  capture under_way{sink, {}, {}, {}};
  current = &under_way;
  status done;
  {
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2("capture", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, file_system());
    const std::unique_ptr<sqlite3, closing> target{raw};
    // No journal and few pages in memory: what is copied is handed on at once.
    const bool is_open = opened == SQLITE_OK && sqlite3_exec(raw,
                                                             "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                                                             "PRAGMA cache_size = 64",
                                                             nullptr, nullptr, nullptr) == SQLITE_OK;
    done =
        is_open ? source->read_all([&](sqlite3* from) { return copy_all(from, raw); }) : status{fail(last_error(raw))};
  }
  current = nullptr;
  if (under_way.problem) return fail(*under_way.problem);
  if (!done) return fail(done.error(), "reading " + file.filename().string());
  return under_way.layout;
}

}  // namespace secondbrain::stores::sqlite
