// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Median.h"
#include "health/rules/Rules.h"

#include <algorithm>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

struct Figure
{
    TargetId node;
    double value = 0;
};

template <class F>
std::vector<Figure> figuresOf(const RuleInput &input, std::span<const TargetId> peers, F valueOf)
{
    std::vector<Figure> result;
    for (const TargetId id : peers) {
        if (const std::optional<double> value = valueOf(input.target(id)))
            result.push_back({id, *value});
    }
    return result;
}

MedianOfOthers medianOfOthers(const std::vector<Figure> &figures)
{
    std::vector<std::optional<double>> values;
    values.reserve(figures.size());
    for (const Figure &figure : figures)
        values.push_back(figure.value);
    return MedianOfOthers(values);
}

std::optional<double> goroutinesOf(const TargetInput &target)
{
    const MetricsFact *metrics = current(target.facts->metrics);
    return metrics ? metrics->goroutines : std::nullopt;
}

} // namespace

void ruleClock(const RuleInput &input, Findings &findings)
{
    // All live nodes of the cluster, of whatever product: a clock is a clock.
    std::vector<Figure> offsets;
    for (const auto &peers : input.peers) {
        for (const TargetId id : peers) {
            if (const ClockFact *clock = current(input.target(id).facts->clock))
                offsets.push_back({id, static_cast<double>(clock->offset.count())});
        }
    }
    if (offsets.size() < 2)
        return;
    std::vector<double> values;
    values.reserve(offsets.size());
    for (const Figure &offset : offsets)
        values.push_back(offset.value);
    const double median = medianOf(values);
    std::vector<TargetId> skewed;
    for (const Figure &offset : offsets) {
        if (std::abs(offset.value - median) > static_cast<double>(input.rules().clockSkew.count()))
            skewed.push_back(offset.node);
    }
    if (skewed.empty())
        return;
    std::sort(skewed.begin(), skewed.end());
    QJsonObject byNode;
    for (const Figure &offset : offsets) {
        if (std::find(skewed.begin(), skewed.end(), offset.node) != skewed.end())
            byNode.insert(input.target(offset.node).settings->name, static_cast<qint64>(offset.value - median));
    }
    findings.add(
        Code::ClockSkew, skewed,
        QJsonObject{{u"offsetsMs"_s, byNode}, {u"limitMs"_s, static_cast<qint64>(input.rules().clockSkew.count())}});
}

void ruleErrors(const RuleInput &input, Findings &findings)
{
    // Where the others have no errors at all, any factor of that is nothing: then this much must be wrong.
    constexpr double leastRatio = 0.01;
    constexpr double fewestErrors = 5; // a request or two that failed are nobody's fault
    for (const auto &peers : input.peers) {
        const auto ratios = figuresOf(input, peers, [](const TargetInput &target) {
            return current(target.facts->metrics) && target.errorRate ? std::optional(target.errorRate->ratio)
                                                                      : std::nullopt;
        });
        if (ratios.size() < 2)
            continue;
        const MedianOfOthers median = medianOfOthers(ratios);
        for (const Figure &figure : ratios) {
            const double others = median.without(figure.value).value_or(0);
            const bool isAbove =
                others > 0 ? figure.value > input.rules().errorFactor * others : figure.value >= leastRatio;
            if (!isAbove || input.target(figure.node).errorRate->errors < fewestErrors)
                continue;
            findings.add(Code::ErrorsAbovePeers, {figure.node},
                         QJsonObject{{u"ratio"_s, rounded(figure.value, 0.0001)},
                                     {u"median"_s, rounded(others, 0.0001)},
                                     {u"factor"_s, input.rules().errorFactor}});
        }
    }
}

void ruleGoroutinesAbovePeers(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        const auto counts = figuresOf(input, peers, goroutinesOf);
        if (counts.size() < 2)
            continue;
        const MedianOfOthers median = medianOfOthers(counts);
        for (const Figure &figure : counts) {
            const double others = median.without(figure.value).value_or(0);
            if (!(figure.value > input.rules().peerFactor * others))
                continue;
            findings.add(Code::GoroutinesAbovePeers, {figure.node},
                         QJsonObject{{u"goroutines"_s, figure.value},
                                     {u"median"_s, others},
                                     {u"factor"_s, input.rules().peerFactor}});
        }
    }
}

void ruleGoroutinesRising(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        for (const TargetId id : peers) {
            const TargetInput &target = input.target(id);
            const auto goroutines = goroutinesOf(target);
            if (!target.climb || !goroutines)
                continue;
            const auto inSeconds = [](Milliseconds time) {
                return rounded(static_cast<double>(time.count()) / 1000, 1);
            };
            QJsonObject evidence{{u"perMinute"_s, rounded(target.climb->perMinute)},
                                 {u"growthPercent"_s, rounded(target.climb->growth() * 100, 1)},
                                 {u"windowSeconds"_s, inSeconds(target.climb->window)},
                                 {u"goroutines"_s, *goroutines}};
            const auto threshold = goroutineThresholdOf(*target.facts, input.rules());
            const auto crossing =
                threshold && *goroutines < *threshold ? crossingOf(*target.climb, *threshold) : std::nullopt;
            if (crossing) {
                evidence.insert(u"timeToThreshold"_s, inSeconds(crossing->expected));
                evidence.insert(u"earliestSeconds"_s, inSeconds(crossing->earliest));
                // Null, not absent: that it comes and goes is no change to anybody.
                evidence.insert(u"latestSeconds"_s,
                                crossing->latest ? QJsonValue(inSeconds(*crossing->latest)) : QJsonValue());
            }
            findings.add(Code::GoroutinesRising, {id}, evidence);
        }
    }
}

} // namespace rollcall
