// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpClient.h"

#include <openssl/types.h>

struct stack_st_X509; // OpenSSL's list of certificates

namespace rollcall {

/// Reads one certificate. `chain` is what the peer sent, the leaf first; it may be null.
PeerCertificate readCertificate(X509 *certificate, const stack_st_X509 *chain);

/// Whether `pin` is `sha256//` and 44 characters of base64: the only form that is compared.
bool isKeyPin(QStringView pin);

/// What one handshake found out about its peer.
struct TlsPeer
{
    std::shared_ptr<const PeerCertificate> certificate; ///< set as soon as the peer has shown one
    NetFailure failure = NetFailure::None;              ///< TlsUntrusted, TlsExpired, TlsPinChanged or None
    QString reason;                                     ///< OpenSSL's words for it
    QString pin;                                        ///< what was asked for; replaces the chain check
};

/// Takes over the certificate check of `context`: keeps what the peer shows, checks the pin if there is one, and the
/// chain against the context's store and the system's roots if there is none. Several faults at once: an untrusted
/// chain is reported before an expired one, because the dates of a stranger's certificate mean nothing; the name, which
/// the caller checks, comes last.
std::shared_ptr<TlsPeer> watchHandshake(SSL_CTX *context, const QString &pin);

/// What watchHandshake() learned when this connection was made; null if it did not watch. Kept connections answer too.
std::shared_ptr<const TlsPeer> peerOf(SSL *connection);

} // namespace rollcall
