#include "stores/vault_record.hpp"

#include <boost/json.hpp>
#include <chrono>
#include <stdexcept>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "base/regular_file.hpp"
#include "base/time_text.hpp"
#include "base/uuid.hpp"
#include "stores/quarantine.hpp"

namespace secondbrain::stores {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view id_key = "id", upkeep_key = "upkeep", sending_key = "sending", recipients_key = "to",
                           place_key = "place", parents_key = "parents";

template <named_enum E>
E named(const std::string& name) {
  if (const auto value = value_named<E>(name)) return *value;
  throw std::invalid_argument("unknown value: " + name);
}

std::string text_of(const json::object& object, std::string_view key) {
  return json::value_to<std::string>(object.at(key));
}

// Throws when the object has another shape.
permission permission_from(const json::object& stored) {
  return {named<consent>(text_of(stored, "answer")), named<consent_source>(text_of(stored, "by")),
          text_of(stored, "since"), text_of(stored, "vault")};
}

json::object to_json(const permission& decision) {
  return {{"answer", to_string(decision.answer)},
          {"by", to_string(decision.by)},
          {"since", decision.since},
          {"vault", decision.vault}};
}

// Throws likewise.
directory_place place_from(const json::object& stored) {
  return {text_of(stored, "path"), stored.at("device").to_number<std::uint64_t>(),
          stored.at("inode").to_number<std::uint64_t>()};
}

json::object to_json(const directory_place& place) {
  return {{"path", place.path}, {"device", place.device}, {"inode", place.inode}};
}

/// The predecessor kept its vectors in a folder of their own, which this service never makes.
bool is_of_predecessor(const fs::path& data_directory) {
  std::error_code ignored;
  return fs::is_directory(data_directory / "chroma", ignored);
}

}  // namespace

result<vault_record> read_vault_record(const fs::path& file) {
  auto bytes = read_regular_file(file);
  if (!bytes && bytes.error().code == errc::not_found) return vault_record{};
  if (!bytes && bytes.error().code != errc::corrupt) return fail(bytes.error());
  try {
    if (!bytes) throw std::runtime_error("it is no file, or far too large");
    vault_record record;
    record.others = json::parse(*bytes).as_object();
    if (const auto* id = record.others.if_contains(id_key)) record.id = json::value_to<std::string>(*id);
    if (const auto* place = record.others.if_contains(place_key)) record.place = place_from(place->as_object());
    if (const auto* parents = record.others.if_contains(parents_key))
      record.parents = json::value_to<std::vector<std::string>>(*parents);
    if (const auto* upkeep = record.others.if_contains(upkeep_key))
      record.upkeep = permission_from(upkeep->as_object());
    if (const auto* sending = record.others.if_contains(sending_key)) {
      record.sending = permission_from(sending->as_object());
      record.sending_to = json::value_to<std::vector<std::string>>(sending->at(recipients_key));
    }
    return record;
  } catch (const std::exception& problem) {
    return fail(errc::corrupt, file.filename().string() + " cannot be read (" + problem.what() + ").");
  }
}

status write_vault_record(const fs::path& file, const vault_record& record) {
  auto document = record.others;
  document[id_key] = record.id;
  document.erase(place_key);
  document.erase(parents_key);
  if (record.place) document[place_key] = to_json(*record.place);
  if (!record.parents.empty()) document[parents_key] = json::value_from(record.parents);
  if (!record.upkeep.vault.empty()) document[upkeep_key] = to_json(record.upkeep);
  if (!record.sending.vault.empty()) {
    auto sending = to_json(record.sending);
    sending[recipients_key] = json::value_from(record.sending_to);
    document[sending_key] = std::move(sending);
  }
  return write_atomically(file, indented_json(document));
}

result<opened_vault_record> open_vault_record(const fs::path& file, const fs::path& vault) {
  opened_vault_record opened;
  bool changed = false;
  if (auto found = read_vault_record(file)) {
    opened.record = std::move(*found);
  } else if (found.error().code != errc::corrupt) {
    return fail(found.error());
  } else {
    auto aside = move_aside(file);
    RETURN_IF_ERROR(aside);
    opened.damage = found.error().message + " It is kept as " + aside->filename().string() +
                    "; nothing is allowed until you allow it again.";
    // Said, so that the predecessor's files do not count as a yes again.
    opened.record.upkeep.vault = vault.empty() ? "none" : vault_name(vault);
  }
  auto& record = opened.record;
  if (record.id.empty()) {
    auto id = random_uuid();
    RETURN_IF_ERROR(id);
    record.id = std::move(*id);
    changed = true;
  }
  if (record.upkeep.vault.empty() && !vault.empty() && is_of_predecessor(file.parent_path())) {
    record.upkeep = {consent::given, consent_source::predecessor, utc_text(std::chrono::system_clock::now()),
                     vault_name(vault)};
    changed = true;
  }
  if (changed) RETURN_IF_ERROR(write_vault_record(file, record));
  return opened;
}

std::string vault_name(const fs::path& vault) {
  if (vault.empty()) return {};
  std::error_code failure;
  auto name = fs::weakly_canonical(vault, failure);
  return (failure ? fs::absolute(vault, failure) : name).lexically_normal().string();
}

permission permission_for(const permission& decision, const fs::path& vault) {
  if (vault.empty() || decision.vault != vault_name(vault)) return {};
  return decision;
}

}  // namespace secondbrain::stores
