// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslConfiguration>

namespace rollcall::demo {

/// A key and the certificate that it signed for itself, as an appliance ships it.
struct Identity
{
    QSslConfiguration configuration; ///< of a server that shows it
    QByteArray pin;                  ///< `sha256//BASE64` of the public key, as a cluster file carries it
};

/// A new one each time: EC P-256, CN=localhost, from yesterday on for ten years. The key is in memory alone.
Identity makeIdentity();

} // namespace rollcall::demo
