#include "ops/config/restic_address.hpp"

#include <algorithm>
#include <string>

namespace secondbrain::ops {
namespace {

constexpr auto examples =
    "an absolute path (/mnt/disk/restic), sftp:user@host:/path, s3:https://host/bucket or rest:https://host:8000/";

failed wrong(std::string_view why) {
  return fail(errc::invalid_argument, std::string{why} + "; it is " + examples);
}

bool begins_with_web_address(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (text.starts_with(scheme)) return text.size() > scheme.size() && text[scheme.size()] != '/';
  return false;
}

}  // namespace

status check_restic_address(std::string_view address) {
  const bool has_control = std::any_of(address.begin(), address.end(), [](unsigned char c) { return c < 0x20; });
  if (has_control) return wrong("it holds a line break or another control character");
  if (address.starts_with('/')) return {};
  if (address.starts_with("sftp:")) {
    const auto rest = address.substr(5);
    const bool as_url = rest.starts_with("//") && rest.find('/', 2) != rest.npos && rest.size() > 3;
    const auto colon = rest.find(':');
    const bool as_host = !rest.starts_with("/") && colon != rest.npos && colon > 0 && colon + 1 < rest.size();
    return as_url || as_host ? status{} : wrong("an sftp: address names a host and a path");
  }
  if (address.starts_with("s3:")) {
    const auto rest = address.substr(3);
    const bool is_web = begins_with_web_address(rest);
    if (!is_web && rest.find("//") != rest.npos) return wrong("an s3: address names a host and a bucket");
    const auto slash = rest.find('/', is_web ? rest.find("//") + 2 : 0);
    return slash != rest.npos && slash > 0 && slash + 1 < rest.size()
               ? status{}
               : wrong("an s3: address names a host and a bucket");
  }
  if (address.starts_with("rest:"))
    return begins_with_web_address(address.substr(5)) ? status{}
                                                      : wrong("a rest: address goes on with http:// or https://");
  return wrong("this is no address that is known");
}

/// A password may hold a slash, so everything up to the last @ is looked at.
std::string shown_restic_address(std::string_view address) {
  const auto scheme = address.find("//");
  const auto at = address.rfind('@');
  if (scheme == address.npos || at == address.npos || at < scheme) return std::string{address};
  const auto colon = address.find(':', scheme);
  if (colon == address.npos || colon > at) return std::string{address};
  return std::string{address.substr(0, colon + 1)} + "***" + std::string{address.substr(at)};
}

}  // namespace secondbrain::ops
