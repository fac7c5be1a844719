// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/Figures.h"

#include <algorithm>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Shown under a name that all products share; not twice.
bool isKnownOtherwise(const QString &series)
{
    return series == u"go_goroutines" || series == u"jvm_threads" || series == u"cluster_health_score" ||
           series == u"http_websockets_total" || series == u"system_server_start_time" ||
           series == u"start_time_seconds" || series == u"process_start_time_seconds";
}

/// Some servers call what is open just now a total; it is no counter.
QString nameOf(const QString &series)
{
    const QString suffix = u"_connections_total"_s;
    return series.endsWith(suffix) ? series.chopped(6) : series;
}

} // namespace

std::vector<Sample> figuresOf(const Observation &observation, const QString &target, qint64 at)
{
    std::vector<Sample> samples;
    const auto add = [&](const QString &metric, double value) {
        if (std::isfinite(value))
            samples.push_back({{target, metric}, at, value});
    };
    const auto addIf = [&](const QString &metric, const std::optional<double> &value) {
        if (value)
            add(metric, *value);
    };
    if (observation.spec && observation.spec->isPrimary && observation.outcome.answered())
        add(figures::Latency, std::chrono::duration<double, std::milli>(observation.outcome.latency).count());
    for (const Fact &fact : observation.facts) {
        if (const auto *metrics = std::get_if<MetricsFact>(&fact)) {
            addIf(figures::Goroutines, metrics->goroutines);
            addIf(figures::Threads, metrics->threads);
            addIf(figures::HealthScore, metrics->clusterHealthScore);
            addIf(figures::Websockets, metrics->websockets);
            for (auto it = metrics->series.begin(); it != metrics->series.end(); ++it) {
                if (!isKnownOtherwise(it.key()))
                    add(nameOf(it.key()), it.value());
            }
        } else if (const auto *clock = std::get_if<ClockFact>(&fact)) {
            add(figures::ClockOffset, static_cast<double>(clock->offset.count()));
        } else if (const auto *delivery = std::get_if<DeliveryFact>(&fact)) {
            std::optional<double> slowest;
            for (const Delivery &each : delivery->deliveries) {
                if (each.latency)
                    slowest =
                        std::max(slowest.value_or(0), std::chrono::duration<double, std::milli>(*each.latency).count());
            }
            addIf(figures::Delivery, slowest);
        }
    }
    return samples;
}

} // namespace rollcall
