// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Certificates.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <array>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// A hostile certificate may hold any number of names and any length; nobody reads more.
constexpr int MostNames = 100;
constexpr int LongestText = 512;
constexpr int MostChain = 20;

template <auto Free>
struct Freer
{
    template <class T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freer<GENERAL_NAMES_free>>;

QString nameText(const X509_NAME *name)
{
    const Bio out(BIO_new(BIO_s_mem()));
    // RFC 2253 escapes control characters; without escaping of the high bit UTF-8 stays readable.
    if (!name || !out || X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
        return {};
    char *text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    return QString::fromUtf8(text, std::min<long>(length, LongestText));
}

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

QString addressText(const ASN1_OCTET_STRING *bytes)
{
    const unsigned char *data = ASN1_STRING_get0_data(bytes);
    if (ASN1_STRING_length(bytes) == 4)
        return QHostAddress(quint32(data[0]) << 24 | quint32(data[1]) << 16 | quint32(data[2]) << 8 | data[3])
            .toString();
    if (ASN1_STRING_length(bytes) == 16)
        return QHostAddress(data).toString();
    return {};
}

QStringList namesOf(X509 *certificate)
{
    QStringList found;
    const Names names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    const int count = names ? std::min(sk_GENERAL_NAME_num(names.get()), MostNames) : 0;
    for (int i = 0; i < count; ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names.get(), i);
        QString text;
        if (name->type == GEN_DNS)
            text = QString::fromUtf8(QByteArrayView(ASN1_STRING_get0_data(name->d.dNSName),
                                                    std::min(ASN1_STRING_length(name->d.dNSName), LongestText)));
        else if (name->type == GEN_IPADD)
            text = addressText(name->d.iPAddress);
        if (!text.isEmpty())
            found.append(text);
    }
    return found;
}

/// Where a context keeps what its handshakes found out: OpenSSL frees it together with the context.
int peerIndex()
{
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr,
                                                      [](void *, void *peer, CRYPTO_EX_DATA *, int, long, void *) {
                                                          delete static_cast<std::shared_ptr<TlsPeer> *>(peer);
                                                      });
    return index;
}

std::shared_ptr<TlsPeer> *peerIn(const SSL_CTX *context)
{
    return static_cast<std::shared_ptr<TlsPeer> *>(SSL_CTX_get_ex_data(context, peerIndex()));
}

bool isAboutTime(int error)
{
    return error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
}

/// Passes over wrong dates, keeping the first: only so is it known whether anything else is wrong too.
int onChainFault(int isGood, X509_STORE_CTX *store)
{
    if (isGood == 1)
        return 1;
    const int error = X509_STORE_CTX_get_error(store);
    if (!isAboutTime(error))
        return 0;
    const auto *connection =
        static_cast<const SSL *>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    TlsPeer &peer = **peerIn(SSL_get_SSL_CTX(connection));
    if (peer.failure == NetFailure::None) {
        peer.failure = NetFailure::TlsExpired;
        X509 *culprit = X509_STORE_CTX_get_current_cert(store);
        const QString subject = nameText(X509_get_subject_name(culprit));
        peer.reason =
            error == X509_V_ERR_CERT_HAS_EXPIRED
                ? u"%1 expired on %2"_s.arg(subject, timeOf(X509_get0_notAfter(culprit)).toString(Qt::ISODate))
                : u"%1 is not valid before %2"_s.arg(subject,
                                                     timeOf(X509_get0_notBefore(culprit)).toString(Qt::ISODate));
    }
    return 1;
}

int verify(X509_STORE_CTX *store, void *argument)
{
    TlsPeer &peer = *static_cast<TlsPeer *>(argument);
    X509 *leaf = X509_STORE_CTX_get0_cert(store);
    const auto certificate =
        std::make_shared<const PeerCertificate>(readCertificate(leaf, X509_STORE_CTX_get0_untrusted(store)));
    peer.certificate = certificate;
    peer.failure = NetFailure::None;
    peer.reason.clear();

    if (!peer.pin.isEmpty()) {
        if (certificate->pin == peer.pin) {
            X509_STORE_CTX_set_error(store, X509_V_OK);
            return 1;
        }
        peer.failure = NetFailure::TlsPinChanged;
        X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
        return 0;
    }

    X509_STORE_CTX_set_verify_cb(store, onChainFault);
    const bool isGood = X509_verify_cert(store) == 1;
    if (!isGood) {
        const int error = X509_STORE_CTX_get_error(store);
        peer.failure = NetFailure::TlsUntrusted;
        peer.reason = QString::fromLatin1(X509_verify_cert_error_string(error));
        return 0;
    }
    if (peer.failure != NetFailure::None) {
        X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_HAS_EXPIRED);
        return 0;
    }
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

/// OpenSSL's own choice of a place, which its two variables can change.
QString placeOf(const char *variable, const char *standard)
{
    const QByteArray chosen = qgetenv(variable);
    return QString::fromLocal8Bit(chosen.isEmpty() ? QByteArray(standard) : chosen);
}

/// A folder made by c_rehash, as update-ca-certificates does, is looked into by name when a chain needs a root.
/// X509_STORE_set_default_paths() would read all roots at each handshake, which takes longer than an event on the main
/// thread may. The single file is read (once for each store; curl keeps its stores) only where there is no such folder,
/// or where it lies elsewhere: somebody wants other roots.
void addSystemRoots(X509_STORE *store)
{
    static const int known = X509_STORE_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    if (X509_STORE_get_ex_data(store, known))
        return;
    X509_STORE_set_ex_data(store, known, store); // any value will do
    const QDir folder(placeOf(X509_get_default_cert_dir_env(), X509_get_default_cert_dir()));
    const QFileInfo file(placeOf(X509_get_default_cert_file_env(), X509_get_default_cert_file()));
    const bool isHashed = !folder.entryList({u"*.0"_s}, QDir::Files).isEmpty();
    if (isHashed)
        X509_LOOKUP_add_dir(X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir()),
                            folder.path().toLocal8Bit().constData(), X509_FILETYPE_PEM);
    if (!isHashed || QFileInfo(file.canonicalFilePath()).canonicalPath() != folder.canonicalPath())
        X509_LOOKUP_load_file(X509_STORE_add_lookup(store, X509_LOOKUP_file()),
                              file.filePath().toLocal8Bit().constData(), X509_FILETYPE_PEM);
    ERR_clear_error(); // neither has to be there
}

} // namespace

bool isKeyPin(QStringView pin)
{
    if (!pin.startsWith("sha256//"_L1))
        return false;
    const auto decoded =
        QByteArray::fromBase64Encoding(pin.sliced(8).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == 32 && pin.size() == 8 + 44;
}

PeerCertificate readCertificate(X509 *certificate, const stack_st_X509 *chain)
{
    PeerCertificate read;
    if (!certificate)
        return read;
    read.subject = nameText(X509_get_subject_name(certificate));
    read.issuer = nameText(X509_get_issuer_name(certificate));
    read.names = namesOf(certificate);
    read.notBefore = timeOf(X509_get0_notBefore(certificate));
    read.notAfter = timeOf(X509_get0_notAfter(certificate));

    unsigned char *key = nullptr;
    if (const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &key); length > 0) {
        read.pin = u"sha256//"_s +
                   QString::fromLatin1(
                       QCryptographicHash::hash(QByteArrayView(key, length), QCryptographicHash::Sha256).toBase64());
        OPENSSL_free(key);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1)
        read.fingerprint = QString::fromLatin1(
            QByteArray(QByteArrayView(digest.data(), qsizetype(size)).toByteArray()).toHex(':').toUpper());
    const int count = chain ? std::min(sk_X509_num(chain), MostChain) : 0;
    for (int i = 0; i < count; ++i)
        read.chain.append(nameText(X509_get_subject_name(sk_X509_value(chain, i))));
    if (count == 0)
        read.chain.append(read.subject);
    ERR_clear_error();
    return read;
}

std::shared_ptr<TlsPeer> watchHandshake(SSL_CTX *context, const QString &pin)
{
    auto peer = std::make_shared<TlsPeer>();
    peer->pin = pin;
    SSL_CTX_set_ex_data(context, peerIndex(), new std::shared_ptr<TlsPeer>(peer));
    SSL_CTX_set_cert_verify_callback(context, verify, peer.get());
    // A second handshake on a connection in use could show another certificate than the one that was judged.
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    if (pin.isEmpty())
        addSystemRoots(SSL_CTX_get_cert_store(context));
    return peer;
}

std::shared_ptr<const TlsPeer> peerOf(SSL *connection)
{
    const std::shared_ptr<TlsPeer> *peer = connection ? peerIn(SSL_get_SSL_CTX(connection)) : nullptr;
    return peer ? *peer : nullptr;
}

} // namespace rollcall
