// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestCertificates.h"

#include <cstdlib>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace rollcall::test {

namespace {

struct KeyFree
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
struct CertificateFree
{
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyFree>;
using Certificate = std::unique_ptr<X509, CertificateFree>;

template <class Write>
QByteArray pem(Write write)
{
    BIO *out = BIO_new(BIO_s_mem());
    write(out);
    char *text = nullptr;
    const long length = BIO_get_mem_data(out, &text);
    QByteArray bytes(text, length);
    BIO_free(out);
    return bytes;
}

QByteArray pemOf(X509 *certificate)
{
    return pem([&](BIO *out) { PEM_write_bio_X509(out, certificate); });
}

QByteArray pemOf(EVP_PKEY *key)
{
    return pem([&](BIO *out) { PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

void extend(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    if (!extension)
        std::abort(); // a test that asks for a name that cannot be
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/// Signed by `issuer`, or by itself when that is null.
Certificate make(const CertificateWish &wish, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey, bool isAuthority)
{
    Certificate certificate(X509_new());
    X509 *made = certificate.get();
    X509_set_version(made, 2);
    quint64 serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), serial >> 1);
    ASN1_TIME_set(X509_getm_notBefore(made), wish.notBefore.toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(made), wish.notAfter.toSecsSinceEpoch());
    X509_set_pubkey(made, key);
    const QByteArray name = wish.commonName.toUtf8();
    X509_NAME *subject = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(name.constData()),
                               -1, -1, 0);
    X509_set_issuer_name(made, issuer ? X509_get_subject_name(issuer) : subject);
    X509 *signer = issuer ? issuer : made;
    if (isAuthority) {
        extend(made, signer, NID_basic_constraints, "critical,CA:TRUE");
        extend(made, signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    } else if (!wish.names.isEmpty()) {
        extend(made, signer, NID_subject_alt_name, wish.names.join(QLatin1Char(',')).toUtf8());
    }
    extend(made, signer, NID_subject_key_identifier, "hash");
    X509_sign(made, issuerKey ? issuerKey : key, EVP_sha256());
    return certificate;
}

} // namespace

struct TestAuthority::Parts
{
    Key key{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
    Certificate certificate;
};

TestAuthority::TestAuthority() : m_parts(std::make_unique<Parts>())
{
    CertificateWish wish;
    wish.commonName = QStringLiteral("Rollcall test root");
    m_parts->certificate = make(wish, m_parts->key.get(), nullptr, nullptr, true);
}

TestAuthority::~TestAuthority() = default;

QByteArray TestAuthority::certificate() const
{
    return pemOf(m_parts->certificate.get());
}

TestIdentity TestAuthority::issue(const CertificateWish &wish) const
{
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const Certificate leaf = make(wish, key.get(), m_parts->certificate.get(), m_parts->key.get(), false);
    return {pemOf(leaf.get()), pemOf(key.get()), {}};
}

TestIdentity TestAuthority::selfSigned(const CertificateWish &wish)
{
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const Certificate leaf = make(wish, key.get(), nullptr, nullptr, false);
    return {pemOf(leaf.get()), pemOf(key.get()), {}};
}

} // namespace rollcall::test
