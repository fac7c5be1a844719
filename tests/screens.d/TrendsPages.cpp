// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.d/Stage.h"

#include "support/SyntheticSeries.h"
#include "ui/charts/TimeChart.h"
#include "ui/pages/TrendsPage.h"

#include <QContextMenuEvent>
#include <QMenu>

#include <cmath>

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Minute = 60'000;

/// Five nodes: one leaks, one was away for a while, one restarted; single slow answers here and there.
void fill(SyntheticSeries &source, qint64 now)
{
    for (int node = 0; node < 5; ++node) {
        const QString name = u"app%1"_s.arg(node + 1);
        bool isAfterGap = false;
        int i = 0;
        for (qint64 at = now - 65 * Minute; at <= now; at += 15'000, ++i) {
            if (node == 1 && at > now - 38 * Minute && at < now - 29 * Minute) {
                isAfterGap = true;
                continue;
            }
            const double wave = std::sin(i / 9.0 + node) * 14 + std::sin(i * 1.7 + node * 3) * 8;
            double goroutines = 380 + node * 32 + wave;
            if (node == 3)
                goroutines += 10.5 * i * (at >= now - 20 * Minute ? 0 : 1) * 0.55;
            const bool isRestart = node == 3 && i == 180;
            double latency = 22 + node * 5 + wave / 3;
            if (node == 2 && i == 140)
                latency = 612;
            source.add(name, u"goroutines"_s, at, goroutines, isAfterGap, isRestart);
            source.add(name, u"latency_ms"_s, at, latency, isAfterGap, isRestart);
            source.add(name, u"resident_memory_bytes"_s, at, (700.0 + node * 90 + wave) * 1024 * 1024, isAfterGap,
                       isRestart);
            source.add(name, u"http_websockets_total"_s, at, 1200 + node * 40 + std::floor(wave), isAfterGap,
                       isRestart);
            isAfterGap = false;
        }
    }
    source.events = {{now - 29 * Minute, HistoryEvent::Kind::ConfigChange, u"app2"_s, {}},
                     {now - 20 * Minute, HistoryEvent::Kind::Restart, u"app4"_s, {}},
                     {now - 23 * Minute, HistoryEvent::Kind::IncidentOpened, u"app4"_s,
                      QJsonObject{{u"code"_s, u"node.goroutines_over_threshold"_s}}},
                     {now - 12 * Minute, HistoryEvent::Kind::IncidentClosed, u"app4"_s,
                      QJsonObject{{u"code"_s, u"node.goroutines_over_threshold"_s},
                                  {u"evidence"_s, QJsonObject{{u"goroutines"_s, 1712}}}}},
                     {now - 9 * Minute, HistoryEvent::Kind::VersionChange,
                      u"mattermost-application-server-rack-17-slot-03-datacenter-frankfurt"_s,
                      QJsonObject{{u"from"_s, u"10.11.1"_s}, {u"to"_s, u"10.11.2"_s}}}};
    std::sort(source.events.begin(), source.events.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
}

} // namespace

void trendsPages(const MakeStage &make)
{
    {
        auto stage = make();
        stage->window().showPage(u"trends"_s);
        stage->take(u"trends-no-cluster"_s);
    }
    {
        SyntheticSeries source;
        auto stage = make();
        stage->clusters.seriesOfAll = &source;
        stage->clusters.add(ClusterFixture(u"production"_s, 5, stage->clock));
        stage->window().showPage(u"trends"_s);
        stage->take(u"trends-first"_s);
    }
    const auto take = [&](const QString &name, double textScale, QSize size, bool hasCrosshair) {
        SyntheticSeries source;
        auto stage = make();
        stage->theme().setTextScale(textScale);
        const qint64 now = stage->clock.utc().toMSecsSinceEpoch();
        fill(source, now);
        stage->clusters.seriesOfAll = &source;
        ClusterFixture fixture(u"production"_s, 5, stage->clock);
        fixture.file.rules.goroutineThreshold = 1000;
        stage->clusters.add(fixture);
        stage->window(size).showPage(u"trends"_s);
        Stage::settle();
        if (hasCrosshair)
            stage->window().findChild<TrendsPage *>()->model().setCrosshair(now - 26 * Minute);
        stage->take(name);
        if (!hasCrosshair) {
            TimeChart &chart = *stage->window().findChild<TrendsPage *>()->charts().front();
            QContextMenuEvent asked(QContextMenuEvent::Mouse, QPoint(300, 90),
                                    chart.viewport()->mapToGlobal(QPoint(300, 90)));
            QCoreApplication::sendEvent(chart.viewport(), &asked);
            auto *menu = stage->window().findChild<QMenu *>(u"trendsMenu"_s);
            stage->take(*menu, name + u"-menu"_s);
            menu->close();
        }
        stage->theme().setTextScale(1);
    };
    take(u"trends-5"_s, 1, QSize(1280, 800), true);
    take(u"trends-5-plain"_s, 1, QSize(1280, 1100), false);
    take(u"trends-5-large"_s, 2, QSize(1280, 800), true);
    take(u"trends-5-small"_s, 1, QSize(720, 560), false);
}

} // namespace rollcall::test
