// The table of all rules in docs/operations.md, rendered from the rules and the defaults of their settings. Pure.
#pragma once

#include <string>

namespace secondbrain::ops {

/// With the lines that mark its place in the document.
std::string alarm_rules_markdown();

inline constexpr auto alarm_table_begin = "<!-- made from ops/alarms/alarm_rules.cpp; a test compares the two -->\n";
inline constexpr auto alarm_table_end = "<!-- end of the table of rules -->\n";

}  // namespace secondbrain::ops
