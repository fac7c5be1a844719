// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "health/ClusterState.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <map>
#include <memory>
#include <optional>

class QProcess;

namespace rollcall {

/// A person's own program, run when the state of a cluster is another one, with the report of `check --json` on its
/// standard input. Without a shell: a program and its arguments. Nothing is run unless one is set. One runs at a time;
/// of what comes meanwhile only the newest state of each cluster is kept.
class StateCommand final : public QObject
{
    Q_OBJECT

public:
    static constexpr Milliseconds Timeout = std::chrono::seconds(30);

    explicit StateCommand(Clock &clock, QObject *parent = nullptr);
    /// Ends the program that runs.
    ~StateCommand() override;

    /// Program and arguments; empty: off, and what waits is forgotten.
    void setCommand(const QStringList &command);
    const QStringList &command() const { return m_command; }
    /// Runs the command when the state is another one than at the last call, or the first one known is not ok. States
    /// before every target was asked, and while paused, are no states.
    void take(const ClusterStatePtr &state);
    void forget(const QString &cluster);
    /// Runs it for this state in any case: to try it out.
    void run(const ClusterStatePtr &state);
    bool isRunning() const { return m_process != nullptr; }

Q_SIGNALS:
    /// It has ended well.
    void succeeded(const QString &cluster);
    /// English, one line: it does not start, ended with an error, took too long.
    void failed(const QString &cluster, const QString &reason);

private:
    void startNext();
    void start(const QString &cluster, const QByteArray &report);
    void end(const QString &failure);

    Clock &m_clock;
    QStringList m_command;
    std::map<QString, State> m_last;
    std::map<QString, QByteArray> m_waiting;
    QString m_cluster; ///< of the one that runs
    QProcess *m_process = nullptr;
    QByteArray m_errors; ///< what it wrote to standard error, cut
    std::unique_ptr<Timer> m_timeout;
    bool m_isLate = false;
};

} // namespace rollcall
