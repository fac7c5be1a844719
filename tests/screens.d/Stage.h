// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FixtureClusters.h"
#include "support/ScriptedPrompts.h"
#include "ui/MainWindow.h"
#include "ui/pages/BoardPage.h"

#include <QApplication>
#include <QDialog>
#include <QSettings>
#include <QTemporaryDir>
#include <cstdio>
#include <cstdlib>
#include <functional>

namespace rollcall::test {

/// One window with its clusters, thrown away after the picture.
class Stage
{
public:
    explicit Stage(const QString &folder, const QString &suffix)
        : m_folder(folder),
          m_suffix(suffix),
          m_settings(m_scratch.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
          m_theme(*qApp, m_settings)
    {}

    FakeClock clock;
    FixtureClusters clusters{clock};
    ScriptedPrompts prompts;

    MainWindow &window(QSize size = QSize(1280, 800))
    {
        if (!m_window) {
            m_window =
                std::make_unique<MainWindow>(MainWindow::Parts{clusters, m_theme, prompts, m_settings, {}, [] {}});
            m_window->resize(size);
            m_window->show();
        }
        settle();
        return *m_window;
    }
    Theme &theme() { return m_theme; }
    QSettings &settings() { return m_settings; }
    QString scratch(const QString &name) const { return m_scratch.filePath(name); }
    BoardPage &board() { return *window().findChild<BoardPage *>(); }

    void take(QWidget &widget, const QString &name)
    {
        settle();
        const QString path = m_folder + u'/' + name + m_suffix + u".png";
        if (!widget.grab().save(path)) {
            std::fprintf(stderr, "cannot write %s\n", qPrintable(path));
            std::exit(1);
        }
        std::printf("%s\n", qPrintable(path));
    }
    void take(const QString &name) { take(window(), name); }
    /// The dialog that the window has opened.
    void takeDialog(const QString &name)
    {
        settle();
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget != m_window.get() && widget->isVisible() && qobject_cast<QDialog *>(widget) != nullptr)
                return take(*widget, name);
        }
        std::fprintf(stderr, "no dialog for %s\n", qPrintable(name));
        std::exit(1);
    }
    static void settle()
    {
        for (int i = 0; i < 4; ++i)
            QCoreApplication::processEvents();
    }

private:
    QString m_folder;
    QString m_suffix;
    QTemporaryDir m_scratch;
    QSettings m_settings;
    Theme m_theme;
    std::unique_ptr<MainWindow> m_window;
};

using MakeStage = std::function<std::unique_ptr<Stage>()>;

/// The pictures of the gossip page.
void gossipPages(const MakeStage &make);
/// Those of the trends page.
void trendsPages(const MakeStage &make);
/// Those of the incidents page.
void incidentsPages(const MakeStage &make);
/// Those of a recording's window.
void recordingPages(const MakeStage &make);

} // namespace rollcall::test
