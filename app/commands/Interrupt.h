// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace rollcall {

/// SIGINT, SIGTERM and SIGHUP as a signal of the event loop. One at a time in a process: signals have no owner. From
/// its construction on SIGPIPE is ignored, so that a reader that went away is an error of write() and no sudden end.
class Interrupt final : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

    /// Readable once a signal has come, and from then on; for poll().
    int descriptor() const;
    bool isRaised() const;

Q_SIGNALS:
    /// Once, from the event loop.
    void raised();
};

} // namespace rollcall
