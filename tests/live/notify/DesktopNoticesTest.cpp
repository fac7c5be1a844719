// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/DesktopNotices.h"

#include "support/DesktopScene.h"
#include "support/PrintTo.h"
#include "support/WaitFor.h"

#include <QCoreApplication>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Fate = DesktopNotices::Fate;

/// The notices under test, and all they tell.
struct Desk
{
    DesktopNotices notices{QDBusConnection::sessionBus()};
    std::vector<bool> availability;
    std::vector<std::pair<QString, Fate>> fates;
    std::vector<std::pair<QString, QList<qint64>>> shows;
    std::vector<std::pair<QString, QList<qint64>>> acknowledgements;

    Desk()
    {
        QObject::connect(&notices, &DesktopNotices::availabilityChanged, &notices,
                         [this](bool isAvailable) { availability.push_back(isAvailable); });
        QObject::connect(&notices, &DesktopNotices::fateOf, &notices,
                         [this](const QString &group, Fate fate, const QString &) { fates.emplace_back(group, fate); });
        QObject::connect(&notices, &DesktopNotices::showWanted, &notices,
                         [this](const QString &name, const QList<qint64> &ids) { shows.emplace_back(name, ids); });
        QObject::connect(
            &notices, &DesktopNotices::acknowledgeWanted, &notices,
            [this](const QString &name, const QList<qint64> &ids) { acknowledgements.emplace_back(name, ids); });
    }
    void start()
    {
        notices.start();
        EXPECT_TRUE(waitFor([this] { return !availability.empty(); }));
    }
    bool has(Fate fate, qsizetype times = 1) const
    {
        return std::count_if(fates.begin(), fates.end(), [fate](const auto &each) { return each.second == fate; }) >=
               times;
    }
    void showAndWait(const Notice &notice)
    {
        const auto before =
            std::count_if(fates.begin(), fates.end(), [](const auto &each) { return each.second == Fate::Accepted; });
        notices.show(notice);
        EXPECT_TRUE(waitFor([&] { return has(Fate::Accepted, before + 1); }));
    }
};

Notice down(const QString &group = u"production/3"_s)
{
    Notice notice;
    notice.cluster = u"production"_s;
    notice.group = group;
    notice.urgency = Notice::Urgency::Critical;
    notice.title = u"production: app3 <is> down"_s;
    notice.body = u"a & b <b>c</b>"_s;
    notice.incidents = {3, 4};
    return notice;
}

// The scenes.

void dunstShowsReplacesAndCloses()
{
    const XServer server;
    const Dunst dunst;
    Desk desk;
    desk.start();
    EXPECT_EQ(desk.availability, std::vector<bool>{true});
    EXPECT_TRUE(desk.notices.capabilities().contains(u"actions"_s));
    desk.showAndWait(down());
    EXPECT_EQ(Dunst::displayed(), 1);
    EXPECT_TRUE(waitFor([&] { return dunst.log().contains(u"a &amp; b &lt;b&gt;c&lt;/b&gt;"_s); }))
        << dunst.log().toStdString();
    EXPECT_TRUE(dunst.log().contains(u"app3 <is> down"_s)) << dunst.log().toStdString(); // a title is no markup
    EXPECT_TRUE(dunst.log().contains(u"CRITICAL"_s, Qt::CaseInsensitive)) << dunst.log().toStdString();

    Notice over = down();
    over.kind = Notice::Kind::Ended;
    over.urgency = Notice::Urgency::Low;
    over.title = u"production: app3 is back after 12 min"_s;
    over.incidents.clear();
    desk.showAndWait(over);
    EXPECT_EQ(Dunst::displayed(), 1);
    EXPECT_TRUE(waitFor([&] { return dunst.log().contains(u"is back after"_s); }));
    // Another group stands beside it.
    desk.showAndWait(down(u"production/9"_s));
    EXPECT_EQ(Dunst::displayed(), 2);
    desk.notices.withdraw(u"production/3"_s);
    EXPECT_TRUE(waitFor([] { return Dunst::displayed() == 1; }));
    Dunst::control({u"close"_s});
    EXPECT_TRUE(waitFor([&] { return desk.has(Fate::Dismissed); }));
    // Closed by the person: a correction does not bring it back, a reminder does.
    Notice correction = down(u"production/9"_s);
    correction.kind = Notice::Kind::Update;
    desk.notices.show(correction);
    desk.showAndWait(down(u"production/10"_s));
    EXPECT_EQ(Dunst::displayed(), 1);
    Notice reminder = down(u"production/9"_s);
    reminder.kind = Notice::Kind::Again;
    desk.showAndWait(reminder);
    EXPECT_EQ(Dunst::displayed(), 2);
    desk.showAndWait(reminder); // takes its own place, popping up anew
    EXPECT_TRUE(waitFor([] { return Dunst::displayed() == 2; }));
}

void dunstPressesActions()
{
    const XServer server;
    Dunst dunst;
    Desk desk;
    desk.start();
    desk.showAndWait(down());
    dunst.press(u"acknowledge"_s);
    ASSERT_TRUE(waitFor([&] { return !desk.acknowledgements.empty(); })) << dunst.log().toStdString();
    EXPECT_EQ(desk.acknowledgements.front(), (std::pair(u"production"_s, QList<qint64>{3, 4})));
    EXPECT_TRUE(desk.shows.empty());
    // dunst closes a notice whose action was pressed, or not; both are fine.
    desk.notices.withdraw(u"production/3"_s);
    desk.showAndWait(down());
    dunst.press(u"show"_s);
    ASSERT_TRUE(waitFor([&] { return desk.shows.size() == 1; }));
    desk.notices.withdraw(u"production/3"_s);
    desk.showAndWait(down());
    Dunst::control({u"action"_s, u"0"_s});
    ASSERT_TRUE(waitFor([&] { return desk.shows.size() == 2; }));
    EXPECT_EQ(desk.shows.back(), (std::pair(u"production"_s, QList<qint64>{3, 4})));
    EXPECT_EQ(desk.acknowledgements.size(), 1U);
    EXPECT_TRUE(desk.has(Fate::Clicked, 3));
}

void changesBeforeTheAnswerEndWithTheLast()
{
    const XServer server;
    const Dunst dunst;
    Desk desk;
    desk.start();
    desk.notices.show(down());
    Notice second = down();
    second.title = u"second"_s;
    second.kind = Notice::Kind::Update;
    desk.notices.show(second);
    EXPECT_TRUE(waitFor([&] { return desk.has(Fate::Accepted, 2); }));
    EXPECT_EQ(Dunst::displayed(), 1);
    EXPECT_TRUE(waitFor([&] { return dunst.log().contains(u"second"_s); }));
    desk.notices.show(down(u"production/9"_s));
    desk.notices.withdraw(u"production/9"_s);
    desk.notices.withdraw(u"production/3"_s);
    EXPECT_TRUE(waitFor([] { return Dunst::displayed() == 0; }));
}

void absentDaemonIsToldAndWaitedFor()
{
    const XServer server;
    Desk desk;
    desk.start();
    EXPECT_EQ(desk.availability, std::vector<bool>{false});
    EXPECT_FALSE(desk.notices.trouble().isEmpty());
    desk.notices.show(down(u"production/1"_s));
    desk.notices.show(down(u"production/2"_s));
    Notice over = down(u"production/2"_s); // came and went: nobody needs to know
    over.kind = Notice::Kind::Ended;
    desk.notices.show(over);
    desk.notices.show(down(u"production/3"_s));
    desk.notices.withdraw(u"production/3"_s);
    {
        const Dunst dunst;
        EXPECT_TRUE(waitFor([&] { return desk.availability.back(); }));
        EXPECT_TRUE(waitFor([&] { return desk.has(Fate::Accepted); }));
        EXPECT_EQ(Dunst::displayed(), 1);
        EXPECT_TRUE(desk.notices.trouble().isEmpty());
    }
    EXPECT_TRUE(waitFor([&] { return !desk.availability.back(); }));
    EXPECT_FALSE(desk.notices.isAvailable());
    const Dunst another;
    EXPECT_TRUE(waitFor([&] { return desk.notices.isAvailable(); }));
    desk.showAndWait(down());
    EXPECT_EQ(Dunst::displayed(), 1);
}

void plainDaemonGetsNeitherActionsNorMarkup()
{
    const MockDaemon daemon(u"body"_s);
    Desk desk;
    desk.start();
    EXPECT_EQ(desk.notices.capabilities(), QStringList{u"body"_s});
    desk.showAndWait(down());
    const QString sent = MockDaemon::notified();
    EXPECT_TRUE(sent.contains(u"'a & b <b>c</b>'"_s)) << sent.toStdString();
    EXPECT_TRUE(sent.contains(u"<@as []>"_s)) << sent.toStdString();
    EXPECT_TRUE(sent.contains(u"'urgency': <byte 0x02>"_s)) << sent.toStdString();
    EXPECT_TRUE(sent.contains(u"'desktop-entry': <'rollcall'>"_s)) << sent.toStdString();
    EXPECT_FALSE(sent.contains(u"Acknowledge"_s)) << sent.toStdString();
}

void noBusIsTold()
{
    Desk desk;
    desk.start();
    EXPECT_EQ(desk.availability, std::vector<bool>{false});
    desk.notices.show(down());
    desk.notices.withdraw(u"production/3"_s);
    EXPECT_EQ(desk.notices.trouble(), u"there is no session bus"_s);
}

const bool isScene = registerScene({{"shows", dunstShowsReplacesAndCloses},
                                    {"actions", dunstPressesActions},
                                    {"overtaken", changesBeforeTheAnswerEndWithTheLast},
                                    {"absent", absentDaemonIsToldAndWaitedFor},
                                    {"plain", plainDaemonGetsNeitherActionsNorMarkup},
                                    {"no-bus", noBusIsTold}});

} // namespace

TEST(DesktopNoticesLive, DunstShowsReplacesAndCloses)
{
    playScene("shows");
}
TEST(DesktopNoticesLive, ActionsArePressed)
{
    playScene("actions");
}
TEST(DesktopNoticesLive, WhatChangesBeforeTheDaemonAnswersEndsWithTheLast)
{
    playScene("overtaken");
}
TEST(DesktopNoticesLive, AnAbsentDaemonIsToldAndWaitedFor)
{
    playScene("absent");
}
TEST(DesktopNoticesLive, APlainDaemonGetsNeitherActionsNorMarkup)
{
    playScene("plain");
}
TEST(DesktopNoticesLive, AnAbsentBusIsTold)
{
    playScene("no-bus", {.hasBus = false});
}
