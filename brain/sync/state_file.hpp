// A small JSON file in which a step of the sync remembers something between runs.
//
// One owner at a time; blocks on the file system. What it holds is a help, not a document: a file that makes no sense
// is moved aside and counts as empty.
#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <functional>

#include "base/error.hpp"

namespace secondbrain::sync {

/// Hands the file's object to `read`, which throws when it makes no sense of it; nothing when there is no file. Fails
/// with io_failure when there is one that cannot be read or moved.
status load_state(const std::filesystem::path& file, const std::function<void(const boost::json::object&)>& read);

/// Durable when it returns.
status save_state(const std::filesystem::path& file, const boost::json::object& state);

}  // namespace secondbrain::sync
