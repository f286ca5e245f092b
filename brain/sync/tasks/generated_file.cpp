#include "brain/sync/tasks/generated_file.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/writing/free_name.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::string_view opening = "<!-- SecondBrain ", closing = " -->";
constexpr std::size_t digits = 16;

std::string hash_of(std::string_view text) {
  return sha1_hex(text).substr(0, digits);
}

std::string stamp_line(std::string_view hash) {
  return std::string{opening}.append(hash).append(closing);
}

/// Where the line of the last stamp begins.
std::size_t last_stamp(std::string_view text) {
  for (auto at = text.rfind(opening); at != text.npos && at > 0; at = text.rfind(opening, at - 1))
    if (text[at - 1] == '\n' && is_stamp(text.substr(at, text.find('\n', at) - at))) return at;
  return text.npos;
}

/// `Tasks/All Tasks (SecondBrain).md`, `Tasks/All Tasks (SecondBrain 2).md`, …
std::string other_name(std::string_view path, int number) {
  auto parts = vault::split_name(path);
  auto name = std::string{parts.stem} + " (SecondBrain";
  if (number > 1) name += " " + std::to_string(number);
  return name.append(")").append(parts.suffix);
}

}  // namespace

std::string stamped(std::string text) {
  auto line = stamp_line(hash_of(text));
  return std::move(text) + line + "\n";
}

bool is_stamp(std::string_view line) {
  line = trimmed(line);
  return line.size() == opening.size() + digits + closing.size() && line.starts_with(opening) &&
         line.ends_with(closing) &&
         line.substr(opening.size(), digits).find_first_not_of("0123456789abcdef") == line.npos;
}

std::string stamp_of(std::string_view text) {
  auto at = last_stamp(text);
  return at == text.npos ? std::string{} : std::string{text.substr(at + opening.size(), digits)};
}

bool is_untouched(std::string_view text) {
  auto at = last_stamp(text);
  if (at == text.npos) return false;
  return text.substr(at) == stamp_line(hash_of(text.substr(0, at))) + "\n";
}

result<generated_place> find_place(const vault::vault_writer& writer, std::string_view wanted,
                                   bool (*is_ours)(std::string_view text)) {
  constexpr int names = 9;
  generated_place place;
  std::string free;
  for (int number = 0; number <= names; ++number) {
    auto path = number == 0 ? std::string{wanted} : other_name(wanted, number);
    auto text = writer.read(path);
    bool is_no_note = !text && text.error().code == errc::invalid_argument;  // a folder, say
    if (!text && !is_no_note && text.error().code != errc::not_found) return fail(text.error());
    if (!text && !is_no_note) {
      if (free.empty()) free = path;
      if (number > 0) break;
      continue;  // ours may stand at the next name, from when a person had a file here
    }
    if (text && is_ours(*text)) {
      place.path = std::move(path);
      place.text = std::move(*text);
      return place;
    }
    if (number == 0) place.person = path;
  }
  if (free.empty())
    return fail(errc::conflict,
                "Every name for " + std::string{wanted} + " is taken by a file that is not SecondBrain's.");
  place.path = std::move(free);
  return place;
}

result<std::string> keep_beside(const vault::vault_writer& writer, std::string_view path, const std::string& text,
                                vault::day today) {
  constexpr std::size_t enough = 8;
  auto parts = vault::split_name(path);
  auto kept = std::string{parts.stem} + " (kept " + vault::format_day(today) + " " + hash_of(text).substr(0, enough) +
              ")" + std::string{parts.suffix};
  auto written = writer.edit(kept, [&](const std::string* current) -> result<std::optional<std::string>> {
    if (current) return std::nullopt;  // the same text, from a run that was cut short
    return text;
  });
  return written.map([&](auto) { return std::move(kept); });
}

status replace_seen(const vault::vault_writer& writer, std::string_view path, const std::string& seen,
                    const std::string& text) {
  return writer
      .edit(path,
            [&](const std::string* current) -> result<std::optional<std::string>> {
              if (current ? !seen.empty() && *current == seen : seen.empty()) return text;
              return fail(errc::conflict, std::string{path} + " was changed meanwhile. Try again.");
            })
      .map([](auto) {});
}

}  // namespace secondbrain::sync
