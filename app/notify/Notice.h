// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace rollcall {

/// One message to a person outside the window. A value. Both texts are plain, in the person's language, and hold
/// nothing that a secret was read for.
struct Notice
{
    enum class Urgency { Low, Normal, Critical };
    enum class Kind {
        New,    ///< asks for attention
        Again,  ///< a reminder: asks for attention once more, also where it was closed
        Update, ///< corrects one that is still on the screen; nothing where it is not
        Ended   ///< takes the place of the one that it ends; may vanish by itself
    };

    QString cluster;
    QString group; ///< stable: what follows under the same name takes the place of what is shown
    Urgency urgency = Urgency::Normal;
    Kind kind = Kind::New;
    QString title;
    QString body;            ///< lines
    QList<qint64> incidents; ///< those that last, to be shown or acknowledged; empty: nothing to acknowledge
    bool operator==(const Notice &) const = default;
};

/// Where notices go: the desktop, or a test's own list.
class NoticeSink
{
public:
    virtual ~NoticeSink() = default;
    virtual void show(const Notice &notice) = 0;
    /// Takes it off the screen; nothing if it is not there.
    virtual void withdraw(const QString &group) = 0;
};

} // namespace rollcall
