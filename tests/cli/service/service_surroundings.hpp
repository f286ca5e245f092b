// What a service needs around it: a home with a vault, a data directory and a configuration that knows nothing else.
#pragma once

#include <gtest/gtest.h>

#include "ops/config/config_load.hpp"
#include "ops/data/data_directory.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::cli {

class service_surroundings : public testing::Test {
 protected:
  service_surroundings() { std::filesystem::create_directory(vault()); }

  std::filesystem::path vault() const { return home_ / "vault"; }

  /// On a port that the system chooses.
  ops::loaded_config configured(const ops::variables& more = {}) const {
    ops::variables environment{{"HOME", home_.path().string()},
                               {"SECONDBRAIN_ENV_FILE", (home_ / ".env").string()},
                               {"SECONDBRAIN_DATA_PATH", (home_ / "data").string()},
                               {"SECONDBRAIN_VAULT_PATH", vault().string()},
                               {"SECONDBRAIN_BACKUP_PATH", (home_ / "backups").string()},
                               {"SECONDBRAIN_PORT", "0"}};
    for (const auto& [name, value] : more) environment[name] = value;
    auto loaded = ops::load_config(environment);
    EXPECT_TRUE(loaded) << loaded.error().message;
    return *std::move(loaded);
  }

  static ops::data_directory data_of(const ops::loaded_config& loaded) {
    return ops::data_directory::create(loaded.values.data_path).value();
  }

 private:
  temporary_directory home_;
};

}  // namespace secondbrain::cli
