// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Result.h"

#include <QString>
#include <QStringList>
#include <optional>

namespace rollcall {

/// What the command line asks for. Everything in it has been checked.
struct Invocation
{
    enum class Kind { Window, Help, Version, Check, Watch, Gossip, Demo, Replay };
    Kind kind = Kind::Window;
    QString helpTopic; ///< Help: name of the command, or empty for the program
    // Common options.
    bool isJson = false;
    bool isQuiet = false;
    bool retries = true;
    std::optional<Milliseconds> timeout;
    QString logLevel = QStringLiteral("warning");
    // What to look at.
    QString file;                                   ///< empty with `isDemo`, and for the window
    QStringList files;                              ///< the window: to be opened in it; they are there
    QString recording;                              ///< Watch: where to; empty: nowhere
    bool isDemo = false;                            ///< the built-in cluster
    QString product = QStringLiteral("mattermost"); ///< of the built-in cluster: one of DemoCluster::products()
    QString gossip = QStringLiteral("compressed");  ///< the same: one of DemoCluster::gossipModes()
    // Of `gossip`.
    QString host; ///< without brackets
    int port = 0;
    QString keyVariable; ///< name of the environment variable that holds the key; empty: none
    QString label;       ///< empty: none
    // Of `demo`.
    std::optional<int> nodes; ///< absent: as many as the product usually has
    bool canary = false;
    QStringList faults; ///< `NAME` or `NAME:NODE`, as given
};

/// Reads the arguments (without the program's own name). The error is one line for a person; it repeats no value that
/// was given, because that could be a secret in the wrong place. Needs no application object.
Result<Invocation> readCommandLine(const QStringList &arguments);

/// What `--help` prints; `topic` is a command or empty for the program.
QString helpText(const QString &topic);

/// What `--version` prints.
QString versionText();

} // namespace rollcall
