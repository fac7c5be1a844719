// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FixtureClusters.h"
#include "support/PrintTo.h"
#include "support/ScriptedPrompts.h"
#include "ui/MainWindow.h"
#include "ui/pages/BoardPage.h"
#include "ui/pages/NodePage.h"
#include "ui/tiles/BoardView.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <gmock/gmock.h>

namespace rollcall::test {

/// A whole window over fixtures.
class WindowTest : public testing::Test
{
protected:
    QTemporaryDir scratch;
    QSettings settings{scratch.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    FakeClock clock;
    FixtureClusters clusters{clock};
    ScriptedPrompts prompts;
    Theme theme{*qApp, settings};
    int builtInWanted = 0;
    std::vector<ExtraMenu> extraMenus;
    std::function<void(const QString &, MainWindow *)> openRecording;
    std::unique_ptr<MainWindow> owned;

    ClusterFixture nodes(int count, const QString &name = QStringLiteral("production"))
    {
        return ClusterFixture(name, count, clock);
    }

    MainWindow &window()
    {
        if (!owned) {
            owned = std::make_unique<MainWindow>(MainWindow::Parts{.clusters = clusters,
                                                                   .theme = theme,
                                                                   .prompts = prompts,
                                                                   .settings = settings,
                                                                   .extraMenus = extraMenus,
                                                                   .tryBuiltIn = [this] { ++builtInWanted; },
                                                                   .openRecording = openRecording});
            owned->resize(1280, 800);
            owned->show();
            owned->activateWindow();
            settle();
        }
        return *owned;
    }
    BoardPage &board() { return *window().findChild<BoardPage *>(); }
    BoardView &view() { return board().view(); }
    NodePage &node() { return *window().findChild<NodePage *>(); }
    BoardModel &model() { return board().model(); }

    template <class T>
    T &child(const char *name)
    {
        T *found = window().findChild<T *>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return *found;
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : &window(), static_cast<Qt::Key>(key), modifiers);
        settle();
    }
    QString currentTile() { return view().currentIndex().data().toString(); }
    QPoint centreOf(int row) { return view().visualRect(model().index(row)).center(); }
    template <class T>
    T *topLevel(const QString &name)
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->objectName() == name && widget->isVisible())
                return qobject_cast<T *>(widget);
        }
        return nullptr;
    }
    static void settle()
    {
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::processEvents();
        }
    }
};

} // namespace rollcall::test
