#include "cli/commands/model_advice.hpp"

#include <algorithm>
#include <utility>

#include "brain/search/fusion_weights.hpp"
#include "encoder/known_models.hpp"

namespace secondbrain::cli {

namespace {

/// What makes it the one that is used.
std::string way_to(std::string_view model, const std::vector<std::string>& installed, bool another_is_used) {
  std::string way;
  if (std::find(installed.begin(), installed.end(), model) == installed.end())
    way = "`secondbrain model install " + std::string{model} + "`";
  if (!another_is_used) return way;
  if (!way.empty()) way += ", then ";
  return way + "`secondbrain config set SECONDBRAIN_ENCODER_MODEL " + std::string{model} + "`";
}

}  // namespace

std::string_view fitting_model(const vault::vault_languages& vault) {
  return vault.need_more_than_english() ? encoder::multilingual_model : encoder::default_model;
}

bool fits_better(const vault::vault_languages& vault, std::string_view one, std::string_view other) {
  return vault.need_more_than_english() && search::knows_english_only(other) && !search::knows_english_only(one);
}

std::string languages_in_words(const vault::vault_languages& vault) {
  return std::to_string(vault.beyond_english()) + " of " + std::to_string(vault.told()) +
         " notes that were looked at are not in English (" + vault.named_beyond_english() + ")";
}

std::string model_advice(const vault::vault_languages& vault, std::string_view used,
                         const std::vector<std::string>& installed) {
  const auto fits = fitting_model(vault);
  if (vault.told() == 0 || used == fits) return {};
  if (vault.need_more_than_english()) {
    if (!used.empty() && !search::knows_english_only(used)) return {};
    auto said = languages_in_words(vault);
    if (!used.empty()) said += "; " + std::string{used} + " knows no other language";
    return said + ". " + std::string{fits} + " fits: " + way_to(fits, installed, !used.empty()) + ".";
  }
  if (!used.empty()) return {};
  const bool is_installed = std::find(installed.begin(), installed.end(), fits) != installed.end();
  return "The notes are in English. " + std::string{fits} + " fits: " + way_to(fits, installed, is_installed) + ".";
}

}  // namespace secondbrain::cli
