// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Fetch.h"
#include "net/TcpConnect.h"
#include "support/FakeClock.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Question final : public TcpQuestion
{
public:
    explicit Question(QByteArray message, qint64 most = 1'000'000) : m_message(std::move(message)), m_most(most) {}
    QByteArray message() override
    {
        ++asked;
        return m_message;
    }
    qint64 maxAnswer() const override { return m_most; }

    int asked = 0;

private:
    QByteArray m_message;
    qint64 m_most;
};

/// A peer that reads the question and then does as it is told.
class TcpQuestionTest : public testing::Test
{
protected:
    TcpQuestionTest()
    {
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::errorOccurred, socket, [this](QAbstractSocket::SocketError error) {
                if (error != QAbstractSocket::RemoteHostClosedError)
                    ++faults;
            });
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this] {
                received += socket->readAll();
                if (received == "hello")
                    react();
            });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, [this] { ++closed; });
        });
    }
    std::unique_ptr<TcpConnect> start(qint64 most = 1'000'000)
    {
        question = std::make_shared<Question>("hello", most);
        return TcpConnect::start(
            clock, {.host = u"127.0.0.1"_s, .port = server.serverPort(), .timeout = timeout, .question = question},
            [this](TcpResult &&result) { results.push_back(std::move(result)); });
    }
    TcpResult ask(qint64 most = 1'000'000)
    {
        const auto call = start(most);
        EXPECT_TRUE(waitFor([&] { return !results.empty(); }));
        return results.empty() ? TcpResult{} : results.front();
    }
    void answerAndClose(const QByteArray &answer)
    {
        react = [this, answer] {
            socket->write(answer);
            socket->disconnectFromHost();
        };
    }

    SystemClock clock;
    Milliseconds timeout{5000};
    QTcpServer server;
    QTcpSocket *socket = nullptr;
    std::function<void()> react = [] {};
    std::shared_ptr<Question> question;
    std::vector<TcpResult> results;
    QByteArray received;
    int closed = 0;
    int faults = 0;
};

} // namespace

TEST_F(TcpQuestionTest, TheAnswerIsAllThatComesUntilThePeerCloses)
{
    answerAndClose("world");
    const TcpResult result = ask();
    EXPECT_EQ(result.failure, NetFailure::None) << result.detail.toStdString();
    EXPECT_EQ(result.answer, "world");
    EXPECT_EQ(received, "hello");
    EXPECT_EQ(question->asked, 1);
    EXPECT_GT(result.connect.count(), 0);
    EXPECT_GE(result.total, result.connect);
    EXPECT_TRUE(waitFor([&] { return closed == 1; }));
    EXPECT_EQ(faults, 0);
}

TEST_F(TcpQuestionTest, ALongAnswerIsWhole)
{
    QByteArray answer;
    for (int i = 0; i < 100'000; ++i)
        answer += QByteArray::number(i);
    answerAndClose(answer);
    EXPECT_EQ(ask().answer, answer);
}

TEST_F(TcpQuestionTest, OnePieceAfterTheOther)
{
    QTimer pieces;
    QByteArray rest = "a rather slow answer";
    react = [&] { pieces.start(1ms); };
    QObject::connect(&pieces, &QTimer::timeout, &server, [&] {
        socket->write(rest.left(1));
        socket->flush();
        rest.remove(0, 1);
        if (rest.isEmpty()) {
            pieces.stop();
            socket->disconnectFromHost();
        }
    });
    EXPECT_EQ(ask().answer, "a rather slow answer");
}

TEST_F(TcpQuestionTest, ClosedWithoutAByteIsNoAnswer)
{
    answerAndClose({});
    const TcpResult result = ask();
    EXPECT_EQ(result.failure, NetFailure::Closed);
    EXPECT_TRUE(result.detail.contains(u"without an answer"_s));
}

TEST_F(TcpQuestionTest, MoreThanTheBoundIsReadNoFurther)
{
    answerAndClose(QByteArray(3'000'000, 'x'));
    const TcpResult result = ask(1000);
    EXPECT_EQ(result.failure, NetFailure::TooLarge);
    EXPECT_EQ(result.answer.size(), 1000);
}

TEST_F(TcpQuestionTest, ExactlyTheBoundIsAnAnswer)
{
    answerAndClose(QByteArray(1000, 'x'));
    EXPECT_EQ(ask(1000).failure, NetFailure::None);
}

TEST_F(TcpQuestionTest, SilenceIsATimeoutAndWhatCameIsKept)
{
    timeout = 80ms;
    react = [this] { socket->write("wor"); };
    const TcpResult result = ask();
    EXPECT_EQ(result.failure, NetFailure::Timeout);
    EXPECT_EQ(result.answer, "wor");
}

TEST_F(TcpQuestionTest, WhoDoesNotWaitAnyMoreStillLetsThePeerFinish)
{
    // A reset while it writes its answer would be an error line in the log of a real server.
    for (const bool isCancelled : {true, false}) {
        closed = 0;
        received.clear();
        results.clear();
        react = [] {};
        auto call = start();
        ASSERT_TRUE(waitFor([&] { return received == "hello"; }));
        if (isCancelled)
            call->cancel();
        else
            call.reset();
        socket->write(QByteArray(100'000, 'x'));
        ASSERT_TRUE(waitFor([&] { return socket->bytesToWrite() == 0; }));
        socket->disconnectFromHost();
        ASSERT_TRUE(waitFor([&] { return closed == 1; }));
        EXPECT_EQ(faults, 0);
        EXPECT_EQ(results.size(), isCancelled ? 1U : 0U);
    }
}

TEST_F(TcpQuestionTest, AMessageThatCannotBeMadeIsNotSent)
{
    std::vector<TcpResult> ended;
    const auto call = TcpConnect::start(clock,
                                        {.host = u"127.0.0.1"_s,
                                         .port = server.serverPort(),
                                         .timeout = timeout,
                                         .question = std::make_shared<Question>("")},
                                        [&](TcpResult &&result) { ended.push_back(std::move(result)); });
    ASSERT_TRUE(waitFor([&] { return !ended.empty(); }));
    EXPECT_EQ(ended[0].failure, NetFailure::BadRequest);
}
