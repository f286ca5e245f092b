#include "ops/increments/rebuilt_state.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <map>
#include <span>

#include "base/file_descriptor.hpp"
#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/short_hash.hpp"
#include "base/system_error.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/increments/shipped_state.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// A name that leads out of the folder is none of ours.
bool stays_inside(const std::string& name) {
  const fs::path path = name;
  return !name.empty() && path.is_relative() && path.lexically_normal() == path && *path.begin() != "..";
}

class rebuilding {
 public:
  explicit rebuilding(const rebuild_request& request) : request_{request} {}

  result<rebuilt_state> run() {
    std::error_code failure;
    fs::create_directories(request_.folder, failure);
    if (!failure) fs::permissions(request_.folder, fs::perms::owner_all, failure);
    if (failure) return fail_with(failure, "cannot create " + request_.folder.string());
    const auto reader = make_reader();
    shipped_state order;
    const auto count = count_pieces(request_.generation);
    while (state_.pieces < std::min(count, request_.last_piece)) {
      auto piece = read_piece(piece_place(request_.generation, state_.pieces + 1), reader);
      if (io_problem_) return fail(*io_problem_);
      if (piece)
        if (auto follows = check_order(order, *piece); !follows) piece = fail(follows.error());
      if (!piece) {
        state_.problem = piece.error().message;
        break;
      }
      take_in(order, *piece);
      ++state_.pieces;
      state_.at = piece->header.at;
      state_.snapshot = piece->header.snapshot;
    }
    if (state_.problem.empty() && request_.last_piece > count) note_gap(count);
    file_.close();
    return std::move(state_);
  }

 private:
  piece_reader make_reader() {
    piece_reader reader;
    reader.begin_database = [this](const std::string& name) { return begin_database(name); };
    reader.page = [this](std::uint32_t number, std::span<const std::byte> content) { return write(number, content); };
    reader.end_database = [this](const database_end& end) { return end_database(end); };
    reader.plain_file = [this](const std::string& name, const std::string& content) {
      return write_plain(name, content);
    };
    reader.removed = [this](const std::string& name) {
      if (!stays_inside(name) || !request_.wanted(name)) return status{};
      std::error_code ignored;
      fs::remove(request_.folder / name, ignored);
      state_.plain.erase(name);
      state_.removed.insert(name);
      return status{};
    };
    return reader;
  }

  status begin_database(const std::string& name) {
    file_.close();
    if (!stays_inside(name) || name.find('/') != name.npos)
      return fail(errc::corrupt, "an increment names a database outside the data directory");
    if (!request_.wanted(name)) return {};
    file_ = file_descriptor{::open((request_.folder / name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (!file_) return remember(fail_with_errno("cannot write " + (request_.folder / name).string()));
    state_.databases.insert(name);
    return {};
  }

  status write(std::uint32_t number, std::span<const std::byte> content) {
    if (number == 0) return fail(errc::corrupt, "an increment holds a page without a number");
    auto at = static_cast<off_t>(number - 1) * static_cast<off_t>(content.size());
    while (file_ && !content.empty()) {
      const auto written = ::pwrite(file_.get(), content.data(), content.size(), at);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return remember(fail_with_errno("cannot write to " + request_.folder.string()));
      content = content.subspan(static_cast<std::size_t>(written));
      at += written;
    }
    return {};
  }

  status end_database(const database_end& end) {
    if (file_ && ::ftruncate(file_.get(), static_cast<off_t>(end.pages) * static_cast<off_t>(end.page_bytes)) != 0)
      return remember(fail_with_errno("cannot write to " + request_.folder.string()));
    if (file_ && ::fsync(file_.get()) != 0)
      return remember(fail_with_errno("cannot write to " + request_.folder.string()));
    file_.close();
    return {};
  }

  status write_plain(const std::string& name, const std::string& content) {
    if (!stays_inside(name)) return fail(errc::corrupt, "an increment names a file outside the data directory");
    if (!request_.wanted(name)) return {};
    std::error_code failure;
    fs::create_directories((request_.folder / name).parent_path(), failure);
    if (auto written = write_atomically(request_.folder / name, content); !written)
      return remember(fail(written.error()));
    state_.plain.insert(name);
    state_.removed.erase(name);
    return {};
  }

  /// Pieces behind a missing one.
  void note_gap(std::uint64_t count) {
    for (const auto& each : list_directory(request_.generation).value_or(std::vector<fs::path>{}))
      if (each > piece_place(request_.generation, count) && each.extension() == ".piece")
        state_.problem = "increment " + std::to_string(count + 1) + " is missing";
  }

  status remember(failed problem) {
    io_problem_ = problem.value();
    return problem;
  }

  const rebuild_request& request_;
  rebuilt_state state_;
  file_descriptor file_;  // of the database whose turn it is, where it is wanted
  std::optional<error> io_problem_;
};

}  // namespace

result<rebuilt_state> rebuild(const rebuild_request& request) {
  return rebuilding{request}.run();
}

status check_rebuilt(const fs::path& database) {
  using stores::sqlite::open_mode;
  auto opened = stores::sqlite::database::open(database, open_mode::read_write);
  if (!opened) return fail(opened.error(), "checking " + database.filename().string());
  return opened->quick_check();
}

}  // namespace secondbrain::ops
