// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <chrono>

namespace rollcall::bench {

/// An application that measures how long each event takes: timers, sockets and posted events all pass here.
class EventTimes final : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;
    static EventTimes &self() { return *static_cast<EventTimes *>(instance()); }

    bool notify(QObject *receiver, QEvent *event) override;
    void reset() { m_longest = {}; }
    std::chrono::nanoseconds longest() const { return m_longest; }
    /// Who received the longest one, for the note.
    QString longestOf() const { return m_longestOf; }

private:
    int m_depth = 0;
    std::chrono::nanoseconds m_longest{};
    QString m_longestOf;
};

} // namespace rollcall::bench
