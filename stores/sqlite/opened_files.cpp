#include "stores/sqlite/opened_files.hpp"

namespace secondbrain::stores::sqlite {

opened_files::opened_files(const std::filesystem::path& database)
    : database_{database}, wal_{database.string() + "-wal"}, opened_database_{identify(database_)} {
  opened_wal_ = identify(wal_);
}

bool opened_files::in_place() {
  if (identify(database_) != opened_database_) return false;
  const auto wal = identify(wal_);
  if (!opened_wal_) opened_wal_ = wal;
  return wal == opened_wal_;
}

}  // namespace secondbrain::stores::sqlite
