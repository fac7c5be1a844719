// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TcpConnect.h"

#include "Fetch.h"
#include "support/FakeClock.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class TcpConnectTest : public testing::Test
{
protected:
    TcpConnectTest()
    {
        server.setListenBacklogSize(1024);
        server.setMaxPendingConnections(1024);
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            QTcpSocket *socket = server.nextPendingConnection();
            ++accepted;
            if (!banner.isEmpty())
                socket->write(banner);
            QObject::connect(socket, &QTcpSocket::errorOccurred, socket, [this](QAbstractSocket::SocketError error) {
                if (error != QAbstractSocket::RemoteHostClosedError)
                    ++faults;
            });
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { received += socket->readAll(); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, [this] { ++closed; });
        });
    }
    TcpRequest request(const QString &host = u"127.0.0.1"_s)
    {
        return {.host = host, .port = server.serverPort(), .timeout = 5s};
    }
    TcpResult connectTo(const TcpRequest &asked)
    {
        TcpResult answer;
        int results = 0;
        const auto call = TcpConnect::start(clock, asked, [&](TcpResult &&result) {
            answer = std::move(result);
            ++results;
        });
        EXPECT_EQ(results, 0) << "delivered from inside start()";
        EXPECT_TRUE(waitFor([&] { return results > 0; }));
        EXPECT_EQ(results, 1);
        return answer;
    }

    SystemClock clock;
    QTcpServer server;
    QByteArray banner;
    QByteArray received;
    int accepted = 0;
    int closed = 0;
    int faults = 0;
};

} // namespace

TEST_F(TcpConnectTest, ConnectsWritesNothingAndClosesCleanly)
{
    const TcpResult result = connectTo(request());
    EXPECT_EQ(result.failure, NetFailure::None);
    EXPECT_EQ(result.peerAddress, u"127.0.0.1"_s);
    EXPECT_GT(result.total.count(), 0);
    ASSERT_TRUE(waitFor([&] { return closed == 1; }));
    EXPECT_EQ(faults, 0);
    EXPECT_EQ(received, QByteArray());
}

TEST_F(TcpConnectTest, ABannerDoesNotTurnTheCloseIntoAReset)
{
    banner = QByteArray(200'000, 'b');
    EXPECT_EQ(connectTo(request()).failure, NetFailure::None);
    ASSERT_TRUE(waitFor([&] { return closed == 1; }));
    EXPECT_EQ(faults, 0);
}

TEST_F(TcpConnectTest, Refused)
{
    const TcpRequest asked = request();
    server.close();
    const TcpResult result = connectTo(asked);
    EXPECT_EQ(result.failure, NetFailure::Refused);
    EXPECT_TRUE(result.detail.contains(u"127.0.0.1:%1"_s.arg(asked.port)));
}

TEST_F(TcpConnectTest, NameNotFound)
{
    EXPECT_EQ(connectTo(request(QString(64, u'a') + u".invalid"_s)).failure, NetFailure::NameNotFound);
}

TEST_F(TcpConnectTest, NoRoute)
{
    EXPECT_EQ(connectTo(request(u"255.255.255.255"_s)).failure, NetFailure::NoRoute);
}

TEST_F(TcpConnectTest, WithoutAHostOrAPortIsABadRequest)
{
    EXPECT_EQ(connectTo({}).failure, NetFailure::BadRequest);
    EXPECT_EQ(connectTo({.host = u"127.0.0.1"_s, .port = 0}).failure, NetFailure::BadRequest);
}

TEST_F(TcpConnectTest, TheDeadlineComesFromTheClock)
{
    // The event loop does not turn, so the connection cannot be seen: only the clock moves.
    FakeClock fake;
    std::vector<TcpResult> results;
    TcpRequest asked = request();
    asked.timeout = 700ms;
    const auto call = TcpConnect::start(fake, asked, [&](TcpResult &&result) { results.push_back(std::move(result)); });
    fake.advance(699ms);
    EXPECT_TRUE(results.empty());
    fake.advance(1ms);
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].failure, NetFailure::Timeout);
    EXPECT_EQ(results[0].total, 700ms);
    waitFor([&] { return closed > 0; }, 50ms); // what the socket says later is not heard
    EXPECT_EQ(results.size(), 1U);
}

TEST_F(TcpConnectTest, CancelDeliversOnceAndLater)
{
    std::vector<NetFailure> results;
    auto call = TcpConnect::start(clock, request(), [&](TcpResult &&result) { results.push_back(result.failure); });
    call->cancel();
    call->cancel();
    EXPECT_TRUE(results.empty());
    ASSERT_TRUE(waitFor([&] { return !results.empty(); }));
    call->cancel();
    connectTo(request()); // the loop turns
    EXPECT_EQ(results, std::vector{NetFailure::Cancelled});
}

TEST_F(TcpConnectTest, DestroyedIsSilentAlsoInItsCallback)
{
    int results = 0;
    TcpConnect::start(clock, request(), [&](TcpResult &&) { ++results; }).reset();
    connectTo(request());
    EXPECT_EQ(results, 0);

    std::unique_ptr<TcpConnect> call;
    call = TcpConnect::start(clock, request(), [&](TcpResult &&) {
        call.reset();
        ++results;
    });
    ASSERT_TRUE(waitFor([&] { return results > 0; }));
    const TcpRequest asked = request();
    server.close();
    call = TcpConnect::start(clock, asked, [&](TcpResult &&result) {
        EXPECT_EQ(result.failure, NetFailure::Refused);
        call.reset();
        ++results;
    });
    ASSERT_TRUE(waitFor([&] { return results == 2; }));
}

TEST_F(TcpConnectTest, HundredsAtOnce)
{
    int good = 0;
    int ended = 0;
    std::vector<std::unique_ptr<TcpConnect>> calls;
    calls.reserve(300);
    for (int i = 0; i < 300; ++i) {
        calls.push_back(TcpConnect::start(clock, request(), [&](TcpResult &&result) {
            good += result.failure == NetFailure::None ? 1 : 0;
            ++ended;
        }));
    }
    ASSERT_TRUE(waitFor([&] { return ended == 300; }));
    EXPECT_EQ(good, 300);
}
