// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a PNG of every page and dialog in one theme. Called by tests/screens once for each theme and scale.
#include "screens.d/Stage.h"

#include "support/StrictMessages.h"
#include "support/SyntheticSeries.h"
#include "ui/CommandPalette.h"
#include "ui/Notifications.h"
#include "ui/dialogs/ClusterEditor.h"
#include "ui/dialogs/KeysDialog.h"
#include "ui/dialogs/NotificationSettings.h"
#include "ui/tiles/BoardView.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTranslator>
#include <array>
#include <cstdio>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

ClusterFixture troubled(const FakeClock &clock)
{
    ClusterFixture fixture(u"production"_s, 5, clock);
    fixture.breakDown(2).oldVersion(3, u"10.10.1"_s).goroutineLeak(4).clockSkew(3);
    return fixture;
}

void boards(const MakeStage &make)
{
    {
        auto stage = make();
        stage->take(u"board-empty"_s);
    }
    {
        auto stage = make();
        ClusterFixture fixture(u"staging"_s, 3, stage->clock);
        fixture.file.environment = ClusterFile::Environment::Staging;
        stage->clusters.add(fixture);
        stage->take(u"board-healthy"_s);
    }
    {
        auto stage = make();
        const ClusterKey key = stage->clusters.add(troubled(stage->clock), u"/etc/rollcall/production.json"_s);
        stage->take(u"board-trouble"_s);
        stage->board().setDensity(Density::List);
        stage->take(u"board-list"_s);
        stage->board().setDensity(Density::Desk);
        stage->board().setWall(true);
        stage->take(u"board-wall"_s);
        stage->board().setWall(false);
        stage->window().showNode(key, {2});
        stage->take(u"node-down"_s);
        stage->window().showNode(key, {3});
        stage->take(u"node-findings"_s);
        stage->window().findChild<QTabWidget *>()->setCurrentIndex(1);
        stage->take(u"node-facts"_s);
        stage->window().showNode(key, {5});
        stage->window().findChild<QTabWidget *>()->setCurrentIndex(1);
        stage->take(u"node-proxy"_s);
    }
    {
        // Just started: what an earlier run has stored, and the first answers of this one.
        SyntheticSeries source;
        auto stage = make();
        const qint64 now = stage->clock.utc().toMSecsSinceEpoch();
        ClusterFixture fixture(u"production"_s, 3, stage->clock, false);
        for (int node = 0; node < 3; ++node) {
            auto &trend = fixture.target(node).facts.trend;
            const auto before = trend;
            trend.erase(trend.begin(), trend.end() - 4);
            for (int i = 120; i >= 16; --i) {
                const bool isHole = node == 1 && i < 90 && i > 70;
                const double value = before[static_cast<std::size_t>(120 - i)].second;
                if (!isHole)
                    source.add(u"app%1"_s.arg(node + 1), u"goroutines"_s, now - i * 15'000,
                               node == 2 && i > 50 ? value + 90 : value, node == 1 && i == 70, node == 2 && i == 50);
            }
        }
        stage->clusters.seriesOfAll = &source;
        stage->clusters.add(fixture);
        stage->take(u"board-stored"_s);
    }
    {
        auto stage = make();
        stage->clusters.add(largeCluster(u"campus"_s, 120, stage->clock));
        ClusterFixture second(u"lab"_s, 4, stage->clock);
        second.file.environment = ClusterFile::Environment::Test;
        second.unhealthyDatabase(1);
        stage->clusters.add(second);
        stage->take(u"board-many"_s);
        stage->board().setDensity(Density::List);
        stage->take(u"board-many-list"_s);
        stage->board().model().setFilter(u"!ok"_s);
        stage->board().findChild<QLineEdit *>(u"filter"_s)->setText(u"!ok"_s);
        stage->board().setDensity(Density::Desk);
        stage->take(u"board-filter"_s);
        stage->board().findChild<QLineEdit *>(u"filter"_s)->setText(u"nothing like this"_s);
        stage->take(u"board-filter-nothing"_s);
    }
    {
        auto stage = make();
        ClusterFixture fixture(u"production"_s, 5, stage->clock);
        fixture.breakDown(1).offline();
        stage->clusters.add(fixture);
        stage->take(u"board-offline"_s);
    }
}

void corners(const MakeStage &make)
{
    {
        auto stage = make();
        ClusterFixture fixture(u"demo"_s, 3, stage->clock);
        fixture.file.environment = ClusterFile::Environment::Test;
        fixture.forbiddenToken();
        stage->clusters.secretErrorLines = {
            u"Token: the environment variable ROLLCALL_TOKEN is not set. Set it before starting Rollcall."_s};
        const ClusterKey key = stage->clusters.add(
            fixture, {},
            u"This is the built-in demonstration cluster: its nodes run inside this program. Use the Faults menu to "
            "see what goes wrong and how it shows."_s);
        stage->take(u"board-demo"_s);
        stage->window().showNode(key, {0});
        stage->window().findChild<QTabWidget *>()->setCurrentIndex(2);
        stage->take(u"node-unknown"_s);
    }
    {
        auto stage = make();
        ClusterFixture fixture(u"production"_s, 4, stage->clock);
        stage->clusters.add(fixture.unasked());
        stage->take(u"board-first"_s);
    }
    {
        auto stage = make();
        ClusterFixture fixture(u"Kundenplattform für Verwaltungsgemeinschaften Nordrhein-Westfalen"_s, 6, stage->clock);
        fixture.file.nodes[0].name = u"mattermost-application-server-rack-17-slot-03-datacenter-frankfurt"_s;
        fixture.file.nodes[1].name = u"خادم-التطبيق-١"_s;
        fixture.file.nodes[2].name = u"アプリケーションサーバー2号機"_s;
        fixture.file.nodes[3].name = u"узел-приложений"_s;
        for (int i = 0; i < 6; ++i)
            fixture.target(i).settings.name = fixture.file.nodes[static_cast<std::size_t>(i)].name;
        fixture.hostile(4).breakDown(0).unhealthyDatabase(1);
        fixture.target(5).goroutines = 1234567;
        fixture.target(5).latencyMs = 48211;
        fixture.target(5).updatedAt -= std::chrono::minutes(7);
        const ClusterKey key = stage->clusters.add(fixture);
        stage->take(u"board-long"_s);
        stage->window().showNode(key, {4});
        stage->take(u"node-hostile"_s);
    }
    {
        auto stage = make();
        ClusterFixture fixture(u"production"_s, 3, stage->clock);
        stage->clusters.add(fixture.breakDown(2).paused());
        stage->window(QSize(720, 560));
        stage->take(u"board-small-paused"_s);
    }
}

void dialogs(const MakeStage &make)
{
    {
        auto stage = make();
        ClusterFixture fixture(u"production"_s, 3, stage->clock);
        ClusterEditor editor(stage->theme(), stage->prompts, stage->scratch(u"production.json"_s),
                             fixture.file.toJson());
        editor.show();
        stage->take(editor, u"editor"_s);
        editor.findChild<QTabWidget *>()->setCurrentIndex(1);
        stage->take(editor, u"editor-json"_s);
    }
    {
        auto stage = make();
        ClusterEditor editor(stage->theme(), stage->prompts, {},
                             "{ \"schema\": 1, \"name\": \"\", \"intervall\": \"15s\", \"timeout\": \"5 apples\", "
                             "\"nodes\": [ { \"name\": \"app1\", \"url\": \"10.10.10.2:8065\" } ] }");
        editor.show();
        stage->take(editor, u"editor-faults"_s);
        editor.findChild<QTabWidget *>()->setCurrentIndex(1);
        stage->take(editor, u"editor-json-faults"_s);
    }
    {
        auto stage = make();
        stage->clusters.add(troubled(stage->clock));
        stage->window().showPalette();
        stage->takeDialog(u"palette"_s);
    }
    {
        auto stage = make();
        stage->window().showKeys();
        stage->takeDialog(u"keys"_s);
    }
    {
        auto stage = make();
        stage->theme().setTextScale(2);
        stage->window().showKeys();
        stage->takeDialog(u"keys-large"_s);
        stage->theme().setTextScale(1);
    }
    {
        auto stage = make();
        QSettings settings(stage->scratch(u"notifications.ini"_s), QSettings::IniFormat);
        settings.setValue(u"notify/quiet"_s, true);
        Notifications notifications(stage->clock, settings, stage->theme(), QDBusConnection(u"none"_s));
        auto *dialog = new NotificationSettings(stage->theme(), notifications, &stage->window());
        dialog->open();
        stage->takeDialog(u"notifications"_s);
        delete dialog;
    }
    {
        auto stage = make();
        DialogPrompts().showError(
            &stage->window(), u"Cannot open the cluster file"_s,
            u"/home/mara/clusters/production.json was refused. Nothing of it is watched."_s,
            ClusterFile::parse("{ \"schema\": 1,\n  \"name\": \"production\",\n  \"intervall\": \"15s\",\n  \"nodes\": "
                               "[ { \"name\": \"app1\", \"url\": \"10.10.10.2:8065\" } ] }",
                               u"/home/mara/clusters/production.json"_s)
                .error()
                .message);
        stage->takeDialog(u"error"_s);
    }
}

} // namespace

int main(int argc, char **argv)
{
    prepareEnvironment();
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"rollcall-screens"_s);
    QCoreApplication::setOrganizationName(u"rollcall-screens"_s);
    QApplication::setCursorFlashTime(0);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        std::fprintf(stderr, "usage: screens DIR SUFFIX [LANGUAGE [PART]]\n");
        return 2;
    }
    QDir().mkpath(arguments[1]);
    // A third argument is the language; English needs its file, too, for its plural forms.
    const QLocale locale(arguments.value(3, u"en"_s));
    QLocale::setDefault(locale);
    QTranslator texts;
    if (texts.load(locale, u"rollcall"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(&texts);
    const auto make = [&arguments] { return std::make_unique<Stage>(arguments[1], arguments[2]); };
    // A fourth is the one part to be taken.
    const QString wanted = arguments.value(4);
    const std::array<std::pair<QString, void (*)(const MakeStage &)>, 7> parts{{{u"boards"_s, boards},
                                                                                {u"corners"_s, corners},
                                                                                {u"gossip"_s, gossipPages},
                                                                                {u"trends"_s, trendsPages},
                                                                                {u"incidents"_s, incidentsPages},
                                                                                {u"recording"_s, recordingPages},
                                                                                {u"dialogs"_s, dialogs}}};
    for (const auto &[name, take] : parts) {
        if (wanted.isEmpty() || wanted == name)
            take(make);
    }
    return 0;
}
