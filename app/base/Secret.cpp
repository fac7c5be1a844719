// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Secret.h"

#include <cstring>

namespace rollcall {

namespace {

/// Overwrites through a volatile pointer: a plain memset before the end of a lifetime may be optimised away.
void wipe(QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    volatile char *p = bytes.data(); // detaches: every Secret owns its bytes alone
    for (qsizetype i = 0; i < bytes.size(); ++i)
        p[i] = 0;
    bytes.clear();
}

} // namespace

// A deep copy each time: with implicit sharing, wiping would first detach and leave the shared bytes behind.
Secret::Secret(QByteArray bytes) : m_bytes(bytes.constData(), bytes.size())
{
    wipe(bytes);
}

Secret::Secret(const Secret &other) : m_bytes(other.m_bytes.constData(), other.m_bytes.size()) {}

Secret::Secret(Secret &&other) noexcept : m_bytes(std::move(other.m_bytes)) {}

Secret &Secret::operator=(Secret other) noexcept
{
    m_bytes.swap(other.m_bytes);
    return *this;
}

Secret::~Secret()
{
    wipe(m_bytes);
}

} // namespace rollcall
