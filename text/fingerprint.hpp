// Whether words are still folded and stemmed as they were when something was indexed.
//
// Any thread; nothing fails. Takes a millisecond.
#pragma once

#include <string>

namespace secondbrain::text {

/// Another one after an update of ICU or Snowball that changed what words become.
std::string fingerprint();

}  // namespace secondbrain::text
