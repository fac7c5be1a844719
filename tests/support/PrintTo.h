// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "health/Finding.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <ostream>

// GoogleTest finds these by the type's namespace: failures then show text instead of bytes.
inline void PrintTo(const QString &text, std::ostream *out)
{
    *out << '"' << text.toStdString() << '"';
}
inline void PrintTo(const QByteArray &bytes, std::ostream *out)
{
    *out << '"' << bytes.toStdString() << '"';
}

namespace rollcall {
inline void PrintTo(TargetId id, std::ostream *out)
{
    *out << '#' << id.value;
}
inline void PrintTo(State state, std::ostream *out)
{
    *out << stateName(state).toStdString();
}
inline void PrintTo(Code code, std::ostream *out)
{
    *out << codeName(code).toStdString();
}
} // namespace rollcall
