// What tells a file that this service wrote from a person's own, and one that nobody touched since from one that was
// edited.
//
// A generated file ends with a comment that holds the hash of everything before it. It is told by the file itself,
// whatever became of our data meanwhile: after a crash, a restore of either side, or a copy from another machine, our
// own words never pass for a person's. Blocks on the file system where a writer is given; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::sync {

/// The text with its stamp as the last line.
std::string stamped(std::string text);

/// Of the last stamp in the text, whether it is true or not; empty when there is none.
std::string stamp_of(std::string_view text);

bool is_stamp(std::string_view line);

/// Whether the text is, byte for byte, what was stamped.
bool is_untouched(std::string_view text);

/// Where a generated file goes: the place that is meant, or one beside it when a person has a file or a folder of that
/// name.
struct generated_place {
  std::string path;
  std::string text;    // what is there; empty: nothing
  std::string person;  // the path of the person's file that is left alone; empty: none
};

/// `is_ours` tells our files from others by their text; an empty one is a person's. What the writer says;
/// errc::conflict: every name is taken.
result<generated_place> find_place(const vault::vault_writer& writer, std::string_view wanted,
                                   bool (*is_ours)(std::string_view text));

/// Puts a text beside the file that it was in, once, and answers where.
result<std::string> keep_beside(const vault::vault_writer& writer, std::string_view path, const std::string& text,
                                vault::day today);

/// Replaces a file only if it still says what was seen; what was empty must not be there. errc::conflict otherwise.
status replace_seen(const vault::vault_writer& writer, std::string_view path, const std::string& seen,
                    const std::string& text);

}  // namespace secondbrain::sync
