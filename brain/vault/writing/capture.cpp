#include "brain/vault/writing/capture.hpp"
#include "base/error.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <optional>

namespace secondbrain::vault {

namespace {

std::string name_at(std::chrono::system_clock::time_point now) {
  auto seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(now));
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  std::strftime(text.data(), text.size(), "capture_%Y-%m-%d_%H%M%S", &parts);
  return text.data();
}

std::string microseconds_of(std::chrono::system_clock::time_point now) {
  auto part = std::chrono::floor<std::chrono::microseconds>(now - std::chrono::floor<std::chrono::seconds>(now));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%06lld", static_cast<long long>(part.count()));
  return text.data();
}

}  // namespace

result<std::string> write_capture(const vault_writer& writer, std::string_view text,
                                  std::chrono::system_clock::time_point now, std::string_view inbox) {
  auto stem = name_at(now);
  auto name = stem + ".md";
  auto written = writer.edit(std::string{inbox}.append("/").append(name), [&](const std::string* taken) {
    return taken ? std::nullopt : std::optional<std::string>{text};
  });
  RETURN_IF_ERROR(written);
  if (*written == write_outcome::created) return name;
  return writer.create_unique(inbox, stem + '_' + microseconds_of(now), text, "_")
      .map([inbox](const std::string& path) { return path.substr(inbox.size() + 1); });
}

}  // namespace secondbrain::vault
