// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

namespace rollcall::test {

/// How long processes wait: for their timers, their peers, their disk; not for a processor that others have, nor while
/// they compute. What a program promises of time it has to keep by not waiting; how fast the machine is and who else
/// uses it is none of its doing. On an idle machine it is nearly the time that passes.
class WaitingTime
{
public:
    using Duration = std::chrono::milliseconds;

    /// From now on. What one of the processes computes, the others may wait for: that counts as little.
    explicit WaitingTime(std::vector<qint64> processes = {QCoreApplication::applicationPid()})
        : m_processes(std::move(processes))
    {
        m_timer.start();
        takeBusy();
        m_isBegun = true;
    }

    /// To be called often: what a process or a thread did last before its end is not told any more.
    void look() { m_busy += takeBusy(); }
    /// Until now.
    Duration waited()
    {
        look();
        // Not from look to look: for want of a processor a thread is told to have waited once it has got one.
        const std::chrono::nanoseconds passed(m_timer.nsecsElapsed());
        return std::chrono::duration_cast<Duration>(passed - std::min(passed, m_busy));
    }

private:
    /// What their threads and children have computed, or wanted to, since the last time.
    std::chrono::nanoseconds takeBusy()
    {
        std::chrono::nanoseconds sum{0};
        for (const qint64 process : m_processes)
            add(process, sum);
        // Of one that has ended nobody tells what it did last, and this process may have been late to notice.
        const bool isOver = !QFile::exists(QStringLiteral("/proc/%1").arg(m_processes.front()));
        const qint64 late = contentOf(QStringLiteral("/proc/self/schedstat")).split(' ').value(1).toLongLong();
        if (isOver)
            sum += std::chrono::nanoseconds(late - m_late);
        m_late = late;
        return sum;
    }
    void add(qint64 process, std::chrono::nanoseconds &sum)
    {
        const QString tasks = QStringLiteral("/proc/%1/task").arg(process);
        for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            // On a processor and waiting for one, in nanoseconds; where the kernel does not tell, all of it is waiting.
            const QList<QByteArray> spent = contentOf(tasks + u'/' + task + QStringLiteral("/schedstat")).split(' ');
            const qint64 all = spent.value(0).toLongLong() + spent.value(1).toLongLong();
            const auto [known, isNew] = m_spent.try_emplace(task.toLongLong(), m_isBegun ? 0 : all);
            sum += std::chrono::nanoseconds(std::max<qint64>(0, all - known->second));
            known->second = std::max(known->second, all);
            if (process == QCoreApplication::applicationPid())
                continue; // its children are what is measured elsewhere
            // The check for leaks at the end runs in one.
            for (const QByteArray &child :
                 contentOf(tasks + u'/' + task + QStringLiteral("/children")).simplified().split(' ')) {
                if (!child.isEmpty())
                    add(child.toLongLong(), sum);
            }
        }
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::vector<qint64> m_processes;
    QElapsedTimer m_timer;
    std::chrono::nanoseconds m_busy{0};
    std::map<qint64, qint64> m_spent; ///< of each thread, by its id
    qint64 m_late = 0;                ///< this process, for want of a processor, in nanoseconds
    bool m_isBegun = false;
};

} // namespace rollcall::test
