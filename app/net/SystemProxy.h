// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace rollcall {

/// The proxy to use for `url`, given the cluster file's `httpProxy` (`system`, `none` or a URL). Empty: none.
/// Loopback is never proxied.
QString proxyFor(const QUrl &url, const QString &httpProxy);

/// Whether the URL's host is this machine by its literal form: `localhost`, 127.0.0.0/8, ::1.
bool isLoopback(const QUrl &url);

} // namespace rollcall
