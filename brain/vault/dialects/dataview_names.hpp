// The names that Dataview gives to fields, tags and headings. Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault::dialects {

/// The name under which queries find a field: `Bold Key` is `bold-key`.
std::string dataview_key(std::string_view name);

/// A heading as links name it: letters and digits, single spaces.
std::string dataview_heading(std::string_view heading);

/// The name of a field that fills its line, without the marks around it. False: it is no name.
bool read_line_key(std::string_view text, std::string& key);

bool ends_dataview_tag(char32_t value) noexcept;

/// Tags of a text, each once.
std::vector<std::string> dataview_tags(std::string_view text);

}  // namespace secondbrain::vault::dialects
