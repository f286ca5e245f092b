// The settings files of a vault, read once each: broken ones leave a sentence, and what they last said counts on.
//
// Owned by one thread. Nothing fails.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/conventions/find_conventions.hpp"
#include "brain/vault/dialects/edn.hpp"

namespace secondbrain::vault {

enum class json_shape : std::uint8_t { object, list, list_or_object };

class settings_files {
 public:
  /// All must outlive the object.
  settings_files(const settings_reader& read, const vault_conventions* before, vault_conventions& found)
      : read_{read}, before_{before}, found_{found} {}

  /// Nothing: there is no such file, or nothing in it was ever good. JSON of another shape than the file has is as
  /// broken as what is no JSON, and so is one in which a member of these names is something else than a text.
  std::optional<boost::json::value> json(const std::string& path, json_shape shape = json_shape::object,
                                         std::initializer_list<std::string_view> texts = {});
  std::optional<dialects::edn_value> edn(const std::string& path);

  bool exists(const std::string& path);
  /// What was found last; null at first.
  const vault_conventions* before() const noexcept { return before_; }
  void trouble(std::string file, std::string message);

 private:
  std::optional<std::string> text(const std::string& path);
  const std::string* last_good(const std::string& path) const;

  const settings_reader& read_;
  const vault_conventions* before_;
  vault_conventions& found_;
};

/// Members of a JSON object, whatever they are: a text, a truth value, the member itself.
std::optional<std::string> json_text_of(const boost::json::value& object, std::string_view key);
std::optional<bool> json_truth_of(const boost::json::value& object, std::string_view key);
const boost::json::value* json_member(const boost::json::value& object, std::string_view key);

}  // namespace secondbrain::vault
