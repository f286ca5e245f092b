#include "stores/sqlite/database.hpp"

#include <sqlite3.h>

#include <system_error>

#include "base/error.hpp"
#include "base/files.hpp"
#include "stores/lexical_tokenizer.hpp"
#include "stores/sqlite/fts5.hpp"
#include "stores/sqlite/sqlite_error.hpp"

namespace secondbrain::stores::sqlite {

namespace fs = std::filesystem;

namespace {

constexpr int busy_timeout_ms = 5000;
constexpr int pages_between_looks = 4096;  // of a copy under way

// The order matters: the WAL settings have no meaning before the file is in WAL mode.
constexpr auto write_settings =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA wal_autocheckpoint = 1000;"
    "PRAGMA journal_size_limit = 33554432;"  // bytes: what one large transaction needed is given back
    "PRAGMA synchronous = NORMAL;"
#ifdef __APPLE__
    "PRAGMA checkpoint_fullfsync = ON;"  // a plain fsync there stops at the drive's cache
#endif
    ;

status create_if_missing(const fs::path& file) {
  std::error_code failure;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), failure);
  if (failure) return fail(errc::io_failure, "creating its folder: " + failure.message());
  auto created = create_private_file(file);
  if (!created && created.error().code == errc::conflict) return {};
  return created;
}

// The reference left its files to the umask; the WAL gets the permissions of its database.
status restrict_to_owner(const fs::path& file) {
  std::error_code failure;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failure);
  if (failure) return fail(errc::io_failure, "restricting its permissions: " + failure.message());
  return {};
}

/// A hook of SQLite before each commit; anything but 0 makes it a rollback.
int refuse_when_lost(void* files) {
  return static_cast<opened_files*>(files)->in_place() ? 0 : 1;
}

}  // namespace

result<database> database::open(const fs::path& file, open_mode mode) {
  const auto opening = "opening " + file.filename().string();
  std::error_code ignored;
  if (const auto found = fs::status(file, ignored); fs::exists(found) && !fs::is_regular_file(found))
    return fail(errc::io_failure, opening + ": something lies there that is no file; remove it");
  if (mode == open_mode::read_write) {
    if (auto done = create_if_missing(file); !done) return fail(done.error(), opening);
  } else if (!fs::exists(file, ignored)) {
    return fail(errc::not_found, file.filename().string() + " does not exist yet");
  }
  const int access = mode == open_mode::read_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, access | SQLITE_OPEN_NOMUTEX, nullptr);
  database opened{file, handle};
  if (code != SQLITE_OK) return fail(last_error(handle), opening);
  if (auto done = opened.configure(mode); !done) return fail(done.error(), opening);
  return opened;
}

status database::configure(open_mode mode) {
  sqlite3_extended_result_codes(handle_.get(), 1);
  sqlite3_busy_timeout(handle_.get(), busy_timeout_ms);
  RETURN_IF_ERROR(add_lexical_tokenizer(handle_.get()));
  if (mode == open_mode::read_only) return {};
  // SQLite falls back to reading when the file cannot be written.
  if (sqlite3_db_readonly(handle_.get(), "main") != 0) {
    return fail(errc::io_failure, "the file cannot be written: check its permissions");
  }
  return restrict_to_owner(file_).and_then([&] { return execute(write_settings); }).map([&] {
    files_ = std::make_unique<opened_files>(file_);
    sqlite3_commit_hook(handle_.get(), refuse_when_lost, files_.get());
  });
}

void database::closer::operator()(sqlite3* handle) const noexcept {
  if (sqlite3_db_readonly(handle, "main") == 0) {
    sqlite3_busy_timeout(handle, 0);  // readers may keep the WAL; that is no reason to wait for them
    sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  }
  sqlite3_close_v2(handle);
}

status database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return fail(preparation_error(handle_.get()));
}

status database::prepare(std::initializer_list<preparation> list) {
  for (const auto& [target, sql] : list) {
    auto prepared = statement::prepare(handle_.get(), sql);
    RETURN_IF_ERROR(prepared);
    target = std::move(*prepared);
  }
  return {};
}

status database::checkpoint() {
  const int code = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && code != SQLITE_BUSY) return fail(last_error(handle_.get()));
  return {};
}

status database::add_fts5_function(const char* name, fts5_function* function, void* context) {
  const auto fts5 = fts5_of(handle_.get());
  RETURN_IF_ERROR(fts5);
  const int code = (*fts5)->xCreateFunction(*fts5, name, context, function, nullptr);
  if (code != SQLITE_OK) return fail(last_error(handle_.get()));
  return {};
}

std::int64_t database::total_changes() const {
  return sqlite3_total_changes(handle_.get());
}

result<int> database::schema_version() {
  statement read;
  return prepare({{read, "PRAGMA user_version"}})
      .and_then([&] { return read.first([](const row& r) { return static_cast<int>(r.integer(0)); }); })
      .map([](std::optional<int> version) { return version.value_or(0); });
}

result<bool> database::empty() {
  statement any;
  return prepare({{any, "SELECT 1 FROM sqlite_schema LIMIT 1"}})
      .and_then([&] { return any.first([](const row&) { return true; }); })
      .map([](std::optional<bool> found) { return !found; });
}

status database::quick_check() {
  if (files_ && !files_->in_place()) return fail(lost_file(file_));
  statement check;
  std::string findings;
  const auto done = prepare({{check, "PRAGMA quick_check(3)"}}).and_then([&] {
    return check.for_each([&](const row& r) { findings.append(findings.empty() ? "" : "; ").append(r.text(0)); });
  });
  if (!done) return done;
  if (findings == "ok") return {};
  return fail(errc::corrupt, file_.filename().string() + " is damaged: " + findings);
}

status database::snapshot_to(const fs::path& destination) {
  auto done = create_private_file(destination);
  if (!done) return fail(done.error(), "writing a snapshot");
  done = copy_to(destination).and_then([&] { return sync_file(destination); }).and_then([&] {
    return sync_file(destination.parent_path());
  });
  if (done) return done;
  std::error_code ignored;
  if (!fs::exists(destination, ignored)) return fail(errc::cancelled, "the copy is no longer wanted");
  fs::remove(destination, ignored);
  return fail(done.error(), "writing a snapshot of " + file_.filename().string());
}

// A read transaction around the copy pins what it sees: without it, another connection's commit would make SQLite start
// the copy over.
status database::copy_to(const fs::path& destination) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(destination.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> target{raw, sqlite3_close};
  if (opened != SQLITE_OK) return fail(last_error(raw));
  if (auto begun = execute("BEGIN"); !begun) return begun;
  int code = SQLITE_ERROR;
  std::error_code unseen;
  bool wanted = true;
  if (auto* copy = sqlite3_backup_init(raw, "main", handle_.get(), "main")) {
    while (sqlite3_backup_step(copy, pages_between_looks) == SQLITE_OK && wanted)
      wanted = fs::exists(destination, unseen);
    code = sqlite3_backup_finish(copy);
  }
  const auto ended = execute("COMMIT");
  if (!wanted) return fail(errc::cancelled, "the copy is no longer wanted");
  if (code != SQLITE_OK) return fail(last_error(raw));
  if (!ended) return ended;
  // The copy inherits WAL mode, which would need two more files to be opened.
  code = sqlite3_exec(raw, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fail(last_error(raw));
  return {};
}

status database::read_all(const std::function<status(sqlite3*)>& work) {
  // BEGIN alone waits for the first read before it pins anything.
  if (auto begun = execute("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1"); !begun) return begun;
  auto done = work(handle_.get());
  auto ended = execute("COMMIT");
  return done ? ended : done;
}

bool database::read_only() const {
  return sqlite3_db_readonly(handle_.get(), "main") != 0;
}

bool database::in_transaction() const {
  return sqlite3_get_autocommit(handle_.get()) == 0;
}

}  // namespace secondbrain::stores::sqlite
