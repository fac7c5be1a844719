// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TileContent.h"

#include "ui/models/StoredTrends.h"
#include "ui/models/Words.h"

#include <QCoreApplication>

namespace rollcall {

namespace {

struct Tile
{
    Q_DECLARE_TR_FUNCTIONS(Tile)
};

/// Points of the snapshot and of the history are never closer than a probe's interval; less is the same answer twice.
constexpr std::chrono::milliseconds SameAnswer{500};

/// Puts the points of a trend one after the other.
class TrendWriter
{
public:
    TrendWriter(TileContent &tile, TimePoint now) : m_tile(tile), m_now(now) {}

    /// When the point before was; absent: there is none.
    const std::optional<TimePoint> &last() const { return m_last; }

    void add(TimePoint at, double value, bool isAfterGap, bool isRestart)
    {
        const std::chrono::duration<double> before = m_now - at;
        const double x = 1 - before / std::chrono::duration<double>(StoredTrends::Length);
        if (x < 0 || x > 1)
            return;
        const bool isFirst = m_tile.trend.empty();
        m_tile.trend.push_back({x, value, isFirst || isAfterGap || isRestart, isRestart && !isFirst});
        m_tile.trendLowest = isFirst ? value : std::min(m_tile.trendLowest, value);
        m_tile.trendHighest = isFirst ? value : std::max(m_tile.trendHighest, value);
        m_last = at;
    }

private:
    TileContent &m_tile;
    TimePoint m_now;
    std::optional<TimePoint> m_last;
};

/// When the target started, by its own clock; absent: it does not say.
std::optional<TimePoint> startOf(const ClusterState &cluster, const TargetState &target)
{
    const MetricsFact *metrics = current(target.facts.metrics);
    if (!metrics || !metrics->startTime || !cluster.utc.isValid())
        return std::nullopt;
    const double before = static_cast<double>(cluster.utc.toMSecsSinceEpoch()) - *metrics->startTime * 1000;
    // Whoever started before the sparkline begins (or says so) did not restart within it.
    if (!(before >= 0 && before < 2 * static_cast<double>(Milliseconds(StoredTrends::Length).count())))
        return std::nullopt;
    return cluster.at - Milliseconds(static_cast<qint64>(before));
}

void addTrend(TileContent &tile, const ClusterState &cluster, const TargetState &target, TimePoint now,
              std::span<const SeriesPoint> stored)
{
    const auto &trend = target.facts.trend;
    TrendWriter writer(tile, now);
    for (const SeriesPoint &point : stored) {
        const TimePoint at = cluster.at - Milliseconds(cluster.utc.toMSecsSinceEpoch() - point.at);
        if (!trend.empty() && at > trend.front().first - SameAnswer)
            break;
        writer.add(at, point.mean, point.isAfterGap, point.isAfterRestart);
    }
    // Prometheus figures come with every interval at best; three of them without a point is a gap.
    const auto gap = std::max<Milliseconds>(3 * target.settings.interval, std::chrono::seconds(60));
    const std::optional<TimePoint> start = startOf(cluster, target);
    for (const auto &[at, value] : trend) {
        const auto last = writer.last();
        writer.add(at, value, last && at - *last > gap, start && last && *last < *start && *start <= at);
    }
}

QString accessibleText(const TileContent &tile)
{
    QStringList parts;
    parts << (tile.isProxy ? Tile::tr("%1, proxy").arg(tile.name) : tile.name) << tile.word;
    if (tile.isOffline)
        parts << Tile::tr("this computer is offline");
    if (!tile.reason.isEmpty())
        parts << tile.reason;
    if (!tile.product.isEmpty())
        parts << tile.product;
    if (tile.isLeader)
        parts << Tile::tr("presumed leader");
    if (!tile.latency.isEmpty())
        parts << Tile::tr("latency %1").arg(tile.latency);
    if (!tile.loadWords.isEmpty())
        parts << tile.loadWords;
    if (const auto restarts =
            std::count_if(tile.trend.begin(), tile.trend.end(), [](const TrendPoint &at) { return at.isRestart; }))
        parts << Tile::tr("%n restart(s) in the last 30 minutes", nullptr, static_cast<int>(restarts));
    if (!tile.corner.isEmpty())
        parts << tile.corner;
    return parts.join(QStringLiteral(", "));
}

} // namespace

TileContent TileContent::make(const ClusterState &cluster, const TargetState &target, bool isStale, TimePoint now,
                              std::span<const SeriesPoint> stored)
{
    const Reach &reach = target.facts.reach;
    TileContent tile;
    tile.state = target.state;
    tile.isProxy = target.settings.isProxy;
    tile.isLeader = target.isPresumedLeader;
    tile.isOffline = cluster.isOffline;
    tile.isPaused = cluster.isPaused;
    tile.isGone = reach.kind == Reach::Kind::Down || reach.kind == Reach::Kind::NoTls;
    tile.isStale = isStale && !tile.isGone;
    tile.name = tile.isProxy ? Tile::tr("Proxy") : Wording::plain(target.settings.name, 120);
    tile.word = words::stateWord(target.state);

    tile.product = words::product(target.settings.product);
    if (tile.isProxy) {
        tile.product = Wording::plain(target.settings.url.host(), 80);
        if (target.reaches)
            tile.product =
                Tile::tr("%1, reaches %n node(s)", nullptr, static_cast<int>(target.reaches->size())).arg(tile.product);
    } else {
        if (target.version)
            tile.product += u' ' + Wording::plain(*target.version, 40);
        if (!target.settings.role.isEmpty())
            tile.product += QStringLiteral(" · ") + words::role(target.settings.role);
    }
    if (target.latencyMs)
        tile.latency = words::latency(*target.latencyMs);
    if (const auto load = target.goroutines ? target.goroutines : target.threads)
        tile.load = words::count(*load);
    tile.loadWords = words::load(target);

    int reasons = 0;
    for (const Finding &finding : target.findings) {
        if (finding.severity == Severity::Info)
            continue;
        if (reasons++ == 0)
            tile.reason = words::capital(words::wording().shortReason(finding));
    }
    tile.moreReasons = std::max(0, reasons - 1);
    if (reach.kind == Reach::Kind::Unknown && !target.hasAnswered && reasons == 0)
        tile.reason = Tile::tr("Not asked yet");
    if (reach.kind == Reach::Kind::Doubtful && reasons == 0)
        tile.reason = Tile::tr("No answer, asking again");

    if (tile.isGone) {
        const QDate today = cluster.utc.toLocalTime().date();
        const QDateTime seen = reach.lastContactUtc.toLocalTime();
        if (!seen.isValid())
            tile.corner = Tile::tr("never seen");
        else if (seen.date() == today)
            tile.corner = Tile::tr("last seen %1").arg(words::moment(seen, today));
        else
            tile.corner = Tile::tr("last seen %1").arg(seen.date().toString(Qt::ISODate));
    } else if (tile.isStale) {
        tile.corner =
            Tile::tr("%1 old").arg(words::age(std::chrono::duration_cast<Milliseconds>(now - target.updatedAt)));
    }
    addTrend(tile, cluster, target, now, stored);
    tile.accessible = accessibleText(tile);
    return tile;
}

} // namespace rollcall
