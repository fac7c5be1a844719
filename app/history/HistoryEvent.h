// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace rollcall {

/// Something that happened at one moment: a flag on the time axis.
struct HistoryEvent
{
    enum class Kind {
        Restart,        ///< the target's start time is another one
        VersionChange,  ///< `from`, `to`
        ConfigChange,   ///< its configuration hash is another one
        GuidedStep,     ///< of a guided procedure: `step`
        IncidentOpened, ///< `code`, `severity`, `evidence`
        IncidentClosed, ///< the same
        WatchStarted,   ///< this program began to watch: nothing is known from before
    };
    qint64 at = 0; ///< UTC, milliseconds since 1970
    Kind kind = Kind::Restart;
    QString target;    ///< name of the node, `proxy`, or empty for the cluster
    QJsonObject facts; ///< English keys; values are fit to be shown
    bool operator==(const HistoryEvent &) const = default;
};

} // namespace rollcall
