// Every route there is. One function a resource, each in the file of its name; `all_routes` is the table of contents.
//
// The routes keep references to what they are given; it must outlive them.
#pragma once

#include <string>
#include <vector>

#include "http/route.hpp"
#include "http/server_options.hpp"
#include "http/services.hpp"
#include "http/traffic.hpp"

namespace secondbrain::http {

std::vector<route> all_routes(const services& asked, const server_options& options, const traffic& seen);

std::vector<route> health_routes(const services& asked);
std::vector<route> index_routes(const services& asked);
std::vector<route> search_routes(const services& asked);
std::vector<route> conversation_routes(const services& asked);
std::vector<route> ask_routes(const services& asked, const server_options& options);
std::vector<route> task_routes(const services& asked);
std::vector<route> event_routes(const services& asked);
std::vector<route> briefing_routes(const services& asked);
std::vector<route> capture_routes(const services& asked);
std::vector<route> captures_routes(const services& asked);
std::vector<route> settings_routes(const services& asked);
std::vector<route> metadata_routes(const services& asked);
std::vector<route> suggestion_routes(const services& asked);
std::vector<route> extract_routes(const services& asked);
std::vector<route> cost_routes(const services& asked);
std::vector<route> sync_routes(const services& asked);
std::vector<route> backup_routes(const services& asked);
std::vector<route> admin_routes(const services& asked, const server_options& options);
std::vector<route> metrics_routes(const services& asked, const traffic& seen);
std::vector<route> vault_routes(const services& asked);
std::vector<route> sending_routes(const services& asked);
std::vector<route> page_routes(const services& asked);

}  // namespace secondbrain::http
