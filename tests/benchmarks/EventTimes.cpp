// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "EventTimes.h"

#include <QEvent>

namespace rollcall::bench {

bool EventTimes::notify(QObject *receiver, QEvent *event)
{
    // What is sent from within an event is part of it.
    if (m_depth > 0)
        return QCoreApplication::notify(receiver, event);
    ++m_depth;
    const auto begun = std::chrono::steady_clock::now();
    const char *const name = receiver->metaObject()->className();
    const QEvent::Type type = event->type();
    const bool result = QCoreApplication::notify(receiver, event);
    const auto took = std::chrono::steady_clock::now() - begun;
    --m_depth;
    if (took > m_longest) {
        m_longest = took;
        m_longestOf = QStringLiteral("%1, event %2").arg(QLatin1StringView(name)).arg(int(type));
    }
    return result;
}

} // namespace rollcall::bench
