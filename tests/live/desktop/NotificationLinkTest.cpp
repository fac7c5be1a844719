// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/NotificationLink.h"

#include "Desk.h"
#include "support/PrintTo.h"
#include "support/WaitFor.h"
#include "ui/widgets/TextTableView.h"

#include <QApplication>
#include <QScreen>
#include <QSystemTrayIcon>
#include <QWindow>
#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString selected(const Desk &desk)
{
    const auto *table = desk.window->findChild<TextTableView *>(u"incidentTable"_s);
    return table->model()->index(table->currentIndex().row(), 0).data().toString();
}

/// A number for each colour of the screen's lower edge, where the old tray is.
int pixelsOf(const QColor &colour)
{
    QScreen *screen = QGuiApplication::primaryScreen();
    const QImage image = screen->grabWindow(0, 0, screen->size().height() - 32, screen->size().width(), 32).toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    }
    return count;
}

// The scenes.

void noticeIsAcknowledged()
{
    qputenv("USER", "mara");
    Dunst dunst;
    Desk desk;
    ASSERT_TRUE(waitFor([&] { return desk.notifications.desktop().isAvailable(); }));
    desk.breakDown({2});
    EXPECT_EQ(Dunst::displayed(), 0) << "what begins together is told at once";
    desk.wait(3s);
    ASSERT_TRUE(waitFor([] { return Dunst::displayed() == 1; })) << dunst.log().toStdString();
    // Its last line: the daemon writes one after the other.
    EXPECT_TRUE(waitFor([&] { return dunst.log().contains(u"1 of 5 nodes"_s); })) << dunst.log().toStdString();
    EXPECT_TRUE(dunst.log().contains(u"production: app3 is down: connection refused"_s)) << dunst.log().toStdString();
    EXPECT_TRUE(dunst.log().contains(u"is the service running?"_s)) << dunst.log().toStdString();
    EXPECT_TRUE(dunst.log().contains(u"body: 'Its machine answers"_s)) << "the cause is in the title already\n"
                                                                       << dunst.log().toStdString();

    dunst.press(u"acknowledge"_s);
    ASSERT_TRUE(waitFor([&] { return desk.history->openIncidents().at(0).acknowledgement.has_value(); }));
    const std::vector<Incident> stored = desk.stored();
    ASSERT_EQ(stored.size(), 1U);
    ASSERT_TRUE(stored[0].acknowledgement.has_value());
    EXPECT_EQ(stored[0].acknowledgement->by, u"mara"_s);
    EXPECT_EQ(stored[0].acknowledgement->reason, u"acknowledged in its notification"_s);
    EXPECT_EQ(stored[0].acknowledgement->at, desk.clock.utc());
    EXPECT_FALSE(stored[0].acknowledgement->until.isValid()) << "as long as it lasts";
    EXPECT_TRUE(waitFor([] { return Dunst::displayed() == 0; })) << "nobody needs to be told any more";
    desk.wait(48h);
    EXPECT_EQ(Dunst::displayed(), 0) << "and no reminder comes";
}

void noticeShowsItsIncident()
{
    const WindowManager manager;
    Dunst dunst;
    Desk desk;
    ASSERT_TRUE(waitFor([&] { return desk.notifications.desktop().isAvailable(); }));
    desk.breakDown({1});
    desk.wait(3s);
    ASSERT_TRUE(waitFor([] { return Dunst::displayed() == 1; }));
    Dunst::control({u"close-all"_s});
    ASSERT_TRUE(waitFor([] { return Dunst::displayed() == 0; }));
    desk.window->setWindowState(Qt::WindowMinimized);
    ASSERT_TRUE(waitFor([&] { return !desk.window->isActiveWindow(); }));
    desk.breakDown({1, 3});
    desk.wait(3s);
    ASSERT_TRUE(waitFor([] { return Dunst::displayed() == 1; })) << dunst.log().toStdString();
    dunst.press(u"show"_s);
    EXPECT_TRUE(waitFor([&] { return desk.window->isActiveWindow() && !desk.window->isMinimized(); }));
    EXPECT_EQ(desk.window->currentPage()->id(), u"incidents"_s);
    EXPECT_TRUE(waitFor([&] { return selected(desk).startsWith(u"app4 is down"_s); })) << selected(desk).toStdString();
    EXPECT_FALSE(desk.history->openIncidents().at(0).acknowledgement.has_value());
}

void trayShowsTheWorstAndObeys()
{
    TrayHost host;
    Desk desk;
    ASSERT_TRUE(desk.notifications.tray().isAvailable());
    EXPECT_EQ(host.ask(u"menu"_s), u"MENU Show|Pause|Acknowledge All|-|Quit"_s);
    const auto icon = [&host](const QColor &colour) {
        return host.ask(u"icon"_s).startsWith(u"ICON "_s + colour.name().mid(1) + u' ');
    };
    const Colours &colours = desk.theme.colours();
    desk.breakDown({});
    EXPECT_TRUE(waitFor([&] { return icon(colours.ok); })) << host.ask(u"icon"_s).toStdString();
    desk.breakDown({2});
    ASSERT_TRUE(waitFor([&] { return icon(colours.critical); })) << host.ask(u"icon"_s).toStdString();
    const QString one = host.ask(u"icon"_s);
    EXPECT_TRUE(one.contains(u" production: app3 is down"_s)) << one.toStdString();
    desk.breakDown({2, 3});
    EXPECT_TRUE(waitFor([&] {
        return icon(colours.critical) && host.ask(u"icon"_s).section(u' ', 2, 2) != one.section(u' ', 2, 2);
    })) << "one and two look the same";
    desk.wait(3s);

    host.ask(u"click Acknowledge All"_s);
    ASSERT_TRUE(waitFor([&] { return desk.history->openIncidents().at(1).acknowledgement.has_value(); }));
    EXPECT_TRUE(desk.history->openIncidents().at(0).acknowledgement.has_value());
    host.ask(u"click Pause"_s);
    EXPECT_TRUE(waitFor([&] { return desk.clusters.state(desk.key)->isPaused; }));
    host.ask(u"click Quit"_s);
    EXPECT_TRUE(waitFor([&] { return desk.quits == 1; }));
}

void trayKeepsTheWatchWithoutAWindow()
{
    TrayHost host;
    Desk desk;
    NotifySettings choices = desk.notifications.choices();
    EXPECT_TRUE(QGuiApplication::quitOnLastWindowClosed()) << "unless somebody wants it otherwise";
    choices.keepsInTray = true;
    desk.notifications.setChoices(choices);
    EXPECT_FALSE(QGuiApplication::quitOnLastWindowClosed());
    desk.window->close();
    EXPECT_FALSE(desk.window->isVisible());
    desk.breakDown({2}); // it goes on
    EXPECT_TRUE(waitFor([&] { return host.ask(u"icon"_s).contains(u"app3 is down"_s); }));
    host.ask(u"activate"_s);
    EXPECT_TRUE(waitFor([&] { return desk.window->isVisible(); }));
    desk.window->close();
    host.ask(u"click Show"_s);
    EXPECT_TRUE(waitFor([&] { return desk.window->isVisible(); }));
}

void oldTrayIsUsedAndItsEndBringsTheWindowBack()
{
    const WindowManager manager;
    auto tray = std::make_unique<OldTray>();
    Desk desk;
    ASSERT_TRUE(desk.notifications.tray().isAvailable());
    NotifySettings choices = desk.notifications.choices();
    choices.keepsInTray = true;
    desk.notifications.setChoices(choices);
    desk.breakDown({2});
    desk.window->close();
    // Anything in that colour at the lower edge is the icon: the window is gone.
    EXPECT_TRUE(waitFor([&] { return pixelsOf(desk.theme.colours().critical) > 50; }));
    tray.reset();
    EXPECT_TRUE(waitFor([] { return !QSystemTrayIcon::isSystemTrayAvailable(); }));
    desk.notifications.start(); // looks, as it does each minute
    EXPECT_FALSE(desk.notifications.tray().isAvailable());
    EXPECT_TRUE(desk.window->isVisible()) << "it could not be had back";
    EXPECT_TRUE(QGuiApplication::quitOnLastWindowClosed());
}

void withoutATrayClosingTheWindowEnds()
{
    Desk desk;
    EXPECT_FALSE(desk.notifications.tray().isAvailable());
    NotifySettings choices = desk.notifications.choices();
    choices.keepsInTray = true;
    desk.notifications.setChoices(choices);
    EXPECT_TRUE(QGuiApplication::quitOnLastWindowClosed());
    desk.breakDown({2});
    desk.wait(3s);
    EXPECT_EQ(desk.notifications.tray().worst(), State::Critical);
    EXPECT_EQ(desk.history->openIncidents().size(), 1U);
}

const bool isScene = registerScene({{"acknowledge", noticeIsAcknowledged},
                                    {"show", noticeShowsItsIncident},
                                    {"tray", trayShowsTheWorstAndObeys},
                                    {"hidden", trayKeepsTheWatchWithoutAWindow},
                                    {"old-tray", oldTrayIsUsedAndItsEndBringsTheWindowBack},
                                    {"no-tray", withoutATrayClosingTheWindowEnds}});

/// On a screen of its own.
void play(const QByteArray &scene)
{
    const XServer server;
    playScene(scene, {.display = server.name()});
}

} // namespace

TEST(NotificationLinkLive, ANoticeIsAcknowledgedWhereItIsKept)
{
    play("acknowledge");
}
TEST(NotificationLinkLive, ANoticeShowsItsIncident)
{
    play("show");
}
TEST(NotificationLinkLive, TheTrayShowsTheWorstStateAndItsCountAndObeys)
{
    play("tray");
}
TEST(NotificationLinkLive, TheTrayKeepsTheWatchWithoutAWindow)
{
    play("hidden");
}
TEST(NotificationLinkLive, ATrayOfTheOldKindIsUsedAndItsEndBringsTheWindowBack)
{
    play("old-tray");
}
TEST(NotificationLinkLive, WithoutATrayClosingTheWindowEndsTheWatch)
{
    play("no-tray");
}
