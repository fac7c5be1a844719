// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/MainWindow.h"
#include "ui/models/RecordedCluster.h"

#include <QPointer>
#include <QStringList>

namespace rollcall {

class TimeBar;

/// A window on one recording: the same pages as of a cluster, and below them the bar of time.
class RecordingWindow final : public QObject
{
    Q_OBJECT

public:
    /// `recording` is loaded. What `parts` refer to outlives this; its clusters are not looked at.
    RecordingWindow(std::unique_ptr<RecordedCluster> recording, Theme &theme, Prompts &prompts, QSettings &settings,
                    std::function<void(const QString &, MainWindow *)> openRecording, QObject *parent = nullptr);
    ~RecordingWindow() override;

    RecordedCluster &recording() { return *m_recording; }
    MainWindow &window() { return *m_window; }
    TimeBar &bar() { return *m_bar; }
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void closed();

private:
    std::unique_ptr<RecordedCluster> m_recording;
    std::unique_ptr<MainWindow> m_window;
    TimeBar *m_bar = nullptr;
};

/// The recordings that are open, each in a window of its own.
class Recordings final : public QObject
{
    Q_OBJECT

public:
    /// All four outlive this.
    Recordings(Theme &theme, Prompts &prompts, QSettings &settings, Clock &clock, QObject *parent = nullptr);
    ~Recordings() override;

    /// Once it has been looked into: a window on it, or in words on `asker` why there is none. One that is open already
    /// is brought to the front.
    void open(const QString &path, MainWindow *asker);
    const std::vector<RecordingWindow *> &windows() const { return m_windows; }

Q_SIGNALS:
    void opened(rollcall::RecordingWindow *window);
    /// One could not be opened, and that was said.
    void refused();

private:
    void show(std::unique_ptr<RecordedCluster> recording);

    Theme &m_theme;
    Prompts &m_prompts;
    QSettings &m_settings;
    Clock &m_clock;
    std::vector<RecordingWindow *> m_windows; ///< children of this
    std::vector<std::unique_ptr<RecordedCluster>> m_loading;
};

} // namespace rollcall
