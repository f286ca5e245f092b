// Which version of its schema this program knows of each database.
//
// Constants and pure functions. A file of a later version is read where it lies and never restored; one of an earlier
// version is brought to this one when it is opened.
#pragma once

#include <string_view>

namespace secondbrain::stores {

inline constexpr int conversations_schema = 1;
inline constexpr int usage_schema = 1;
inline constexpr int metadata_schema = 1;
inline constexpr int index_tracker_schema = 3;

/// By the name of the file; one that has none of the other names is the metadata database, whose name is a setting.
int schema_known_for(std::string_view file_name);

/// Whether what is in the database can be made again from the vault.
bool is_derived(std::string_view file_name);

}  // namespace secondbrain::stores
