// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A real nginx in front of each product, configured as the product's own documents have it, over TLS with a
// self-signed certificate that is pinned.
#include "NginxFront.h"
#include "support/TestCertificates.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>

using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

QString pinOf(const TestIdentity &identity)
{
    const QSslKey key = QSslCertificate(identity.certificate).publicKey();
    return u"sha256//"_s +
           QString::fromLatin1(QCryptographicHash::hash(key.toDer(), QCryptographicHash::Sha256).toBase64());
}

/// What the product's documents put into nginx; `@NODES@` are the upstream's servers.
struct Snippet
{
    const char *product;
    int portBase; ///< whose port of a node takes the traffic, before the offset; 0: the url's own
    const char *scheme;
    const char *location;
};

const std::vector<Snippet> &snippets()
{
    static const std::vector<Snippet> all{
        {"gitlab", 0, "http",
         "      client_max_body_size 0; gzip off; proxy_read_timeout 300; proxy_connect_timeout 300;\n"
         "      proxy_redirect off; proxy_http_version 1.1;\n"
         "      proxy_set_header Host $http_host; proxy_set_header X-Real-IP $remote_addr;\n"
         "      proxy_set_header X-Forwarded-Ssl on; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
         "      proxy_set_header X-Forwarded-Proto https;\n"},
        {"portus", 0, "http",
         "      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host $http_host;\n"
         "      proxy_set_header X-Forwarded-Proto https; proxy_set_header X-Real-IP $remote_addr;\n"
         "      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Ssl on;\n"
         "      proxy_http_version 1.1; proxy_buffering off; chunked_transfer_encoding on;\n"},
        {"wso2-apim", 9443, "https",
         "      proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Forwarded-Server $host;\n"
         "      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Host $http_host;\n"
         "      proxy_read_timeout 5m; proxy_send_timeout 5m; proxy_http_version 1.1;\n"
         "      proxy_ssl_verify off;\n"},
        {"wso2-mi", 8280, "http",
         "      proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Forwarded-Server $host;\n"
         "      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Host $http_host;\n"
         "      proxy_read_timeout 5m; proxy_send_timeout 5m;\n"},
    };
    return all;
}

/// `host:port` of each node that takes traffic.
QByteArray upstreamOf(const QJsonObject &cluster, const Snippet &snippet)
{
    QByteArray servers;
    for (const QJsonValue &node : cluster["nodes"_L1].toArray()) {
        const QString role = node["role"_L1].toString();
        if (!role.isEmpty() && role != u"gateway")
            continue;
        const QUrl url(node["url"_L1].toString());
        const int port = snippet.portBase == 0 ? url.port() : snippet.portBase + node["portOffset"_L1].toInt();
        servers += "    server " + url.host().toLatin1() + ":" + QByteArray::number(port) + " max_fails=0;\n";
    }
    return servers;
}

class Front
{
public:
    Front(const Snippet &snippet, const QByteArray &servers, const TestIdentity &identity)
        : m_nginx("  upstream nodes {\n" + servers +
                      "  }\n  server {\n    listen 127.0.0.1:@PORT@ ssl;\n    ssl_certificate @FOLDER@/front.pem;\n"
                      "    ssl_certificate_key @FOLDER@/front.key;\n    location / {\n" +
                      snippet.location + "      proxy_pass " + snippet.scheme + "://nodes;\n    }\n  }\n",
                  {{u"front.pem"_s, identity.certificate}, {u"front.key"_s, identity.key}})
    {}
    QString url() const { return u"https://127.0.0.1:%1"_s.arg(m_nginx.port); }

private:
    NginxFront m_nginx;
};

/// The report on the demonstration's cluster with this in front of it.
QJsonObject check(const QJsonObject &cluster, const Front &front, const QString &pin, int status)
{
    QJsonObject json = cluster;
    json.insert(u"publicUrl"_s, front.url());
    json.insert(u"tls"_s, QJsonObject{{u"pin"_s, pin}});
    QTemporaryDir folder;
    QFile file(folder.filePath(u"cluster.json"_s));
    EXPECT_TRUE(file.open(QFile::WriteOnly));
    file.write(QJsonDocument(json).toJson());
    file.close();
    Program program({u"check"_s, file.fileName(), u"--json"_s});
    EXPECT_EQ(program.status(), status) << program.out.toStdString() << program.errors.toStdString();
    return program.json();
}

class Fronts : public testing::TestWithParam<std::size_t>
{};

} // namespace

TEST_P(Fronts, IsATargetOfItsOwn)
{
    const Snippet &snippet = snippets()[GetParam()];
    const TestIdentity identity = TestAuthority::selfSigned();
    DemoProgram demo({u"--product"_s, QString::fromLatin1(snippet.product)});
    demo.file();
    const QJsonObject cluster = demo.json();
    const Front front(snippet, upstreamOf(cluster, snippet), identity);

    const QJsonObject well = check(cluster, front, pinOf(identity), 0);
    EXPECT_EQ(well["proxy"_L1]["state"_L1].toString().toStdString(), "ok");
    EXPECT_EQ(codes(well), QStringList());

    const QJsonObject other = check(cluster, front, pinOf(TestAuthority::selfSigned()), 2);
    EXPECT_TRUE(codes(other).contains(u"tls.pin_changed"_s));
    EXPECT_EQ(other["proxy"_L1]["state"_L1].toString().toStdString(), "critical");

    // Its nodes are gone from where nginx looks for them: its own 502, while every node is well.
    const Front lost(snippet, "    server 127.0.0.1:" + QByteArray::number(freePort()) + ";\n", identity);
    const QJsonObject broken = check(cluster, lost, pinOf(identity), 2);
    EXPECT_EQ(codes(broken), QStringList{u"proxy.error"_s});
    for (const QJsonValue &node : broken["nodes"_L1].toArray())
        EXPECT_EQ(node["state"_L1].toString().toStdString(), "ok");
}

INSTANTIATE_TEST_SUITE_P(Products, Fronts, testing::Range<std::size_t>(0, 4), [](const auto &row) {
    return QString::fromLatin1(snippets()[row.param].product).remove(u'-').toStdString();
});
