// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Finding.h"

#include <QByteArray>
#include <QString>

namespace rollcall {

class Interrupt;

/// Standard output or standard error. Nothing is buffered here; what is written is whole or the reader has gone.
class Output
{
public:
    /// `interrupt`, if given, bounds the wait for a reader that does not read: half a second after a signal the rest is
    /// dropped.
    explicit Output(int descriptor, const Interrupt *interrupt = nullptr);

    /// False: the reader has gone, now or earlier. Blocks while a living reader is slow.
    bool write(const QByteArray &bytes);
    bool write(const QString &text) { return write(text.toUtf8()); }
    /// Whether the reader of a pipe has gone, without writing to it.
    bool hasLostReader();
    /// A terminal that wants colour: not with NO_COLOR, not on a dumb one.
    bool hasColour() const { return m_hasColour; }
    /// The text in the state's colour, if there is colour.
    QString coloured(State state, const QString &text) const;

private:
    int m_descriptor;
    const Interrupt *m_interrupt;
    bool m_hasColour = false;
    bool m_isLost = false;
};

} // namespace rollcall
