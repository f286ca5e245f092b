// Texts that could not be captured, kept in the data directory until they are (ops::data_directory::not_captured_name).
//
// A file each, named by the time, durable once `keep_text` has returned. One is removed by whoever has its capture
// acknowledged. One thread; one run at a time delivers, as `texts_to_deliver` says.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::cli {

/// Where the text lies now.
result<std::filesystem::path> keep_text(const std::filesystem::path& data_directory, std::string_view text);

/// The oldest first; empty when there are none.
std::vector<std::filesystem::path> kept_texts(const std::filesystem::path& data_directory);

/// "3 texts could not be captured; …"; empty when there are none.
std::string kept_in_words(const std::vector<std::filesystem::path>& kept);

/// The texts, as long as nobody else delivers them.
struct texts_to_deliver {
  file_descriptor lock;
  std::vector<std::filesystem::path> files;
};

/// errc::locked while another process delivers them, which would capture each twice.
result<texts_to_deliver> begin_delivery(const std::filesystem::path& data_directory);

/// After its capture was acknowledged.
status remove_kept(const std::filesystem::path& file);

}  // namespace secondbrain::cli
