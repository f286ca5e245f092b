// Gathers what the health rules judge: the vault, the disk, the sync markers, the index and the actors.
//
// Any thread. Looks at the file system each time, so that an answer is never about the past.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "messages/actor_status.hpp"
#include "messages/backup_places.hpp"
#include "messages/backup_standing.hpp"
#include "messages/captures.hpp"
#include "messages/channel_state.hpp"
#include "messages/health.hpp"
#include "messages/index.hpp"
#include "messages/sending.hpp"
#include "messages/vault.hpp"
#include "messages/vectors.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

/// Whether captures are filed by the sync, or wait for a person.
enum class filing : std::uint8_t { by_sync, by_hand };

/// What the running parts tell of themselves.
struct running_state {
  index_progress index;
  std::optional<embedding_progress> embedding;     // where notes are embedded at all
  vectors_in_memory vectors;                       // likewise
  std::string vectors_trouble = {};                // why the server that keeps them is not asked
  std::vector<std::string> models_not_whole = {};  // of those that are installed, where nobody embeds
  std::string queries_trouble = {};                // why the last queries could not be embedded
  filing captures = filing::by_hand;
  std::string inbox = "Inbox";  // the folder of the vault where they wait
  tree_snapshot tree;
  std::chrono::steady_clock::duration uptime{};
  sending_estimate waiting_for_model{};  // as it was when it was last looked at
  backup_standing backups{};
  std::string data_trouble = {};             // a sentence when the data directory is not the one that was taken
  std::string vault_trouble = {};            // a sentence when the folder is not the vault that is known
  std::vector<channel_state> channels = {};  // that tell of trouble
  std::optional<ping_state> ping = {};       // likewise, by their absence
  std::vector<std::string> hosts_down = {};  // of language models
  backup_places places = {};
};

/// The sync files captures where the owner lets it write into the vault and a language model can be asked.
filing who_files(consent upkeep, const sending_estimate& model);

/// The check of the inbox: captures that the sync has not filed within a day, or could not make sense of, are a
/// warning.
component_check check_captures(const capture_counts& counts, filing who);

/// Why nothing can be captured or filed, where the inbox is no folder that can be read. Nothing when it is one, or is
/// still to be made.
std::optional<component_check> check_inbox(const std::filesystem::path& vault, const std::string& folder = "Inbox");

health_report take_health(const ops::config& settings, const running_state& state);

/// The check of the index: frozen is an error; a failed run, notes that had to be left out and a wait of more than a
/// minute for another process are warnings; work under way is well.
component_check check_index(const index_progress& index, std::chrono::system_clock::time_point now);

/// The check of searching by meaning where no model does it: how to add one. A model that is set and not there is a
/// warning, and so is one that was installed and is `not_whole` any more.
component_check nobody_embeds(const std::string& wanted_model, const std::vector<std::string>& not_whole = {});

/// The check of searching by meaning: notes that are not embedded yet are found by their words meanwhile, so all is
/// well. That queries cannot be embedded is a warning.
component_check check_embedding(const embedding_progress& embedding, const vectors_in_memory& vectors,
                                const std::string& queries_trouble = {});

/// The same while the server that keeps the vectors is not asked: a warning that says why.
component_check check_remote_vectors(const std::string& trouble);

/// The check of how changes are noticed, where they are not watched or where other computers may write without a word
/// to this one: that is well, but a person should know. Nothing where files tell of every change, or are polled.
std::optional<component_check> check_watching(const std::filesystem::path& vault, ops::watch_mode mode,
                                              std::chrono::seconds sweep_interval);

/// The check of what waits for a language model that may not be asked: it is well to have none. Nothing when none
/// waits.
std::optional<component_check> check_waiting(const sending_estimate& waiting);

/// Texts that a command line could not capture: a warning until they are. Nothing when there are none.
std::optional<component_check> check_kept(const std::vector<std::filesystem::path>& kept);

/// The check of the data directory: nothing while it is the one that the service took.
std::optional<component_check> check_data(const std::string& trouble);

/// The check of the hosts of language models: those that were asked lately and do not answer are a warning. Nothing
/// when there are none.
std::optional<component_check> check_hosts(const std::vector<std::string>& down);

/// What the last extraction could not do: nothing when notes are read by a language model, or none is to read them.
std::optional<component_check> check_extraction(const sync_status& sync);

/// The check of the scheduled sync: one run that was missed while the service was up is a warning.
component_check check_schedule(std::chrono::seconds interval, const sync_status& sync,
                               std::chrono::steady_clock::duration uptime);

}  // namespace secondbrain::cli
