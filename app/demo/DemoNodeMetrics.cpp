// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoNode.h"

#include <cmath>
#include <numbers>

namespace rollcall::demo {

namespace {

/// `name value` of a line that is already in the text.
void setSample(QByteArray &text, const QByteArray &name, double value)
{
    const QByteArray line = "\n" + name + " ";
    const qsizetype start = text.indexOf(line);
    if (start < 0)
        return;
    const qsizetype from = start + line.size();
    const qsizetype end = text.indexOf('\n', from);
    text.replace(from, end - from, goNumber(value));
}

QByteArray family(const QByteArray &name, const QByteArray &help, const QByteArray &type, double value)
{
    return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n" + name + " " + goNumber(value) + "\n";
}

} // namespace

void DemoNode::fillMetrics(HttpAnswer &answer) const
{
    const double up = uptime();
    const double running = goroutines();
    // Requests come in waves of five minutes around a steady rate; the integral of that only grows.
    const double rate = 12.3 + 0.4 * (m_index % 4);
    constexpr double Wave = 300;
    const double turn = 2 * std::numbers::pi / Wave;
    const double requests = std::floor(rate * (up + 0.3 / turn * (1 - std::cos(turn * up))));
    const double errorShare = has(Trouble::VersionMismatch) ? 0.061 : 0.0021;
    const double errors = std::floor(requests * errorShare);
    const double memory = std::round(1.21e8 + 21000.0 * running);
    const double started =
        std::round(static_cast<double>(m_world.clock.utc().toMSecsSinceEpoch()) / 10 - up * 100) / 100;
    const double processor = std::round(up * 3.1) / 100;
    const double sockets = std::round(38 + m_index % 3 + 6 * std::sin(2 * std::numbers::pi * up / 900));

    QByteArray text = answer.body;
    setSample(text, "go_goroutines", running);
    setSample(text, "process_cpu_seconds_total", processor);
    setSample(text, "process_resident_memory_bytes", memory);
    setSample(text, "process_start_time_seconds", started);
    setSample(text, "promhttp_metric_handler_requests_total{code=\"200\"}", m_scrapes);

    QByteArray own;
    own += family("mattermost_cluster_cluster_health_score",
                  "A score that gives an idea of how well it is meeting the "
                  "soft-real time requirements of the gossip protocol.",
                  "gauge", healthScore());
    own += family("mattermost_cluster_cluster_requests_total", "The total number of inter-node requests.", "counter",
                  std::floor(up * 1.7));
    own += family("mattermost_db_master_connections_total", "The total number of connections to the master database.",
                  "gauge", 7);
    own += family("mattermost_http_errors_total", "The total number of http API errors.", "counter", errors);
    own += family("mattermost_http_requests_total", "The total number of http API requests.", "counter", requests);
    own += family("mattermost_http_websockets_total", "The total number of websocket connections to this server.",
                  "gauge", sockets);
    own += family("mattermost_process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", "counter",
                  processor);
    own += family("mattermost_process_max_fds", "Maximum number of open file descriptors.", "gauge", 20000);
    own += family("mattermost_process_open_fds", "Number of open file descriptors.", "gauge", 31 + sockets);
    own += family("mattermost_process_resident_memory_bytes", "Resident memory size in bytes.", "gauge", memory);
    own += family("mattermost_process_start_time_seconds", "Start time of the process since unix epoch in seconds.",
                  "gauge", started);
    own += family("mattermost_system_server_start_time", "The time the server started.", "gauge", std::floor(started));
    text.insert(text.indexOf("# HELP process_cpu_seconds_total"), own);
    answer.setBody(text);
}

void DemoNode::fillProfile(HttpAnswer &answer) const
{
    // The first group takes the difference, so that the groups still add up to the total.
    const int total = static_cast<int>(goroutines());
    QByteArray text = answer.body;
    const QByteArray start = "total " + QByteArray::number(total) + "\n" + QByteArray::number(total - 51 + 6) + " @";
    text.replace("total 51\n6 @", start);
    answer.setBody(text);
}

} // namespace rollcall::demo
