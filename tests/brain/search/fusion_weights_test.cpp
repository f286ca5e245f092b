#include "brain/search/fusion_weights.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain::search {
namespace {

query_kind kind(const std::string& query) {
  return kind_of(query, parse_query(query));
}

TEST(fusion_weights, tell_the_kind_of_a_query_from_how_it_is_written) {
  for (const auto* query : {"compost", "daily note", "new york trip", "Käsespätzle", "rezept für brot"})
    EXPECT_EQ(kind(query), query_kind::name) << query;
  for (const auto* query :
       {"how often do I feed the starter", "what is a heap?", "why?", "notes about the garden in march",
        "high-speed flow, e.g. of air and/or steam past a well-known body", "U.S. policy on steel tariffs",
        "wie oft füttere ich den Sauerteig"})
    EXPECT_EQ(kind(query), query_kind::question) << query;
  for (const auto* query : {"hyper-v", "Get-ChildItem", "v1.2.3", "the error 0x80070005 in setup", "makeSnippet",
                            "max_query_words", "how do I use std::vector", "config.json", "C++ templates", "Get-Date"})
    EXPECT_EQ(kind(query), query_kind::code) << query;
  for (const auto* query : {"\"daily note\"", "where is \"the spade\" now"})
    EXPECT_EQ(kind(query), query_kind::quoted) << query;
}

TEST(fusion_weights, lean_on_words_for_names_code_and_phrases) {
  const auto full = command::full;
  EXPECT_LT(weight_of_meaning(query_kind::quoted, full), weight_of_meaning(query_kind::question, full));
  EXPECT_LT(weight_of_meaning(query_kind::code, full), weight_of_meaning(query_kind::question, full));
  EXPECT_LE(weight_of_meaning(query_kind::name, full), weight_of_meaning(query_kind::question, full));
}

TEST(fusion_weights, lean_on_words_where_the_model_does_not_know_the_language) {
  for (const auto kind : {query_kind::quoted, query_kind::code, query_kind::name, query_kind::question}) {
    EXPECT_EQ(weight_of_meaning(kind, command::none), 0);
    EXPECT_LT(weight_of_meaning(kind, command::some), weight_of_meaning(kind, command::full));
  }
}

TEST(fusion_weights, tell_what_a_model_knows_by_its_name) {
  for (const auto* model : {"bge-small-en-v1.5@6c9c6101a956", "BAAI/bge-base-en-v1.5", "all-minilm-l6-v2@afdb6f1a0e45",
                            "all-MiniLM-L6-v2", "nomic-embed-text", "mxbai-embed-large"}) {
    EXPECT_EQ(command_of_language(model, "how often do I feed the starter"), command::full) << model;
    EXPECT_EQ(command_of_language(model, "compost"), command::full) << model;
    EXPECT_EQ(command_of_language(model, "من هو عبد المطلب بن هاشم؟"), command::none) << model;
    EXPECT_EQ(command_of_language(model, "今天讨论了数据库"), command::none) << model;
    EXPECT_EQ(command_of_language(model, "Где лежат книги"), command::none) << model;
    EXPECT_EQ(command_of_language(model, "wie oft füttere ich den Sauerteig und was kommt in die Schüssel"),
              command::some)
        << model;
  }
  for (const auto* model : {"multilingual-e5-small", "bge-m3", "text-embedding-3-small", "paraphrase-multilingual",
                            "something-of-ones-own", "nomic-embed-text-v2-moe"})
    EXPECT_EQ(command_of_language(model, "من هو عبد المطلب بن هاشم؟"), command::full) << model;
}

}  // namespace
}  // namespace secondbrain::search
