// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"

#include "support/WebSocketAnswer.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <cstdio>

// The command `check` as a person runs it, on five healthy nodes of different speed.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

/// A node that answers every question after its own delay.
class SlowNode
{
public:
    SlowNode(const QHostAddress &address, std::chrono::milliseconds delay) : m_delay(delay)
    {
        m_server.listen(address, 0);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                serve(socket);
        });
    }
    int port() const { return m_server.serverPort(); }

private:
    void serve(QTcpSocket *socket)
    {
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            if (!socket->peek(65536).contains("\r\n\r\n"))
                return;
            const QByteArray answer = answerTo(socket->readAll());
            QTimer::singleShot(m_delay, Qt::PreciseTimer, socket, [socket, answer] { socket->write(answer); });
        });
    }

    /// As a healthy server does: it takes WebSockets, too.
    static QByteArray answerTo(const QByteArray &request)
    {
        if (const QByteArray key = test::webSocketKey(request); !key.isEmpty())
            return test::webSocketAnswer(key);
        QByteArray body = "{}";
        if (request.startsWith("GET /api/v4/system/ping?get_server_status"))
            body = R"({"database_status":"OK","filestore_status":"OK","status":"OK"})";
        else if (request.startsWith("GET /api/v4/license/client"))
            body = R"({"IsLicensed":"false"})";
        else if (request.startsWith("GET /api/v4/config/client"))
            body = R"({"BuildNumber":"5.35.4","Version":"5.35.4"})";
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
               "X-Version-Id: 5.35.4.5.35.4.06a8638b0b68f072c13f9867479dd147.false\r\n"
               "Content-Length: " +
               QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    QTcpServer m_server;
    std::chrono::milliseconds m_delay;
};

} // namespace

std::vector<Figure> checkFigures()
{
    const QString program = QStringLiteral(ROLLCALL_PROGRAM);
    if (!QFile::exists(program)) {
        std::fprintf(stderr, "benchmarks: there is no %s\n", qPrintable(program));
        return {};
    }
    constexpr int Delays[] = {20, 30, 40, 50, 60};
    std::vector<std::unique_ptr<SlowNode>> nodes;
    QByteArray list;
    for (const int delay : Delays) {
        const QString address = u"127.0.0.%1"_s.arg(nodes.size() + 2);
        nodes.push_back(std::make_unique<SlowNode>(QHostAddress(address), std::chrono::milliseconds(delay)));
        list += (list.isEmpty() ? "" : ", ") + u"{ \"name\": \"app%1\", \"url\": \"http://%2:%3\" }"_s.arg(nodes.size())
                                                   .arg(address)
                                                   .arg(nodes.back()->port())
                                                   .toUtf8();
    }
    QTemporaryDir folder;
    QFile file(folder.filePath(u"cluster.json"_s));
    if (!file.open(QFile::WriteOnly))
        return {};
    file.write(R"({ "schema": 1, "name": "benchmark", "product": "mattermost", "metrics": false, "gossip": false,
                    "nodes": [ )" +
               list + " ] }");
    file.close();

    std::vector<double> times;
    int failures = 0;
    for (int i = 0; i < 9; ++i) {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        QElapsedTimer timer;
        timer.start();
        bool isDone = false;
        QObject::connect(&process, &QProcess::finished, &process, [&](int status) {
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
            isDone = true;
            if (status != 0) {
                ++failures;
                std::fprintf(stderr, "%s", process.readAll().constData());
            }
        });
        process.start(program, {u"check"_s, file.fileName()});
        while (!isDone && timer.elapsed() < 30000)
            runFor(std::chrono::milliseconds(20));
    }
    if (failures > 0 || times.size() < 9)
        return {};
    std::ranges::sort(times);
    const double slowest = Delays[4];
    return {{u"check on five healthy nodes, the slowest answering in 60 ms"_s, times[times.size() / 2], u"ms"_s,
             1.5 * slowest + 50, u"median of 9; quickest %1 ms"_s.arg(times.front(), 0, 'f', 0)}};
}

} // namespace rollcall::bench
