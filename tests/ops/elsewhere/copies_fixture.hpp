// A data directory with a vault, whose backups are copied to a second directory.
#pragma once

#include <gmock/gmock.h>

#include "base/list_directory.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/elsewhere/copies_layout.hpp"
#include "ops/elsewhere/directory_copy.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/increments/increment_shipper.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {

class copies_fixture : public data_fixture {
 protected:
  void SetUp() override {
    data_fixture::SetUp();
    write_text(data() / "vault.json", R"({"id":"of-this-one"})");
    write_text(vault() / "a.md", "the first note");
    write_text(vault() / "folder/b.md", "the second note");
    std::filesystem::create_directories(disk());
  }

  std::filesystem::path vault() const { return place_ / "vault"; }
  std::filesystem::path disk() const { return place_ / "disk"; }
  std::filesystem::path own() const { return folder_of_copies(disk(), origin_of(data())); }

  copy_source source() const {
    return {backups(), origin_of(data()), [this] { return cancelled_; }};
  }

  /// With the notes.
  snapshot_info back_up_all() {
    clock_.advance(std::chrono::seconds{1});
    auto chosen = options();
    chosen.vault = vault_source{vault()};
    chosen.vault->settling = std::chrono::seconds{-3600};
    chosen.origin = origin_of(data(), vault());
    auto made = make_offline_snapshot(data(), "metadata.db", chosen, clock_);
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
  }

  void ship() {
    shipping_options shipping;
    shipping.data_directory = data();
    shipping.backups = backups();
    shipping.databases = {"conversations.db"};
    shipping.origin = [this] { return origin_of(data()); };
    shipping.newest_snapshot = [this](const backup_origin& origin) {
      const auto own = snapshots_of(backups(), origin);
      return own && !own->empty() ? own->front().sequence : 0;
    };
    increment_shipper shipper{shipping, clock_};
    const auto done = shipper.look();
    ASSERT_TRUE(done) << done.error().message;
  }

  status carry(copies_reading reading = copies_reading::due) {
    return place_of_copies_.carry(record_, source(), reading);
  }
  status verify() { return place_of_copies_.verify(record_, source()); }
  result<fetched> fetch(const std::string& id = {}, foreign_snapshots foreign = foreign_snapshots::refused) {
    return place_of_copies_.fetch({id, foreign}, source());
  }

  /// As on a new machine: a data directory elsewhere, without a backup.
  void become_another_machine() {
    std::filesystem::rename(backups(), place_ / "old-backups");
    std::filesystem::rename(data(), place_ / "old-data");
    write_text(data() / "vault.json", R"({"id":"of-another"})");
  }

  std::vector<std::string> there() const {
    std::vector<std::string> ids;
    for (const auto& each : own_copies(disk(), origin_of(data()))) ids.push_back(each.info.id);
    return ids;
  }

  /// Every file there, but for what is of the place itself.
  std::vector<std::filesystem::path> files_there() const {
    std::vector<std::filesystem::path> files;
    for (const auto& each : std::filesystem::recursive_directory_iterator{own()})
      if (each.is_regular_file()) files.push_back(each.path());
    std::sort(files.begin(), files.end());
    return files;
  }

  std::map<std::filesystem::path, std::string> contents_there() const {
    std::map<std::filesystem::path, std::string> contents;
    for (const auto& each : std::filesystem::recursive_directory_iterator{disk()})
      if (each.is_regular_file()) contents[each.path()] = read_text(each.path());
    return contents;
  }

  bool cancelled_ = false;
  copy_record record_;
  directory_copy place_of_copies_{{disk(), {.newest = 2}}, clock_};
};

}  // namespace secondbrain::ops
