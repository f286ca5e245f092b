#include "brain/vault/dialects/dataview_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/brain/vault/dialects/dialect_rows.hpp"

namespace secondbrain::vault::dialects {
namespace {

json::value of_link(const dataview_link& link) {
  json::object all{{"path", link.path},
                   {"type", link.to_block     ? "block"
                            : link.to_heading ? "header"
                                              : "file"},
                   {"embed", link.embeds}};
  if (link.to_block || link.to_heading) all["subpath"] = link.subpath;
  if (link.display) all["display"] = *link.display;
  return all;
}

json::value of_number(double number) {
  const auto whole = static_cast<std::int64_t>(number);
  return static_cast<double>(whole) == number ? json::value(whole) : json::value(number);
}

json::value of_value(const dataview_value& value) {
  switch (value.kind) {
    case dataview_kind::null: return nullptr;
    case dataview_kind::boolean: return value.truth;
    case dataview_kind::number: return of_number(value.number);
    case dataview_kind::text: return json::value(value.text);
    case dataview_kind::date: return json::object{{"$date", value.text}};
    case dataview_kind::duration: {
      json::object amounts;
      for (const auto& [unit, amount] : value.duration) amounts[unit] = of_number(amount);
      return json::object{{"$duration", amounts}};
    }
    case dataview_kind::link: return json::object{{"$link", of_link(value.link)}};
    case dataview_kind::list: {
      json::array all;
      for (const auto& each : value.items) all.push_back(of_value(each));
      return all;
    }
    case dataview_kind::object: break;
  }
  json::object all;
  for (const auto& [key, each] : value.entries) all[key] = of_value(each);
  return all;
}

json::value of_fields(const std::vector<dataview_field>& fields) {
  json::object all;
  for (const auto& field : fields) {
    json::array values;
    for (const auto& each : field.values) values.push_back(of_value(each));
    all[field.key] = values.size() == 1 ? values.front() : json::value(values);
  }
  return all;
}

template <class List>
json::value of_list(const List& list) {
  json::array all;
  for (const auto& each : list) all.push_back(json::value_from(each));
  return all;
}

json::value sorted(const json::value& list) {
  auto all = list.as_array();
  std::sort(all.begin(), all.end(), [](const json::value& one, const json::value& other) {
    return json::serialize(one) < json::serialize(other);
  });
  return all;
}

json::value first_of(const dataview_item& item, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys)
    if (const auto* value = first_value(item.fields, key)) return of_value(*value);
  return nullptr;
}

/// Dataview lets an item that alone has a key share its list of values with the page: what the page gains from lines
/// below shows on the item as well.
void share_with_page(dataview_page& page, const frontmatter_value& metadata) {
  for (auto& item : page.items)
    for (auto& field : item.fields) {
      const auto with_key = std::count_if(page.items.begin(), page.items.end(), [&field](const dataview_item& other) {
        return !other.status && first_value(other.fields, field.key) != nullptr;
      });
      if (item.status || with_key != 1) continue;
      const auto before = field.values.size() + (metadata.find(field.key) != nullptr ? 1 : 0);
      for (const auto& of_page : page.fields)
        for (auto at = before; of_page.key == field.key && at < of_page.values.size(); ++at)
          field.values.push_back(of_page.values[at]);
    }
}

json::value day_of(const dataview_page& page, const std::string& path) {
  if (page.day) return json::value(*page.day);
  // It says so of a name that looks like a day and is none.
  for (std::size_t at = 0; at + 10 <= path.size(); ++at) {
    const auto part = path.substr(at, 10);
    if (part[4] == '-' && part[7] == '-' && part.find_first_not_of("0123456789-") == std::string::npos)
      return "Invalid DateTime";
  }
  return nullptr;
}

json::value page_in(const json::value& row) {
  auto page = read_dataview_page(text(row, "path"), text(row, "content"));
  const auto content = text(row, "content");
  share_with_page(page, read_frontmatter(content).values);
  json::array links;
  for (const auto& each : page.links) links.push_back(of_link(each));
  json::object found{{"page", json::object{{"fields", of_fields(page.fields)},
                                           {"tags", sorted(of_list(page.tags))},
                                           {"aliases", of_list(page.aliases)},
                                           {"outlinks", sorted(links)},
                                           {"day", day_of(page, text(row, "path"))}}}};
  json::array items;
  for (const auto& item : page.items) {
    json::object one{{"line", item.line},
                     {"line_count", item.line_count},
                     {"symbol", item.symbol},
                     {"text", item.text},
                     {"parent", item.parent ? json::value(*item.parent) : json::value()},
                     {"children", of_list(item.children)},
                     {"block_id", item.block_id.empty() ? json::value() : json::value(item.block_id)},
                     {"tags", of_list(item.tags)},
                     {"section", item.section ? json::value(*item.section) : json::value()},
                     {"fields", of_fields(item.fields)},
                     {"task", item.status.has_value()}};
    if (item.status) {
      one["status"] = *item.status;
      one["checked"] = item.is_checked();
      one["completed"] = item.is_completed();
      one["fully_completed"] = item.fully_completed;
      one["created"] = first_of(item, {"created", "ctime", "cday"});
      one["due"] = first_of(item, {"due", "duetime", "dueday"});
      one["completion"] = first_of(item, {"completed", "completion", "comptime", "compday"});
      one["start"] = first_of(item, {"start"});
      one["scheduled"] = first_of(item, {"scheduled"});
    }
    items.push_back(one);
  }
  found["lists"] = items;
  return found;
}

json::value page_of(const json::value& row) {
  if (!member(row, "page").is_object()) return nullptr;
  auto page = member(row, "page").as_object();
  page["tags"] = sorted(page["tags"]);
  page["outlinks"] = sorted(page["outlinks"]);
  return json::object{{"page", page}, {"lists", member(row, "lists")}};
}

TEST(dataview_page, rows_of_dataview) {
  compare_rows("dataview_parse.jsonl", 0.99, page_of, page_in);
}

}  // namespace
}  // namespace secondbrain::vault::dialects
