#include "ops/config/secret_file.hpp"

#include <cstddef>
#include <cstdint>

#include "base/files.hpp"
#include "base/text.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = "_FILE";
constexpr std::uintmax_t longest = 64 * 1024;  // bytes

}  // namespace

std::string secret_file_name(std::string_view setting) {
  return std::string{setting} + std::string{suffix};
}

const config_variable* secret_kept_by(std::string_view name) {
  if (!name.ends_with(suffix) || find_variable(name) != nullptr) return nullptr;
  const auto* setting = find_variable(name.substr(0, name.size() - suffix.size()));
  return setting != nullptr && setting->shown == visibility::secret ? setting : nullptr;
}

result<std::string> read_secret(const fs::path& file) {
  std::error_code problem;
  if (fs::is_regular_file(file, problem) && fs::file_size(file, problem) > longest)
    return fail(errc::invalid_argument, "must name a file that holds nothing but the secret");
  auto text = read_file(file);
  if (!text) return fail(errc::invalid_argument, "must name a file that can be read (" + text.error().message + ")");
  auto secret = std::string{trimmed(*text)};
  if (secret.empty()) return fail(errc::invalid_argument, "must name a file that is not empty");
  if (secret.find('\n') != std::string::npos)
    return fail(errc::invalid_argument, "must name a file that holds nothing but the secret, on one line");
  return secret;
}

}  // namespace secondbrain::ops
