// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window opens: cluster files, recordings, and those that were open lately.
#include "ui/MainWindow.h"
#include "ui/WindowActions.h"
#include "ui/pages/BoardPage.h"
#include "ui/widgets/Announcer.h"
#include "watch/Replay.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QStringList filesOf(const QMimeData *data)
{
    QStringList paths;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

void MainWindow::openFile(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (Replay::isRecording(absolute) || !m_parts.opensClusters) {
        openRecording(absolute);
        return;
    }
    const Result<ClusterKey> key = m_parts.clusters.open(absolute);
    if (!key) {
        m_parts.prompts.showError(this, tr("Cannot open the cluster file"),
                                  tr("%1 was refused. Nothing of it is watched.").arg(absolute), key.error().message);
        return;
    }
    remember(absolute);
    showPage(m_board->id());
}

void MainWindow::openRecording(const QString &path)
{
    if (!m_parts.openRecording)
        return;
    m_announcer->say(tr("Reading the recording %1…").arg(QFileInfo(path).fileName()));
    m_parts.openRecording(QFileInfo(path).absoluteFilePath(), this);
}

QStringList MainWindow::recentFiles() const
{
    if (!m_parts.opensClusters)
        return {};
    QStringList paths = m_parts.settings.value(u"recent/files"_s).toStringList();
    paths.removeIf([](const QString &path) { return !QFileInfo(path).isReadable(); });
    return paths;
}

void MainWindow::remember(const QString &path)
{
    constexpr qsizetype MostRecent = 10;
    QStringList paths = recentFiles();
    paths.removeAll(path);
    paths.prepend(path);
    m_parts.settings.setValue(u"recent/files"_s, QStringList(paths.mid(0, MostRecent)));
}

void MainWindow::askOpenFile()
{
    m_parts.prompts.askOpenFile(this, tr("Open a cluster file or a recording"), [this](const QString &path) {
        if (!path.isEmpty())
            openFile(path);
    });
}

void MainWindow::askOpenRecording()
{
    m_parts.prompts.askOpenFile(this, tr("Open a recording"), [this](const QString &path) {
        if (!path.isEmpty())
            openRecording(path);
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!filesOf(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    for (const QString &path : filesOf(event->mimeData()))
        openFile(path);
}

} // namespace rollcall
