// docs/configuration.md, rendered from the table of variables. Pure.
#pragma once

#include <string>

namespace secondbrain::ops {

std::string configuration_markdown();

}  // namespace secondbrain::ops
