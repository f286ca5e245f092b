#include "brain/vault/dialects/logseq_page.hpp"

#include <gtest/gtest.h>

#include "tests/brain/vault/dialects/dialect_rows.hpp"

namespace secondbrain::vault::dialects {
namespace {

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value() : json::value(text);
}

json::value day_number(const std::optional<logseq_timestamp>& stamp) {
  if (!stamp) return nullptr;
  auto digits = stamp->date;
  digits.erase(std::remove(digits.begin(), digits.end(), '-'), digits.end());
  return std::stoll(digits);
}

json::value value_of(const logseq_property& property) {
  switch (property.kind) {
    case property_kind::boolean: return property.text == "true";
    case property_kind::number: return std::stoll(property.text);
    case property_kind::references: {
      auto sorted = property.references;
      std::sort(sorted.begin(), sorted.end());
      return json::object{{"$refs", list_of(sorted)}};
    }
    case property_kind::text: break;
  }
  return json::value(property.text);
}

json::object values_of(const std::vector<logseq_property>& properties) {
  json::object all;
  for (const auto& each : properties) all[each.key] = value_of(each);
  return all;
}

json::value blocks_in(const json::value& row) {
  const auto& config = member(row, "config");
  logseq_settings settings;
  settings.page_title_format = text(config, "page_title_format");
  settings.legacy_names = text(config, "file_name_format") == "legacy";
  const auto page = read_logseq_page(text(row, "path"), text(row, "content"), settings);

  json::value day_of_journal;
  if (page.journal) {
    logseq_timestamp stamp;
    stamp.date = format_day(*page.journal);
    day_of_journal = day_number(stamp);
  }
  json::object found{{"page", json::object{{"name", page.name},
                                           {"journal", page.journal.has_value()},
                                           {"journal_day", day_of_journal},
                                           {"properties", values_of(page.properties)},
                                           {"alias", list_of(page.aliases)},
                                           {"tags", list_of(page.tags)},
                                           {"namespace", text_or_null(page.page_namespace)}}}};
  json::array blocks;
  for (const auto& each : page.blocks) {
    auto properties = values_of(each.properties);
    if (each.heading > 0 && !properties.contains("heading")) properties["heading"] = each.heading;
    json::object texts;
    for (const auto& property : each.properties) texts[property.key] = property.text;
    blocks.push_back(
        json::object{{"properties", properties},
                     {"properties_text", texts},
                     {"parent", each.parent ? json::value(static_cast<std::int64_t>(*each.parent)) : json::value()},
                     // Logseq forgets what a block is that has a property `heading`.
                     {"pre_block", each.before_first && each.find("heading") == nullptr},
                     {"content", each.content},
                     {"refs", list_of(each.references)},
                     {"marker", text_or_null(each.marker)},
                     {"priority", text_or_null(each.priority)},
                     {"scheduled", day_number(each.scheduled)},
                     {"deadline", day_number(each.deadline)},
                     {"repeated", each.repeated}});
  }
  found["blocks"] = blocks;
  return found;
}

json::value blocks_of(const json::value& row) {
  return json::object{{"page", member(row, "page")}, {"blocks", member(row, "blocks")}};
}

TEST(logseq_page, rows_of_logseq) {
  compare_rows("logseq_parse.jsonl", 0.99, blocks_of, blocks_in);
}

}  // namespace
}  // namespace secondbrain::vault::dialects
