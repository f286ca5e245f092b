// The measurements; each prints its own lines.
#pragma once

#include <cstddef>
#include <filesystem>

namespace secondbrain::bench {

/// Indexes the vault into `data` through the tree, and the same chunks with bare FTS5. Leaves the index for the others.
void measure_indexing(const std::filesystem::path& vault, const std::filesystem::path& data);

/// Searches the index in `data` through the tree and with bare FTS5.
void measure_search(const std::filesystem::path& data);

/// Searches it over HTTP, as the page and its users do: one client and eight, letter by letter, the dearest queries.
void measure_search_over_http(const std::filesystem::path& vault, const std::filesystem::path& data);

/// Has every passage of the vault embedded by a model that takes no time, then searches by words and meaning over HTTP.
void measure_hybrid_search(const std::filesystem::path& vault, const std::filesystem::path& data);

/// The same with the installed model, its time included. Unless BENCH_VECTORS_DB names a `vectors.db` of these notes,
/// that embeds them all first: about a quarter of an hour for 60,000 passages.
void measure_search_with_the_model(const std::filesystem::path& vault, const std::filesystem::path& data);

/// Embeds passages of the index in `data` and questions with the installed model.
void measure_encoding(const std::filesystem::path& data);

/// Searches a tenth of its passages, all of them, and four times as many.
void measure_growth(const std::filesystem::path& data);

/// Requests per second of `/livez` and of a bare handler.
void measure_http();

/// Asks the planner for tasks and updates some, in a copy of the daily notes.
void measure_planning(const std::filesystem::path& scratch);

/// Calls to a model's host over TLS, on a kept connection and on a new one for each.
void measure_provider_calls();

/// The vectors of so many texts: loading them, searching among them, saving a note.
void measure_vectors(const std::filesystem::path& scratch, std::size_t vectors);

/// Starts the program itself on the index in `data`: start-up, rescan, memory, and how soon a saved note is found.
void measure_process(const std::filesystem::path& vault, const std::filesystem::path& data);

/// Saves, renames and floods of a copy of the vault while the program serves it.
void measure_changes(const std::filesystem::path& vault, const std::filesystem::path& scratch);

/// How often the program wakes up while it serves the sample vault to nobody.
void measure_idling(const std::filesystem::path& scratch);

}  // namespace secondbrain::bench
