// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Recordings.h"

#include "ui/WindowActions.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/TimeBar.h"
#include "ui/widgets/TimeSlider.h"

#include <QAction>
#include <QFileInfo>
#include <QLayout>
#include <QToolBar>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

RecordingWindow::RecordingWindow(std::unique_ptr<RecordedCluster> recording, Theme &theme, Prompts &prompts,
                                 QSettings &settings, std::function<void(const QString &, MainWindow *)> openRecording,
                                 QObject *parent)
    : QObject(parent), m_recording(std::move(recording))
{
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{.clusters = *m_recording,
                                                              .theme = theme,
                                                              .prompts = prompts,
                                                              .settings = settings,
                                                              .extraMenus = {},
                                                              .tryBuiltIn = {},
                                                              .openRecording = std::move(openRecording),
                                                              .opensClusters = false,
                                                              .geometryKey = u"recording/geometry"_s});
    m_bar = new TimeBar(*m_recording, theme, m_window.get());
    auto *place = new QToolBar(tr("Time"), m_window.get());
    place->setObjectName(u"time"_s);
    place->setMovable(false);
    place->setContextMenuPolicy(Qt::PreventContextMenu);
    place->toggleViewAction()->setEnabled(false);
    place->layout()->setContentsMargins(0, 0, 0, 0);
    place->addWidget(m_bar);
    m_window->addToolBar(Qt::BottomToolBarArea, place);
    m_window->setContextMenuPolicy(Qt::NoContextMenu);
    m_window->actions().addMenu(tr("&Recording"), m_bar->timeActions());
    connect(m_bar, &TimeBar::announced, m_window.get(),
            [window = m_window.get()](const QString &text) { window->findChild<Announcer *>()->say(text); });
    connect(m_recording.get(), &OpenClusters::closed, m_window.get(), &QWidget::close, Qt::QueuedConnection);
    m_window->installEventFilter(this);
}

RecordingWindow::~RecordingWindow() = default;

bool RecordingWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window.get() && event->type() == QEvent::Close) {
        m_recording->setPlaying(false);
        Q_EMIT closed();
    }
    return QObject::eventFilter(watched, event);
}

Recordings::Recordings(Theme &theme, Prompts &prompts, QSettings &settings, Clock &clock, QObject *parent)
    : QObject(parent), m_theme(theme), m_prompts(prompts), m_settings(settings), m_clock(clock)
{}

Recordings::~Recordings() = default;

void Recordings::open(const QString &path, MainWindow *asker)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    for (RecordingWindow *each : m_windows) {
        if (canonical.isEmpty() || QFileInfo(each->recording().file()).canonicalFilePath() != canonical)
            continue;
        each->window().raise();
        each->window().activateWindow();
        Q_EMIT opened(each);
        return;
    }
    if (std::ranges::any_of(m_loading, [&](const auto &each) { return each->file() == path; }))
        return; // it is on its way
    m_loading.push_back(std::make_unique<RecordedCluster>(path, m_clock));
    RecordedCluster *loading = m_loading.back().get();
    loading->load(this, [this, loading, path, asker = QPointer<MainWindow>(asker)](const Result<void> &done) {
        const auto at = std::ranges::find(m_loading, loading, &std::unique_ptr<RecordedCluster>::get);
        std::unique_ptr<RecordedCluster> recording = std::move(*at);
        m_loading.erase(at);
        if (done.ok()) {
            show(std::move(recording));
            return;
        }
        // Not from inside its own call.
        recording.release()->deleteLater();
        m_prompts.showError(asker, tr("Cannot open the recording"),
                            tr("%1 cannot be shown. Nothing was opened.").arg(path), done.error().message);
        Q_EMIT refused();
    });
}

void Recordings::show(std::unique_ptr<RecordedCluster> recording)
{
    auto *made = new RecordingWindow(
        std::move(recording), m_theme, m_prompts, m_settings,
        [this](const QString &path, MainWindow *asker) { open(path, asker); }, this);
    m_windows.push_back(made);
    connect(made, &RecordingWindow::closed, this, [this, made] {
        std::erase(m_windows, made);
        made->deleteLater();
    });
    made->window().show();
    made->bar().slider().setFocus();
    Q_EMIT opened(made);
}

} // namespace rollcall
