// Where what is new goes in a vault of any layout: today's daily note and what it begins with, and the file name of a
// task that is a note of its own.
//
// Blocks on the file system. Thread-safe. errc::invalid_argument, with a sentence: no daily notes are known of, or
// today's cannot be written.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "brain/vault/changes/tool_copies.hpp"
#include "brain/vault/conventions/vault_conventions.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::vault {

/// As the vault has it, if it is there already.
result<std::string> note_of_day(const vault_writer& writer, const vault_conventions& conventions, tool_copies copies,
                                day of);

/// Of a note that is not there yet: today's daily note begins with its template, any other one with nothing.
std::string beginning_of_note(const vault_writer& writer, const vault_conventions& conventions, const std::string& path,
                              day today, std::chrono::seconds time_of_day);

/// Without the ending.
std::string file_name_of_task(std::string_view text);

}  // namespace secondbrain::vault
