// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"
#include "gossip/MembershipQuery.h"
#include "gossip/Requests.h"
#include "live/gossip/SerfCluster.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <algorithm>
#include <cstdio>

// The gossip query against real agents: connect, sealed request, sealed and compressed answer, decoded.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int Agents = 5;
constexpr int Queries = 300;

/// How long one query of that agent takes, in milliseconds; negative when it was not answered with all members.
double timeOf(const std::shared_ptr<gossip::MembershipQuery> &query, Clock &clock, const QString &address)
{
    TcpRequest request;
    request.host = address;
    request.port = test::SerfCluster::Port;
    request.question = query;
    QEventLoop loop;
    TcpResult answer;
    QElapsedTimer timer;
    timer.start();
    const auto connection = TcpConnect::start(clock, request, [&](TcpResult &&result) {
        answer = std::move(result);
        loop.quit();
    });
    loop.exec();
    const gossip::Reply reply = query->read(answer.answer);
    const double time = double(timer.nsecsElapsed()) / 1e6;
    const bool isAnswered = answer.failure == NetFailure::None && reply.kind == gossip::Reply::Kind::Members &&
                            reply.members.size() == Agents;
    return isAnswered ? time : -1;
}

} // namespace

std::vector<Figure> gossipQueryFigures()
{
    test::SerfOptions options;
    options.agents = Agents;
    options.keys = {test::freshKey(32)};
    test::SerfCluster cluster(options);
    for (const QString &error : {cluster.start(), cluster.waitUntilQuiet()}) {
        if (!error.isEmpty()) {
            std::fprintf(stderr, "benchmarks: %s\n", qPrintable(error));
            return {};
        }
    }
    SystemClock clock;
    const auto query =
        std::make_shared<gossip::MembershipQuery>(std::vector{Secret(QByteArray::fromBase64(options.keys.first()))});
    std::vector<double> times;
    for (int i = 0; i < Queries; ++i) {
        times.push_back(timeOf(query, clock, cluster.address(i % Agents)));
        if (times.back() < 0) {
            std::fprintf(stderr, "benchmarks: %s does not answer with its members\n",
                         qPrintable(cluster.where(i % Agents)));
            return {};
        }
    }
    std::ranges::sort(times);
    return {{u"gossip query of a cluster of five on loopback"_s, times[times.size() / 2], u"ms"_s, 3,
             u"median of %1, sealed and compressed; slowest %2 ms"_s.arg(Queries).arg(times.back(), 0, 'f', 1)}};
}

} // namespace rollcall::bench
