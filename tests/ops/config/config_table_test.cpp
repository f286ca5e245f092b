#include "ops/config/config_table.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "ops/config/config_docs.hpp"
#include "ops/config/config_value.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

TEST(config_table, names_are_unique_and_ours) {
  std::set<std::string_view> names;
  for (const auto& variable : config_table()) {
    EXPECT_TRUE(variable.name.starts_with("SECONDBRAIN_")) << variable.name;
    EXPECT_TRUE(names.insert(variable.name).second) << variable.name;
    EXPECT_TRUE(variable.description.ends_with(".")) << variable.name;
  }
}

TEST(config_table, every_default_is_allowed) {
  for (const auto& variable : config_table()) {
    auto text = text_of(config{}, variable);
    if (text.empty()) continue;
    config target;
    EXPECT_EQ(assign(target, variable, text, {"/base", "/home"}), std::nullopt) << variable.name;
    EXPECT_EQ(text_of(target, variable), text) << variable.name;
  }
}

TEST(config_table, knows_every_variable_of_the_reference) {
  std::set<std::string_view> known;
  for (const auto& variable : config_table()) known.insert(variable.name);
  for (const auto* name : {"HOST",
                           "PORT",
                           "DEBUG",
                           "VAULT_PATH",
                           "DATA_PATH",
                           "EMBEDDING_PROVIDER",
                           "EMBEDDING_MODEL",
                           "OPENAI_EMBEDDING_MODEL",
                           "OPENAI_EMBEDDING_DIMENSIONS",
                           "RERANK_MODEL",
                           "ANSWER_MODEL",
                           "INBOX_MODEL",
                           "INBOX_PROVIDER",
                           "OLLAMA_BASE_URL",
                           "OLLAMA_MODEL",
                           "OPENAI_API_KEY",
                           "ANTHROPIC_API_KEY",
                           "GRADIO_PORT",
                           "METADATA_DB_NAME",
                           "COST_ALERT_THRESHOLD"})
    EXPECT_TRUE(known.contains("SECONDBRAIN_" + std::string{name})) << name;
}

// To renew the page: SECONDBRAIN_UPDATE_DOCS=1 ops_test --gtest_filter=configuration_page.*
TEST(configuration_page, is_up_to_date) {
  const std::filesystem::path page = SOURCE_ROOT "/docs/configuration.md";
  if (std::getenv("SECONDBRAIN_UPDATE_DOCS") != nullptr) write_text(page, configuration_markdown());
  EXPECT_EQ(read_text(page), configuration_markdown());
}

}  // namespace
}  // namespace secondbrain::ops
