// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "watch/Watch.h"

#include <QString>

namespace rollcall {

/// What can be taken out of the node page as text. Never a secret: where one was sent there stands a variable.
namespace copy_text {

/// A probe as a command for a POSIX shell. The token is `$ROLLCALL_TOKEN`.
QString curl(const ProbeSpec &probe);
/// Text as a part of one line of Markdown: none of it is markup.
QString escaped(QString text);
/// A node with its state, reasons and probes, for a ticket.
QString markdown(const ClusterState &cluster, const TargetState &target, TimePoint now);
/// A raw answer: status, headers and body as plain text, control and direction characters made visible, cut after
/// 256 KiB.
QString answer(const Answer &answer);

} // namespace copy_text

} // namespace rollcall
