// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"
#include "gossip/Reply.h"
#include "support/MemberlistFrames.h"

#include <algorithm>
#include <cstdio>

// What a node's answer costs on its way from bytes to a member list. Not here: the way over the network, which needs a
// real cluster.

namespace rollcall::bench {

using namespace Qt::StringLiterals;
using namespace rollcall::test;

namespace {

constexpr int Members = 1000;
constexpr int Rounds = 101;

/// As of a large cluster: names of hosts, and a meta of a few words.
QByteArray manyMembers()
{
    QByteArrayList nodes;
    for (int i = 0; i < Members; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray address = frames::bigEndian(quint32(0x0a000000 + i));
        nodes.append(frames::nodeState({.name = "mattermost-app-" + number + ".example.org",
                                        .address = address,
                                        .incarnation = quint32(i * 7),
                                        .meta = "{\"id\":\"" + number + "\",\"zone\":\"a\"}"}));
    }
    return frames::pushPull(nodes, QByteArray(600, 'u'));
}

/// Milliseconds of decoding it, the median; over any bound when it is not decoded.
double timeOf(const QByteArray &answer, const std::vector<Secret> &keys)
{
    std::vector<double> times;
    for (int i = 0; i < Rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const gossip::Reply reply = gossip::decode(answer, keys);
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        if (reply.members.size() != size_t{Members}) {
            std::fprintf(stderr, "benchmarks: the answer was not decoded: %s\n", qPrintable(reply.text));
            return 1e9;
        }
        times.push_back(time.count());
    }
    std::ranges::nth_element(times, times.begin() + Rounds / 2);
    return times[Rounds / 2];
}

Figure decodingFigure(const QString &how, const QByteArray &answer, const std::vector<Secret> &keys = {})
{
    return {u"decode 1,000 members of the gossip, "_s + how, timeOf(answer, keys), u"ms"_s, 5,
            u"%1 KB, median of %2"_s.arg(answer.size() / 1000).arg(Rounds)};
}

} // namespace

std::vector<Figure> gossipFigures()
{
    const Secret key(QByteArray(32, 'k'));
    const QByteArray plain = manyMembers();
    const QByteArray compressed = frames::compressed(plain);
    return {decodingFigure(u"plain"_s, plain), decodingFigure(u"compressed"_s, compressed),
            decodingFigure(u"compressed and sealed"_s, frames::sealedAs(gossip::SealVersion, compressed, key), {key})};
}

} // namespace rollcall::bench
