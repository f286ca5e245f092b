#include "cli/commands/executable_path.hpp"

#ifdef __APPLE__
#include <mach-o/dyld.h>

#include <array>
#include <climits>
#endif

namespace secondbrain::cli {

result<std::filesystem::path> executable_path() {
#ifdef __APPLE__
  std::array<char, PATH_MAX> buffer{};
  std::uint32_t size = buffer.size();
  if (_NSGetExecutablePath(buffer.data(), &size) != 0)
    return fail(errc::io_failure, "the path of this program is too long; install it in a shorter one");
  std::filesystem::path self{buffer.data()};
#else
  std::filesystem::path self{"/proc/self/exe"};
#endif
  std::error_code problem;
  auto resolved = std::filesystem::canonical(self, problem);
  if (problem) return fail(errc::io_failure, "the path of this program is not known: " + problem.message());
  return resolved;
}

}  // namespace secondbrain::cli
