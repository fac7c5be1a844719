// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Certificate.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

namespace rollcall::demo {

namespace {

struct Free
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
};

/// DER as OpenSSL's `i2d` functions write it: length first, then the bytes.
template <class Write>
QByteArray der(Write write)
{
    const int length = write(nullptr);
    QByteArray bytes(std::max(length, 0), '\0');
    auto *at = reinterpret_cast<unsigned char *>(bytes.data());
    if (length > 0)
        write(&at);
    return bytes;
}

constexpr long Day = 24L * 60 * 60;

} // namespace

Identity makeIdentity()
{
    const std::unique_ptr<EVP_PKEY, Free> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const std::unique_ptr<X509, Free> certificate(X509_new());
    X509 *made = certificate.get();
    X509_set_version(made, X509_VERSION_3);
    quint64 serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), serial >> 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -Day);
    X509_gmtime_adj(X509_getm_notAfter(made), 3650 * Day);
    X509_set_pubkey(made, key.get());
    X509_NAME *subject = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("localhost"), -1,
                               -1, 0);
    X509_set_issuer_name(made, subject);
    X509_sign(made, key.get(), EVP_sha256());

    Identity identity;
    identity.configuration = QSslConfiguration::defaultConfiguration();
    identity.configuration.setLocalCertificate(
        QSslCertificate(der([&](unsigned char **at) { return i2d_X509(made, at); }), QSsl::Der));
    identity.configuration.setPrivateKey(
        QSslKey(der([&](unsigned char **at) { return i2d_PrivateKey(key.get(), at); }), QSsl::Ec, QSsl::Der));
    identity.configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // of clients, which need no certificate
    const QByteArray publicKey = der([&](unsigned char **at) { return i2d_PUBKEY(key.get(), at); });
    identity.pin = "sha256//" + QCryptographicHash::hash(publicKey, QCryptographicHash::Sha256).toBase64();
    return identity;
}

} // namespace rollcall::demo
