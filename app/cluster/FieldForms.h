// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QString>
#include <QUrl>

namespace rollcall {

// The forms that texts of a cluster file may have. Pure; each says yes or no.

/// Line breaks, NUL, the other control characters, those that turn the direction of text, and the byte order mark.
bool hasControlCharacter(QStringView text);
/// Not empty, at most 200 characters, no space at either end.
bool isName(QStringView text);
bool isFilePath(QStringView text);
bool isEnvironmentVariable(QStringView text);
/// `host:port`; an IPv6 address stands in brackets.
bool isHostPort(QStringView text);
/// `user@host:port`, `host`, or a host of the person's ssh configuration. Never something that ssh would take for an
/// option.
bool isJumpHost(QStringView text);
/// `sha256//` and the base64 of 32 bytes.
bool isPin(QStringView text);
/// A path of a URL, with its query if any: begins with `/`, no spaces, no fragment.
bool isUrlPath(QStringView text);
/// Of the gossip layer: 1 to 255 bytes.
bool isLabel(QStringView text);
/// The name of an HTTP header.
bool isHeaderName(QStringView text);
/// Whether this header commonly carries a credential, so that its value must be a secret reference.
bool isCredentialHeader(QStringView name);
/// A finding's code by its shape: `node.unreachable`.
bool isCode(QStringView text);
/// A path into JSON: begins with `$`.
bool isJsonPath(QStringView text);
/// `type/subtype`, or a part of it.
bool isMediaType(QStringView text);
/// `system`, `none`, or an `http://` or `socks5h://` URL of host and port.
bool isHttpProxy(QStringView text);

enum class UrlUse {
    Product, ///< http or https, the address of a node: no query
    Generic, ///< http, https, or tcp://host:port
    Http,    ///< http or https
    Tcp,     ///< tcp://host:port
};

/// The error's message is what was expected. A URL that holds a user or password is refused: it may be a secret.
Result<QUrl> readUrl(const QString &text, UrlUse use);

} // namespace rollcall
