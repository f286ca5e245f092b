// Texts as they may stand in a request.
//
// Any thread; nothing here fails.
#pragma once

#include <string>

namespace secondbrain::llm {

/// Valid UTF-8, whatever the note it comes from; what is valid stays as it is.
std::string wire_text(const std::string& text);

}  // namespace secondbrain::llm
