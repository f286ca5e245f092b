// What every route that writes a file may answer beside its own replies: the disk is full, or may not be written.
//
// Pure; any thread.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "http/wire/route.hpp"

namespace secondbrain::http {

inline std::vector<reply> with_write_replies(std::vector<reply> own) {
  const auto busy = std::find_if(own.begin(), own.end(), [](const reply& one) { return one.status == 503; });
  constexpr auto refused = "A disk or a folder cannot be written: it is read-only, or a permission is missing";
  if (busy == own.end())
    own.push_back({503, refused});
  else
    busy->description.append(". ").append(refused);
  own.push_back({507, "The disk or its quota is full; nothing that was there is lost"});
  return own;
}

}  // namespace secondbrain::http
