// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TrendCharts.h"

#include "ui/models/Words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QSet>
#include <array>
#include <cmath>

namespace rollcall::trends {

using namespace Qt::StringLiterals;

namespace {

struct Trends
{
    Q_DECLARE_TR_FUNCTIONS(Trends)
};

constexpr qint64 Second = 1000;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

TrendUnit unitOf(const QString &metric)
{
    if (metric.endsWith("bytes"_L1))
        return TrendUnit::Bytes;
    if (metric.endsWith("_ms"_L1) || metric.endsWith("Ms"_L1))
        return TrendUnit::LatencyMs;
    if (metric.endsWith("seconds"_L1))
        return TrendUnit::Seconds;
    return TrendUnit::Count;
}

std::vector<TrendChart> known()
{
    return {
        {u"goroutines"_s, Trends::tr("Goroutines"), TrendUnit::Count, {u"goroutines"_s}},
        {u"threads"_s, Trends::tr("Threads"), TrendUnit::Count, {u"threads"_s}},
        {u"latency"_s, Trends::tr("Latency"), TrendUnit::LatencyMs, {u"latency_ms"_s}},
        {u"memory"_s,
         Trends::tr("Memory"),
         TrendUnit::Bytes,
         {u"resident_memory_bytes"_s, u"go_memstats_heap_inuse_bytes"_s, u"jvm_memory_bytes_used"_s}},
        {u"connections"_s,
         Trends::tr("Database connections"),
         TrendUnit::Count,
         {u"db_master_connections"_s, u"go_sql_open_connections"_s}},
        {u"websockets"_s, Trends::tr("WebSockets"), TrendUnit::Count, {u"websockets"_s}},
        {u"health"_s, Trends::tr("Gossip health score (0 is best)"), TrendUnit::Score, {u"health_score"_s}},
    };
}

/// 1, 2, 2.5 or 5 times a power of ten, at least `least`.
double niceStep(double least)
{
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= least * 0.9999)
            return factor * power;
    }
    return 10 * power;
}

qint64 timeStep(qint64 span, int most)
{
    constexpr std::array<qint64, 25> Steps{
        Second,      2 * Second,  5 * Second, 10 * Second, 30 * Second, Minute,    2 * Minute, 5 * Minute, 10 * Minute,
        15 * Minute, 30 * Minute, Hour,       2 * Hour,    3 * Hour,    6 * Hour,  12 * Hour,  Day,        2 * Day,
        7 * Day,     14 * Day,    30 * Day,   60 * Day,    91 * Day,    182 * Day, 365 * Day};
    for (const qint64 step : Steps) {
        if (span / step < std::max(1, most))
            return step;
    }
    return Steps.back();
}

QString fact(const HistoryEvent &event, QLatin1StringView key)
{
    return Wording::plain(event.facts.value(key).toVariant().toString(), 60);
}

} // namespace

std::vector<TrendChart> chartsFor(const std::vector<SeriesInfo> &catalogue)
{
    QSet<QString> metrics;
    for (const SeriesInfo &info : catalogue)
        metrics.insert(info.key.metric);
    std::vector<TrendChart> charts;
    QSet<QString> claimed;
    for (TrendChart &chart : known()) {
        const bool isKnown = std::any_of(chart.metrics.begin(), chart.metrics.end(),
                                         [&](const QString &metric) { return metrics.contains(metric); });
        if (!isKnown)
            continue;
        // A product with goroutines may have threads, too: they say less there.
        if (chart.id == u"threads" && !charts.empty())
            chart.isShown = std::any_of(catalogue.begin(), catalogue.end(), [&](const SeriesInfo &info) {
                return info.key.metric == u"threads" &&
                       std::none_of(catalogue.begin(), catalogue.end(), [&](const SeriesInfo &other) {
                           return other.key.target == info.key.target &&
                                  charts.front().metrics.contains(other.key.metric);
                       });
            });
        for (const QString &metric : chart.metrics)
            claimed.insert(metric);
        charts.push_back(std::move(chart));
    }
    QStringList others;
    for (const QString &metric : metrics) {
        if (!claimed.contains(metric))
            others << metric;
    }
    others.sort();
    for (const QString &metric : others)
        charts.push_back({metric, Wording::plain(metric, 60), unitOf(metric), {metric}, false});
    return charts;
}

namespace {

constexpr std::array<QLatin1StringView, 5> ByteUnits{"B"_L1, "KiB"_L1, "MiB"_L1, "GiB"_L1, "TiB"_L1};

/// Which of the units a value is said in.
std::size_t bytePower(double value)
{
    std::size_t power = 0;
    for (double rest = std::abs(value); rest >= 1024 && power + 1 < ByteUnits.size(); rest /= 1024)
        ++power;
    return power;
}

} // namespace

QString figure(TrendUnit unit, double value)
{
    const QLocale locale;
    switch (unit) {
    case TrendUnit::LatencyMs:
        return value > 0 ? words::latency(value) : Trends::tr("%1 ms").arg(locale.toString(0));
    case TrendUnit::Bytes: {
        const std::size_t power = bytePower(value);
        value /= std::pow(1024, power);
        const bool isWhole = power == 0 || std::abs(value) >= 100 || std::abs(value - std::round(value)) < 0.005;
        return locale.toString(value, 'f', isWhole ? 0 : 1) + u' ' + ByteUnits[power];
    }
    case TrendUnit::Seconds:
        return Trends::tr("%1 s").arg(locale.toString(value, 'f', std::abs(value) < 10 ? 2 : 0));
    case TrendUnit::Count:
    case TrendUnit::Score:
        break;
    }
    const bool isWhole = std::abs(value) >= 100 || std::abs(value - std::round(value)) < 0.005;
    return locale.toString(value, 'f', isWhole ? 0 : std::abs(value) < 1 ? 2 : 1);
}

QString valueTickText(TrendUnit unit, double tick, double highest)
{
    const std::size_t power = bytePower(highest);
    if (unit != TrendUnit::Bytes || power == 0)
        return figure(unit, tick);
    const double value = tick / std::pow(1024, power);
    const auto isExact = [value](double parts) { return std::abs(value * parts - std::round(value * parts)) < 0.001; };
    return QLocale().toString(value, 'f', isExact(1) ? 0 : isExact(10) ? 1 : 2) + u' ' + ByteUnits[power];
}

std::vector<double> valueTicks(TrendUnit unit, double low, double high, int most)
{
    if (!(high > low))
        high = low + 1;
    double scale = 1;
    if (unit == TrendUnit::Bytes) {
        while (high / scale >= 1024 && scale < 1e12)
            scale *= 1024;
    }
    double step = niceStep((high - low) / scale / std::max(1, most - 1)) * scale;
    if (unit == TrendUnit::Count)
        step = std::max(1.0, step);
    std::vector<double> ticks;
    for (double tick = std::floor(low / step) * step; ticks.size() < 64; tick += step) {
        ticks.push_back(tick);
        if (tick >= high)
            break;
    }
    return ticks;
}

std::vector<qint64> timeTicks(qint64 from, qint64 to, int most)
{
    std::vector<qint64> ticks;
    if (to <= from)
        return ticks;
    const qint64 step = timeStep(to - from, most);
    // Round in local time: days begin at midnight here. From day to day by the calendar, as one may have 23 hours.
    QDateTime at = QDateTime::fromMSecsSinceEpoch(from);
    if (step >= Day) {
        at = at.date().startOfDay();
        const qint64 days = step / Day;
        at = at.date().addDays(-(at.date().toJulianDay() % days)).startOfDay();
        for (; at.toMSecsSinceEpoch() <= to; at = at.date().addDays(days).startOfDay()) {
            if (at.toMSecsSinceEpoch() >= from)
                ticks.push_back(at.toMSecsSinceEpoch());
        }
        return ticks;
    }
    const qint64 offset = qint64{at.offsetFromUtc()} * Second;
    const qint64 local = from + offset;
    for (qint64 tick = (local + step - 1) / step * step - offset; tick <= to; tick += step)
        ticks.push_back(tick);
    return ticks;
}

QString tickText(qint64 at, qint64 from, qint64 to)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at);
    const qint64 span = to - from;
    if (span > 200 * Day)
        return QLocale().toString(time.date(), u"MMM yyyy"_s);
    const bool isMidnight = time.time() == QTime(0, 0);
    if (span > 3 * Day || isMidnight)
        return QLocale().toString(time.date(), u"d MMM"_s);
    return time.time().toString(span < 5 * Minute ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

QString momentText(qint64 at)
{
    return QDateTime::fromMSecsSinceEpoch(at).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

namespace {

/// What an incident is about, in a few words; the code where this version does not know it.
QString reason(const HistoryEvent &event)
{
    const QString code = fact(event, "code"_L1);
    const auto known = codeFromName(code);
    if (!known)
        return code;
    Finding finding;
    finding.code = *known;
    finding.severity = severityFromName(fact(event, "severity"_L1)).value_or(Severity::Warning);
    finding.evidence = event.facts.value("evidence"_L1).toObject();
    return words::wording().shortReason(finding);
}

} // namespace

QString eventText(const HistoryEvent &event)
{
    const QString target = event.target.isEmpty()       ? Trends::tr("The cluster")
                           : event.target == u"proxy"_s ? Trends::tr("The proxy")
                                                        : Wording::plain(event.target, 120);
    switch (event.kind) {
    case HistoryEvent::Kind::Restart:
        return Trends::tr("%1 restarted").arg(target);
    case HistoryEvent::Kind::VersionChange:
        return Trends::tr("%1: version %2 became %3").arg(target, fact(event, "from"_L1), fact(event, "to"_L1));
    case HistoryEvent::Kind::ConfigChange:
        return Trends::tr("%1: its configuration changed").arg(target);
    case HistoryEvent::Kind::GuidedStep:
        return Trends::tr("Step of a guide: %1").arg(fact(event, "step"_L1));
    case HistoryEvent::Kind::IncidentOpened:
        return Trends::tr("%1: %2 (began)").arg(target, reason(event));
    case HistoryEvent::Kind::IncidentClosed:
        return Trends::tr("%1: %2 (over)").arg(target, reason(event));
    case HistoryEvent::Kind::WatchStarted:
        return Trends::tr("Rollcall began to watch");
    }
    return {};
}

} // namespace rollcall::trends
