// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/Requests.h"

#include "gossip/AesGcm.h"
#include "gossip/Layout.h"

#include <QtEndian>
#include <openssl/rand.h>

namespace rollcall::gossip {

using namespace Qt::StringLiterals;

namespace {

bool isSeparator(char c)
{
    return c == ',' || c == ' ' || (c >= '\t' && c <= '\r');
}

/// The parts of a text between its separators; views into it, so that no copy of a secret is left behind.
std::vector<QByteArrayView> partsOf(QByteArrayView text)
{
    std::vector<QByteArrayView> parts;
    qsizetype start = 0;
    for (qsizetype at = 0; at <= text.size(); ++at) {
        if (at < text.size() && !isSeparator(text[at]))
            continue;
        if (at > start)
            parts.push_back(text.sliced(start, at - start));
        start = at + 1;
    }
    return parts;
}

/// The key that a text is the base64 of; empty where it is not.
Secret fromBase64(QByteArrayView text)
{
    if (text.size() % 4 != 0) // with padding, as Go wants it; Qt would do without
        return {};
    const QByteArray unowned = QByteArray::fromRawData(text.data(), text.size());
    auto decoded = QByteArray::fromBase64Encoding(unowned, QByteArray::AbortOnBase64DecodingErrors);
    Secret key(std::move(decoded.decoded));
    return decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok && isKeyLength(key.reveal().size())
               ? key
               : Secret();
}

QByteArray labelHeader(QByteArrayView label)
{
    QByteArray header;
    header.append(static_cast<char>(MessageType::Label));
    header.append(static_cast<char>(label.size()));
    return header.append(label);
}

} // namespace

QByteArray membersRequest()
{
    static constexpr char Bytes[] = "\x06\x83\xa4"
                                    "Join\xc2\xa5"
                                    "Nodes\x00\xac"
                                    "UserStateLen\x00";
    return {Bytes, sizeof Bytes - 1};
}

QByteArray pingRequest()
{
    static constexpr char Bytes[] = "\x00\x82\xa4"
                                    "Node\xa0\xa5"
                                    "SeqNo\x01";
    return {Bytes, sizeof Bytes - 1};
}

Result<std::vector<Secret>> keysFrom(const Secret &text)
{
    const QByteArrayView whole = QByteArrayView(text.reveal()).trimmed();
    const std::vector<QByteArrayView> parts = partsOf(whole);
    if (parts.empty())
        return Error{u"gossip.key"_s, u"there is no key"_s};
    std::vector<Secret> keys;
    for (const QByteArrayView part : parts) {
        Secret key = fromBase64(part);
        if (key.isEmpty())
            break;
        keys.push_back(std::move(key));
    }
    if (keys.size() == parts.size())
        return keys;
    if (isKeyLength(whole.size()))
        return std::vector<Secret>{Secret(whole.toByteArray())};
    if (parts.size() == 1)
        return Error{u"gossip.key"_s, u"the key is not base64 of 16, 24 or 32 bytes, nor as many bytes itself"_s};
    return Error{u"gossip.key"_s,
                 u"key %1 of %2 is not base64 of 16, 24 or 32 bytes"_s.arg(keys.size() + 1).arg(parts.size())};
}

QByteArray sealed(const QByteArray &request, const Secret &key, const QByteArray &label)
{
    char nonce[NonceSize];
    if (label.size() > LongestLabel || RAND_bytes(reinterpret_cast<uchar *>(nonce), NonceSize) != 1)
        return {};
    QByteArray frame(SealedPrefix, Qt::Uninitialized);
    frame[0] = static_cast<char>(MessageType::Encrypted);
    qToBigEndian(quint32(1 + NonceSize + request.size() + TagSize), frame.data() + 1);
    const std::optional<QByteArray> cipher = encrypted(request, key, {nonce, NonceSize}, QByteArray(frame + label));
    if (!cipher)
        return {};
    frame.append(static_cast<char>(SealVersion)).append(nonce, NonceSize).append(*cipher);
    return labelled(frame, label);
}

QByteArray labelled(const QByteArray &request, const QByteArray &label)
{
    if (label.isEmpty())
        return request;
    if (label.size() > LongestLabel)
        return {};
    return labelHeader(label) + request;
}

} // namespace rollcall::gossip
