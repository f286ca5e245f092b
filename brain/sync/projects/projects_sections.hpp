// The generated sections of a project note, between markers that keep a person's text apart (contract: vault §9).
//
// Edits lines; what is outside the markers stays as it is, and so do markers in code or a comment: they show something.
// Thread-safe, cannot fail.
#pragma once

#include <string_view>

#include "brain/vault/text_lines.hpp"

namespace secondbrain::sync {

/// Whether the note holds that heading with markers below it.
bool has_section(const vault::text_lines& lines, std::string_view heading);

/// Replaces what is between the markers below the heading, or adds the section at the end of the note, outside of what
/// it leaves open.
void put_section(vault::text_lines& lines, std::string_view heading, std::string_view body);

}  // namespace secondbrain::sync
