// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Notifications.h"

#include "WindowFixture.h"
#include "ui/dialogs/NotificationSettings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Without a bus and without a tray: everything else works.
class NotificationsTest : public test::WindowTest
{
protected:
    Notifications notifications{clock, settings, theme, QDBusConnection(u"there is none"_s)};

    template <class T>
    T &part(QWidget &dialog, const char *name)
    {
        T *found = dialog.findChild<T *>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return *found;
    }
};

TEST_F(NotificationsTest, WorksWithoutTrayAndWithoutBus)
{
    notifications.start();
    EXPECT_FALSE(notifications.tray().isAvailable());
    EXPECT_FALSE(notifications.desktop().isAvailable());
    auto fixture = nodes(5);
    fixture.breakDown(2);
    const ClusterStatePtr state = fixture.state();
    Incident incident;
    incident.id = 1;
    incident.targets = {u"app3"_s};
    incident.openedAt = clock.utc();
    notifications.clusterChanged(u"production"_s, state, {{IncidentChange::Kind::Opened, incident}});
    clock.advance(1h);
    notifications.clusterChanged(u"production"_s, state, {});
    EXPECT_EQ(notifications.tray().worst(), State::Critical);
    EXPECT_EQ(notifications.tray().count(), 1);
    EXPECT_TRUE(notifications.tray().toolTip().startsWith(u"production: app3 is down"_s))
        << notifications.tray().toolTip().toStdString();
    EXPECT_FALSE(notifications.tray().icon().isNull());
    notifications.clusterClosed(u"production"_s);
    EXPECT_EQ(notifications.tray().worst(), State::Ok);
    EXPECT_EQ(notifications.tray().toolTip(), u"Rollcall watches no cluster"_s);
}

TEST_F(NotificationsTest, KeepingWatchInATrayNeedsATray)
{
    NotifySettings choices;
    choices.keepsInTray = true;
    notifications.setChoices(choices);
    EXPECT_TRUE(QGuiApplication::quitOnLastWindowClosed());
}

TEST_F(NotificationsTest, TheDialogKeepsWhatIsChosen)
{
    auto *dialog = new NotificationSettings(theme, notifications);
    part<QCheckBox>(*dialog, "quiet").click();
    part<QCheckBox>(*dialog, "total").click();
    part<QCheckBox>(*dialog, "commandOn").click();
    part<QLineEdit>(*dialog, "command").setText(uR"( page "on call" )"_s);
    QComboBox &reminder = part<QComboBox>(*dialog, "reminder");
    reminder.setCurrentIndex(reminder.findData(120));
    EXPECT_FALSE(part<QCheckBox>(*dialog, "tray").isEnabled());
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    const NotifySettings kept = NotifySettings::load(settings);
    EXPECT_TRUE(kept.notices.quiet.isOn);
    EXPECT_TRUE(kept.notices.quiet.isTotal);
    EXPECT_EQ(kept.notices.firstReminder, 2h);
    EXPECT_EQ(kept.commandList(), (QStringList{u"page"_s, u"on call"_s}));
    EXPECT_EQ(notifications.choices().notices.firstReminder, 2h);
    settle();
}

TEST_F(NotificationsTest, TheDialogSaysThatNobodyAnswersAndWhatBecomesOfATest)
{
    notifications.start();
    NotificationSettings dialog(theme, notifications);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    EXPECT_TRUE(part<QLabel>(dialog, "service").text().startsWith(u"No notification service answers"_s));
    part<QPushButton>(dialog, "test").click();
    EXPECT_TRUE(part<QLabel>(dialog, "result").text().startsWith(u"There is nobody to show it"_s));
    Q_EMIT notifications.testFate(DesktopNotices::Fate::Clicked, {});
    EXPECT_EQ(part<QLabel>(dialog, "result").text(), u"It was shown and clicked: everything works."_s);
}

TEST_F(NotificationsTest, TheMenuOpensTheDialog)
{
    MainWindow window(MainWindow::Parts{clusters, theme, prompts, settings, {}, {}, &notifications});
    auto *action = window.findChild<QAction *>(u"notifications"_s);
    ASSERT_NE(action, nullptr);
    action->trigger();
    EXPECT_NE(window.findChild<NotificationSettings *>(), nullptr);
}

} // namespace
} // namespace rollcall
