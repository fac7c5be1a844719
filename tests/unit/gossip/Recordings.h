// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gossip/Reply.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <gtest/gtest.h>

/// The streams of real nodes; see tests/data/memberlist/README.md.
namespace rollcall::test {

inline QByteArray recordedFile(const QString &name)
{
    QFile file(QStringLiteral(ROLLCALL_TEST_DATA "/memberlist/") + name);
    EXPECT_TRUE(file.open(QFile::ReadOnly)) << name.toStdString();
    return file.readAll();
}
inline QByteArray recordedBytes(const QString &name)
{
    return QByteArray::fromHex(recordedFile(name).trimmed());
}
inline Secret keyOfHex(const QString &hex)
{
    return Secret(QByteArray::fromHex(hex.toLatin1()));
}
/// The key of all AES-256 recordings.
inline Secret recordedKey()
{
    return keyOfHex(QStringLiteral("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
}

struct Recording
{
    QString name;
    QByteArray request;
    QByteArray response;
    QJsonObject expected; ///< empty: no answer came
    std::vector<Secret> keys;
    Secret requestKey; ///< the same, if not told otherwise
    QByteArray label;
};

/// Those of TCP, in the order of index.json.
inline const std::vector<Recording> &recordings()
{
    static const std::vector<Recording> all = [] {
        std::vector<Recording> made;
        const QJsonArray index = QJsonDocument::fromJson(recordedFile(QStringLiteral("index.json"))).array();
        for (const QJsonValue &value : index) {
            const QJsonObject entry = value.toObject();
            if (!entry.contains(QLatin1StringView("request")))
                continue; // UDP
            Recording recording;
            recording.name = entry[QLatin1StringView("name")].toString();
            recording.request = recordedBytes(entry[QLatin1StringView("request")].toString());
            recording.response = recordedBytes(entry[QLatin1StringView("response")].toString());
            if (const QJsonValue expected = entry[QLatin1StringView("expected")]; expected.isString())
                recording.expected = QJsonDocument::fromJson(recordedFile(expected.toString())).object();
            if (const QJsonValue key = entry[QLatin1StringView("keyHex")]; key.isString())
                recording.keys.push_back(keyOfHex(key.toString()));
            if (const QJsonValue key = entry[QLatin1StringView("requestKeyHex")]; key.isString())
                recording.requestKey = keyOfHex(key.toString());
            else if (!recording.keys.empty() && recording.request.front() != 6)
                recording.requestKey = recording.keys.front();
            recording.label = entry[QLatin1StringView("label")].toString().toUtf8();
            made.push_back(std::move(recording));
        }
        return made;
    }();
    return all;
}

inline const Recording &recording(const char *name)
{
    for (const Recording &candidate : recordings()) {
        if (candidate.name == QLatin1StringView(name))
            return candidate;
    }
    ADD_FAILURE() << "no recording " << name;
    return recordings().front();
}

} // namespace rollcall::test

namespace rollcall::gossip {
inline void PrintTo(Reply::Kind kind, std::ostream *out)
{
    static constexpr const char *Names[] = {"Ack",          "Members", "Error",         "NeedsKey", "KeyRefused",
                                            "NotEncrypted", "Empty",   "NotMemberlist", "Damaged",  "TooLarge"};
    *out << Names[static_cast<int>(kind)];
}
} // namespace rollcall::gossip
