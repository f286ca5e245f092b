#include "http/wire/actors_json.hpp"

#include "base/record_json.hpp"
#include "ops/health/part_titles.hpp"

namespace secondbrain::http {

boost::json::object tree_json(tree_snapshot tree) {
  for (auto& actor : tree.actors) actor.title = ops::part_title(actor.name);
  return to_json(tree);
}

}  // namespace secondbrain::http
