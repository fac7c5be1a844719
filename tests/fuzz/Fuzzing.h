// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/Product.h"

#include <QByteArray>
#include <cstdint>
#include <cstdlib>

/// What the fuzz targets share: bytes to an answer, and a check that is never compiled out.
namespace rollcall::fuzz {

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// The bytes as a recorded answer: status line, headers, empty line, body. Whatever is missing is empty, so that any
/// bytes are one, and every recording is a seed.
inline HttpResult resultFrom(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    HttpResult result;
    const qsizetype statusEnd = bytes.indexOf("\r\n");
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (statusEnd < 0 || headEnd < 0) {
        result.status = 200;
        result.body = bytes;
        return result;
    }
    result.status = bytes.left(statusEnd).split(' ').value(1).toInt();
    if (headEnd > statusEnd)
        result.head = bytes.mid(statusEnd + 2, headEnd - statusEnd);
    result.body = bytes.mid(headEnd + 4);
    result.sentUtc = QDateTime::fromMSecsSinceEpoch(1795206259000, Qt::UTC);
    return result;
}

/// The probe of that id of a Mattermost node (or of its proxy).
inline ProbeSpecPtr probeNamed(const QString &id, bool isProxy = false)
{
    static const ClusterFile file = [] {
        ClusterFile made;
        Node node;
        node.name = QStringLiteral("app1");
        node.url = QUrl(QStringLiteral("http://127.0.0.1:8065"));
        made.nodes.push_back(node);
        made.publicUrl = QUrl(QStringLiteral("http://127.0.0.1:8080"));
        return made;
    }();
    Credentials credentials;
    credentials.token = Secret("abcdefghijklmnopqrstuvwxyz");
    const TargetId target{isProxy ? 1 : 0};
    for (const ProbeSpecPtr &probe : productNamed(QStringLiteral("mattermost"))->probes(file, target, credentials)) {
        if (probe->id == id)
            return probe;
    }
    std::abort();
}

/// Reads it, and checks what holds for every observation: a complaint never comes with the fact that it is about.
inline Observation readAs(const ProbeSpecPtr &spec, const HttpResult &result)
{
    Answer answer;
    answer.spec = spec;
    answer.result = result;
    Observation observation = productNamed(QStringLiteral("mattermost"))->read(answer);
    const Outcome &outcome = observation.outcome;
    require(outcome.kind != Outcome::Kind::Failed);
    require(outcome.firstBytes.size() <= 128);
    require(outcome.permission.isEmpty() || outcome.kind == Outcome::Kind::Forbidden);
    require(outcome.retryAfter.count() >= 0 && outcome.retryAfter <= std::chrono::hours(1));
    if (!outcome.answered()) {
        for (const Fact &fact : observation.facts)
            require(std::holds_alternative<IdentityFact>(fact));
    }
    return observation;
}

template <class T>
const T *factOf(const Observation &observation)
{
    for (const Fact &fact : observation.facts) {
        if (const T *value = std::get_if<T>(&fact))
            return value;
    }
    return nullptr;
}

} // namespace rollcall::fuzz
