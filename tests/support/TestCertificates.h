// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>
#include <memory>

namespace rollcall::test {

/// A certificate and its key, as PEM.
struct TestIdentity
{
    QByteArray certificate;
    QByteArray key;
    QByteArray chain; ///< what the server sends besides its own: its issuers, without the root
};

/// What a test certificate says.
struct CertificateWish
{
    QString commonName = QStringLiteral("node.test");
    QStringList names = {QStringLiteral("DNS:node.test"), QStringLiteral("DNS:localhost"),
                         QStringLiteral("IP:127.0.0.1")};
    QDateTime notBefore = QDateTime::currentDateTimeUtc().addDays(-1);
    QDateTime notAfter = QDateTime::currentDateTimeUtc().addDays(90);
};

/// Certificates made by OpenSSL when the test runs: none lies in the repository to expire there.
class TestAuthority
{
public:
    TestAuthority();
    ~TestAuthority();

    QByteArray certificate() const; ///< the root, PEM: what goes into a CA file
    TestIdentity issue(const CertificateWish &wish = {}) const;
    static TestIdentity selfSigned(const CertificateWish &wish = {});

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace rollcall::test
