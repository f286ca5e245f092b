// How the lists of a note's metadata are written in their columns: JSON in ASCII (contract: stores §6).
//
// Any thread. Reading fails with corrupt; writing does not fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "messages/metadata.hpp"

namespace secondbrain::stores {

std::string to_json(const std::vector<std::string>& phrases);
std::string to_json(const std::vector<extracted_entity>& entities);
std::string to_json(const std::vector<extracted_date>& dates);
std::string to_json(const std::vector<extracted_action>& actions);

result<std::vector<std::string>> phrases_from_json(std::string_view text);
result<std::vector<extracted_entity>> entities_from_json(std::string_view text);
result<std::vector<extracted_date>> dates_from_json(std::string_view text);
result<std::vector<extracted_action>> actions_from_json(std::string_view text);

}  // namespace secondbrain::stores
