// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "history/Incident.h"

#include <QCoreApplication>

namespace rollcall {

/// What there is to say of a single cause besides itself: its sentence stands in the notice's title already, as a part
/// of the verdict. In the person's language; plain text.
class NoticeBody final
{
    Q_DECLARE_TR_FUNCTIONS(NoticeBody)

public:
    /// The first thing to look at; empty where there is none that holds for most.
    static QString whatToDo(const Incident &incident);
    /// Since when, and how many of the nodes it is about: `Since 14:02 · 1 of 5 nodes`. `state` may be null.
    static QString footing(const Incident &incident, const ClusterStatePtr &state, const QDateTime &now);
    /// Whether the verdict has that sentence in it, so that it need not be said again.
    static bool isSaid(const QString &verdict, const QString &sentence);
};

} // namespace rollcall
