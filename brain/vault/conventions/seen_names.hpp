// What the names of notes tell: where daily notes lie, how they are named, and in which language. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "brain/vault/conventions/vault_conventions.hpp"

namespace secondbrain::vault {

/// The folder and format that most notes with a date for a name have, in the folder `within` or anywhere; nothing when
/// there are hardly any. Folders of years, months and weeks are part of the format.
std::optional<note_naming> naming_seen_in(std::span<const std::string> notes, day today, std::string_view within = {});

/// How many of the notes are daily notes by this naming.
std::size_t count_days(const note_naming& naming, std::span<const std::string> notes, day today);

/// The language in which the most notes have names by the format; `wanted` when no other has more.
std::string language_seen_in(const note_naming& naming, std::string_view wanted, std::span<const std::string> notes,
                             day today);

}  // namespace secondbrain::vault
