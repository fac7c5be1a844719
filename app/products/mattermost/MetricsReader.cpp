// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Figures.h"
#include "products/mattermost/Mattermost.h"

#include <array>
#include <charconv>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost {

namespace {

using prometheus::Family;
using prometheus::figure;
using prometheus::Fold;

/// The families that say something about a cluster's health: names of the Mattermost server's metrics and of the Go
/// client's two collectors. The process collector is created with the namespace `mattermost`; servers with the client's
/// default registry write `process_`.
constexpr std::array Families = {
    Family{"go_goroutines", "go_goroutines", Fold::Last},
    Family{"go_threads", "go_threads", Fold::Last},
    Family{"go_memstats_alloc_bytes", "go_memstats_alloc_bytes", Fold::Last},
    Family{"go_memstats_heap_inuse_bytes", "go_memstats_heap_inuse_bytes", Fold::Last},
    Family{"go_memstats_heap_objects", "go_memstats_heap_objects", Fold::Last},
    Family{"go_gc_duration_seconds_sum", "go_gc_duration_seconds_sum", Fold::Last},
    Family{"go_gc_duration_seconds_count", "go_gc_duration_seconds_count", Fold::Last},
    Family{"mattermost_process_cpu_seconds_total", "cpu_seconds_total", Fold::Last},
    Family{"mattermost_process_open_fds", "open_fds", Fold::Last},
    Family{"mattermost_process_max_fds", "max_fds", Fold::Last},
    Family{"mattermost_process_resident_memory_bytes", "resident_memory_bytes", Fold::Last},
    Family{"mattermost_process_virtual_memory_bytes", "virtual_memory_bytes", Fold::Last},
    Family{"mattermost_process_start_time_seconds", "start_time_seconds", Fold::Last},
    Family{"process_cpu_seconds_total", "cpu_seconds_total", Fold::Last},
    Family{"process_open_fds", "open_fds", Fold::Last},
    Family{"process_max_fds", "max_fds", Fold::Last},
    Family{"process_resident_memory_bytes", "resident_memory_bytes", Fold::Last},
    Family{"process_virtual_memory_bytes", "virtual_memory_bytes", Fold::Last},
    Family{"process_start_time_seconds", "start_time_seconds", Fold::Last},
    Family{"mattermost_system_server_start_time", "system_server_start_time", Fold::Last},
    Family{"mattermost_cluster_cluster_health_score", "cluster_health_score", Fold::Largest},
    Family{"mattermost_cluster_cluster_requests_total", "cluster_requests_total", Fold::Sum},
    Family{"mattermost_cluster_cluster_request_duration_seconds_sum", "cluster_request_duration_seconds_sum",
           Fold::Sum},
    Family{"mattermost_cluster_cluster_request_duration_seconds_count", "cluster_request_duration_seconds_count",
           Fold::Sum},
    Family{"mattermost_cluster_cluster_event_type_totals", "cluster_event_type_totals", Fold::Sum},
    Family{"mattermost_cluster_reliable_fallback_tcp_count", "cluster_reliable_fallback_tcp_count", Fold::Sum},
    Family{"mattermost_http_requests_total", "http_requests_total", Fold::Sum},
    Family{"mattermost_http_errors_total", "http_errors_total", Fold::Sum},
    Family{"mattermost_http_websockets_total", "http_websockets_total", Fold::Sum},
    Family{"mattermost_api_time_sum", "api_time_sum", Fold::Sum},
    Family{"mattermost_api_time_count", "api_time_count", Fold::Sum},
    Family{"mattermost_db_master_connections_total", "db_master_connections_total", Fold::Sum},
    Family{"mattermost_db_read_replica_connections_total", "db_read_replica_connections_total", Fold::Sum},
    Family{"mattermost_db_search_replica_connections_total", "db_search_replica_connections_total", Fold::Sum},
    Family{"mattermost_db_store_time_sum", "db_store_time_sum", Fold::Sum},
    Family{"mattermost_db_store_time_count", "db_store_time_count", Fold::Sum},
    Family{"mattermost_db_replica_lag_abs", "db_replica_lag_abs", Fold::Largest},
    Family{"mattermost_db_replica_lag_time", "db_replica_lag_time", Fold::Largest},
    Family{"mattermost_db_active_users", "db_active_users", Fold::Last},
    Family{"go_sql_open_connections", "go_sql_open_connections", Fold::Sum},
    Family{"go_sql_in_use_connections", "go_sql_in_use_connections", Fold::Sum},
    Family{"go_sql_idle_connections", "go_sql_idle_connections", Fold::Sum},
    Family{"go_sql_max_open_connections", "go_sql_max_open_connections", Fold::Sum},
    Family{"go_sql_wait_count_total", "go_sql_wait_count_total", Fold::Sum},
    Family{"go_sql_wait_duration_seconds_total", "go_sql_wait_duration_seconds_total", Fold::Sum},
    Family{"mattermost_websocket_broadcasts_total", "websocket_broadcasts_total", Fold::Sum},
    Family{"mattermost_websocket_event_total", "websocket_event_total", Fold::Sum},
    Family{"mattermost_websocket_broadcast_buffer_size", "websocket_broadcast_buffer_size", Fold::Largest},
    Family{"mattermost_websocket_reconnects_total", "websocket_reconnects_total", Fold::Sum},
    Family{"mattermost_login_logins_total", "login_logins_total", Fold::Sum},
    Family{"mattermost_login_logins_fail_total", "login_logins_fail_total", Fold::Sum},
    Family{"mattermost_post_total", "post_total", Fold::Sum},
    Family{"mattermost_jobs_active", "jobs_active", Fold::Sum},
    Family{"mattermost_logging_logger_queue_used", "logging_logger_queue_used", Fold::Largest},
    Family{"mattermost_logging_logger_dropped_total", "logging_logger_dropped_total", Fold::Sum},
    Family{"mattermost_logging_logger_blocked_total", "logging_logger_blocked_total", Fold::Sum},
    Family{"mattermost_search_engine_status", "search_engine_status", Fold::Last},
};

} // namespace

Reading readMetrics(const QByteArray &body)
{
    MetricsFact fact;
    // With the flag AggregatePluginMetrics (11.8) plugins' own process figures stand here too.
    static const prometheus::FigureTable table(Families);
    const prometheus::Tally tally = table.read(body, fact.series);
    if (tally.samples == 0)
        return Reading::malformed(body.trimmed().isEmpty() ? u"empty"_s : u"no line of it is a Prometheus sample"_s);

    fact.goroutines = figure(fact.series, u"go_goroutines"_s);
    fact.httpRequests = figure(fact.series, u"http_requests_total"_s);
    fact.httpErrors = figure(fact.series, u"http_errors_total"_s);
    fact.startTime = figure(fact.series, u"system_server_start_time"_s);
    if (!fact.startTime)
        fact.startTime = figure(fact.series, u"start_time_seconds"_s);
    fact.clusterHealthScore = figure(fact.series, u"cluster_health_score"_s);
    fact.websockets = figure(fact.series, u"http_websockets_total"_s);
    Reading reading;
    if (tally.broken > 0)
        reading.detail = u"%1 lines could not be read"_s.arg(tally.broken);
    reading.facts.emplace_back(std::move(fact));
    return reading;
}

Reading readGoroutineProfile(const QByteArray &body)
{
    // The first line of Go's own format: "goroutine profile: total 51".
    constexpr QByteArrayView Start = "goroutine profile: total ";
    if (body.trimmed().isEmpty())
        return Reading::malformed(u"empty"_s);
    if (!body.startsWith(Start))
        return Reading::malformed(u"it does not begin with the number of goroutines"_s);
    int total = 0;
    const char *const begin = body.constData() + Start.size();
    const char *const end = body.constData() + body.size();
    const std::from_chars_result result = std::from_chars(begin, end, total);
    if (result.ec != std::errc{} || total < 0 || (result.ptr != end && *result.ptr != '\n' && *result.ptr != '\r'))
        return Reading::malformed(u"it does not begin with the number of goroutines"_s);
    MetricsFact fact;
    fact.goroutines = total;
    fact.isProfile = true;
    Reading reading;
    reading.facts.emplace_back(std::move(fact));
    return reading;
}

} // namespace rollcall::mattermost
