// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Client.h"
#include "demo/DemoCluster.h"
#include "support/FakeClock.h"
#include "support/StrictMessages.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace rollcall::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A built-in cluster of one product, asked over real sockets, on a clock that stands still.
struct ProductFixture : testing::Test
{
    FakeClock clock;
    std::unique_ptr<DemoCluster> cluster;
    QJsonObject file;

    void make(const QString &product, const QStringList &faults = {}, std::optional<int> nodes = {})
    {
        cluster =
            std::make_unique<DemoCluster>(DemoCluster::Options{.product = product, .nodes = nodes, .clock = &clock});
        for (const QString &fault : faults)
            put(fault);
        const Result<void> started = cluster->start();
        ASSERT_TRUE(started.ok()) << started.error().message.toStdString();
        QJsonParseError error;
        file = QJsonDocument::fromJson(cluster->clusterFile(), &error).object();
        ASSERT_EQ(error.error, QJsonParseError::NoError) << cluster->clusterFile().toStdString();
    }
    void put(const QString &fault)
    {
        const Result<void> done = cluster->inject(fault.section(u':', 0, 0), fault.section(u':', 1));
        ASSERT_TRUE(done.ok()) << done.error().message.toStdString();
    }
    void mend() { ASSERT_TRUE(cluster->mend().ok()); }

    QJsonObject node(const QString &name) const
    {
        for (const QJsonValue &each : file["nodes"_L1].toArray()) {
            if (each["name"_L1] == name)
                return each.toObject();
        }
        ADD_FAILURE() << "no node " << name.toStdString();
        return {};
    }
    QStringList nodeNames() const
    {
        QStringList names;
        for (const QJsonValue &each : file["nodes"_L1].toArray())
            names.append(each["name"_L1].toString());
        return names;
    }
    QUrl url(const QString &name) const { return QUrl(node(name)["url"_L1].toString()); }
    /// The same host, the product's own port number plus the node's offset.
    QUrl urlAt(const QString &name, const QString &scheme, int base) const
    {
        QUrl at = url(name);
        at.setScheme(scheme);
        at.setPort(base + node(name)["portOffset"_L1].toInt());
        return at;
    }
    static QByteArray read(const QString &path)
    {
        QFile secret(path);
        EXPECT_TRUE(secret.open(QFile::ReadOnly)) << path.toStdString();
        EXPECT_EQ(secret.permissions() & QFile::Permissions(0x0077), QFile::Permissions());
        return secret.readAll().trimmed();
    }
    static RawAnswer get(const QUrl &url, const QByteArray &target, const QByteArray &headers = {})
    {
        return Client(url).get(target, headers);
    }
    RawAnswer ask(const QString &name, const QByteArray &target, const QByteArray &headers = {}) const
    {
        return get(url(name), target, headers);
    }
    /// Status line, headers in their order without Date and framing, body.
    static void expectAnswer(const RawAnswer &answer, const QByteArray &status, const QByteArray &headers,
                             const QByteArray &body)
    {
        EXPECT_EQ(answer.statusLine(), "HTTP/1.1 " + status);
        QByteArray seen;
        const QList<QByteArray> lines = answer.head.split('\n');
        for (const QByteArray &line : lines.mid(1)) {
            if (line.isEmpty() || line.startsWith("Date:") || line.startsWith("Content-Length:"))
                continue;
            seen += line.trimmed() + "\n";
        }
        EXPECT_EQ(seen, headers);
        EXPECT_EQ(answer.body, body);
    }
    static bool refuses(const QUrl &url) { return !Client(url).isConnected(); }
    /// Whether nothing comes for a while of real time.
    static bool isSilent(Client &client, const QByteArray &target)
    {
        client.socket.write("GET " + target + " HTTP/1.1\r\n\r\n");
        return !waitFor([&] { return !client.bytes.isEmpty() || !client.isConnected(); }, 30ms);
    }
    /// What every product promises of the faults that all have, asked at a path that gives JSON.
    void expectCommonFaults(const QString &product, const QString &name, const QByteArray &jsonPath);
};

inline void ProductFixture::expectCommonFaults(const QString &product, const QString &name, const QByteArray &jsonPath)
{
    make(product, {u"node-hang:"_s + name});
    {
        Client client(url(name));
        EXPECT_TRUE(client.isConnected());
        EXPECT_TRUE(isSilent(client, jsonPath));
    }
    mend();
    const RawAnswer well = ask(name, jsonPath);
    EXPECT_EQ(well.header("Date"), "Fri, 20 Nov 2026 20:00:00 GMT");
    ASSERT_FALSE(QJsonDocument::fromJson(well.body).isNull());
    put(u"clock-skew:"_s + name);
    EXPECT_EQ(ask(name, jsonPath).header("Date"), "Fri, 20 Nov 2026 20:01:30 GMT");
    mend();

    put(u"malformed:"_s + name);
    const RawAnswer cut = ask(name, jsonPath);
    EXPECT_EQ(cut.statusLine(), well.statusLine());
    EXPECT_EQ(cut.body, well.body.left(well.body.size() * 2 / 3));
    mend();

    put(u"slow:"_s + name);
    {
        Client client(url(name));
        EXPECT_TRUE(isSilent(client, jsonPath));
        clock.advance(2399ms);
        EXPECT_FALSE(waitFor([&] { return !client.bytes.isEmpty(); }, 30ms));
        clock.advance(1ms);
        EXPECT_TRUE(waitFor([&] { return takeAnswer(client.bytes).body == well.body; }));
    }
    mend();

    put(u"node-crash:"_s + name);
    EXPECT_TRUE(refuses(url(name)));
    mend();
    EXPECT_TRUE(refuses(url(name)));
    clock.advance(3s);
    EXPECT_FALSE(refuses(url(name)));
    make(product, {u"node-crash:"_s + name});
    EXPECT_TRUE(refuses(url(name)));
}

} // namespace rollcall::test
