// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TileContent.h"

#include "ui/models/Words.h"

#include <QCoreApplication>

namespace rollcall {

namespace {

struct Tile
{
    Q_DECLARE_TR_FUNCTIONS(Tile)
};

constexpr std::chrono::minutes TrendLength{30};

void addTrend(TileContent &tile, const TargetState &target, TimePoint now)
{
    const auto &trend = target.facts.trend;
    // Prometheus figures come with every interval at best; three of them without a point is a gap.
    const auto gap = std::max<Milliseconds>(3 * target.settings.interval, std::chrono::seconds(60));
    std::optional<TimePoint> last;
    for (const auto &[at, value] : trend) {
        const std::chrono::duration<double> before = now - at;
        const double x = 1 - before / std::chrono::duration<double>(TrendLength);
        if (x < 0 || x > 1)
            continue;
        tile.trend.push_back({x, value, !last || at - *last > gap});
        tile.trendLowest = tile.trend.size() == 1 ? value : std::min(tile.trendLowest, value);
        tile.trendHighest = tile.trend.size() == 1 ? value : std::max(tile.trendHighest, value);
        last = at;
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
    if (!tile.corner.isEmpty())
        parts << tile.corner;
    return parts.join(QStringLiteral(", "));
}

} // namespace

TileContent TileContent::make(const ClusterState &cluster, const TargetState &target, bool isStale, TimePoint now)
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
    addTrend(tile, target, now);
    tile.accessible = accessibleText(tile);
    return tile;
}

} // namespace rollcall
