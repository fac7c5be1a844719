// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/Product.h"
#include "support/FakeHttp.h"
#include "support/PrintTo.h"
#include "support/StrictMessages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rollcall::test {

/// Three nodes and a proxy, all of Mattermost.
inline ClusterFile threeNodes()
{
    ClusterFile file;
    file.name = QStringLiteral("production");
    for (int i = 1; i <= 3; ++i) {
        Node node;
        node.name = QStringLiteral("app%1").arg(i);
        node.url = QUrl(QStringLiteral("http://10.10.10.%1:8065").arg(i));
        file.nodes.push_back(node);
    }
    file.publicUrl = QUrl(QStringLiteral("https://chat.example.com"));
    return file;
}

inline Credentials withToken()
{
    Credentials credentials;
    credentials.token = Secret("abcdefghijklmnopqrstuvwxyz");
    return credentials;
}

inline ProbeSpecPtr probeNamed(const ClusterFile &file, TargetId target, const QString &id,
                               const Credentials &credentials = withToken())
{
    const QString &own = target.index() < file.nodes.size() ? file.nodes[target.index()].product : QString();
    for (const ProbeSpecPtr &probe :
         productNamed(own.isEmpty() ? file.product : own)->probes(file, target, credentials)) {
        if (probe->id == id)
            return probe;
    }
    return nullptr;
}

/// The whole answer to a probe of the first node (or the proxy).
inline Answer answerTo(const ProbeSpecPtr &spec, HttpResult result)
{
    Answer answer;
    answer.spec = spec;
    answer.at = TimePoint(std::chrono::hours(1));
    answer.utc = QDateTime(QDate(2026, 11, 20), QTime(20, 24, 20), Qt::UTC);
    answer.result = std::move(result);
    return answer;
}

inline Observation readAs(const QString &probe, HttpResult result, TargetId target = TargetId{0})
{
    const ClusterFile file = threeNodes();
    return productNamed(file.product)->read(answerTo(probeNamed(file, target, probe), std::move(result)));
}

inline Observation readBodyAs(const QString &probe, const QByteArray &body, int status = 200,
                              const QByteArray &head = "Content-Type: application/json\r\n")
{
    return readAs(probe, FakeHttp::answer(status, body, head).result);
}

inline Observation readRecorded(const QString &probe, const QString &name, TargetId target = TargetId{0})
{
    return readAs(probe, FakeHttp::recorded(readData(QStringLiteral("mattermost/5.35.4/") + name)).result, target);
}

template <class T>
const T *factOf(const Observation &observation)
{
    const T *found = nullptr;
    for (const Fact &fact : observation.facts) {
        if (const T *value = std::get_if<T>(&fact)) {
            EXPECT_EQ(found, nullptr) << "the same kind of fact twice";
            found = value;
        }
    }
    return found;
}

} // namespace rollcall::test

namespace rollcall {
inline void PrintTo(Outcome::Kind kind, std::ostream *out)
{
    static const char *const Names[] = {"Answered",    "Failed",   "Malformed", "Unexpected", "TooLarge",
                                        "RateLimited", "Rejected", "Forbidden", "NotAllowed", "Absent"};
    *out << Names[static_cast<int>(kind)];
}
inline void PrintTo(const Component &component, std::ostream *out)
{
    *out << component.name.toStdString() << (component.ok ? " ok" : " failed");
}
} // namespace rollcall
