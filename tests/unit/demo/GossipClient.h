// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Client.h"
#include "support/StrictMessages.h"

#include <QTcpSocket>
#include <QtEndian>
#include <map>

namespace rollcall::test {

/// One recorded stream, as bytes.
inline QByteArray recordedBytes(const QString &name)
{
    return QByteArray::fromHex(readData(QStringLiteral("memberlist/") + name + QStringLiteral(".hex")).trimmed());
}

/// The request that pushes nothing, and the ping of whoever listens.
inline QByteArray membersRequest()
{
    return recordedBytes(QStringLiteral("pushpull-plain-state-dead.request"));
}
inline QByteArray pingRequest()
{
    return recordedBytes(QStringLiteral("ping-plain.request"));
}

/// One connection to a gossip port.
class GossipClient
{
public:
    GossipClient(const QString &host, quint16 port)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { bytes += socket.readAll(); });
        socket.connectToHost(host, port);
        waitFor([this] {
            return socket.state() == QAbstractSocket::UnconnectedState ||
                   socket.state() == QAbstractSocket::ConnectedState;
        });
    }
    bool isConnected() const { return socket.state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray &request)
    {
        socket.write(request);
        socket.flush();
    }
    /// All that comes until the other side closes.
    QByteArray untilClosed()
    {
        EXPECT_TRUE(waitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; }));
        return bytes;
    }
    /// Whether nothing comes for a while of real time.
    bool isSilent()
    {
        return !waitFor([this] { return !bytes.isEmpty() || !isConnected(); }, std::chrono::milliseconds(30));
    }

    QTcpSocket socket;
    QByteArray bytes;
};

/// A row of a plain answer.
struct GossipRow
{
    quint32 address = 0;
    int port = 0;
    int state = -1;
    quint32 incarnation = 0;
};

/// A plain answer as this server gives it: every byte that is no value has to be as recorded. By name.
inline std::map<QByteArray, GossipRow> gossipRows(const QByteArray &answer, std::vector<QByteArray> *order = nullptr)
{
    qsizetype at = 0;
    const auto expect = [&](const QByteArray &wanted) {
        EXPECT_EQ(answer.mid(at, wanted.size()).toHex(), wanted.toHex()) << "at " << at;
        at += wanted.size();
    };
    const auto byte = [&] { return at < answer.size() ? static_cast<quint8>(answer[at++]) : quint8{0}; };
    const auto number = [&]() -> quint32 {
        const quint8 type = byte();
        quint32 value = type;
        if (type > 0x7f) {
            EXPECT_TRUE(type >= 0xcc && type <= 0xce) << "at " << at;
            value = 0;
            for (int i = 0; i < 1 << (type - 0xcc); ++i)
                value = value << 8 | byte();
        }
        return value;
    };
    std::map<QByteArray, GossipRow> rows;
    expect(QByteArray::fromHex("0683a44a6f696ec2a54e6f646573"));
    const quint32 count = number();
    expect(QByteArray::fromHex("ac5573657253746174654c656e00"));
    for (quint32 i = 0; i < count && !testing::Test::HasNonfatalFailure(); ++i) {
        GossipRow row;
        expect(QByteArray::fromHex("87a441646472a4"));
        row.address = qFromBigEndian<quint32>(answer.mid(at, 4).leftJustified(4, '\0').constData());
        at += 4;
        expect(QByteArray::fromHex("ab496e6361726e6174696f6e"));
        row.incarnation = number();
        expect(QByteArray::fromHex("a44d657461c0a44e616d65"));
        const int length = byte() - 0xa0;
        const QByteArray name = answer.mid(at, length);
        at += length;
        expect(QByteArray::fromHex("a4506f7274"));
        row.port = static_cast<int>(number());
        expect(QByteArray::fromHex("a55374617465"));
        row.state = static_cast<int>(number());
        expect(QByteArray::fromHex("a356736ea6010502000000"));
        rows[name] = row;
        if (order)
            order->push_back(name);
    }
    EXPECT_EQ(at, answer.size());
    return rows;
}

} // namespace rollcall::test
