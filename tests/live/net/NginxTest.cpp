// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A real web server: HTTP/2 by ALPN, TLS as it is spoken outside of tests.
#include "net/HttpClient.h"
#include "support/TestCertificates.h"
#include "support/WaitFor.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

bool answers(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(200);
}

class NginxTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const QString program = QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/bin"_s});
        ASSERT_FALSE(program.isEmpty()) << "nginx is not installed: apt-get install nginx-light";
        m_tlsPort = freePort();
        m_plainPort = freePort();
        const TestIdentity identity = m_root.issue();
        write(u"leaf.pem"_s, identity.certificate);
        write(u"leaf.key"_s, identity.key);
        write(u"root.pem"_s, m_root.certificate());
        write(u"nginx.conf"_s, QByteArray(R"(
worker_processes 1; daemon off; master_process off; pid nginx.pid; error_log stderr crit;
events { worker_connections 512; }
http {
  access_log off; client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  gzip on; gzip_types text/plain; gzip_min_length 1;
  server {
    listen 127.0.0.1:@PLAIN@;
    listen 127.0.0.1:@TLS@ ssl http2;
    ssl_certificate leaf.pem; ssl_certificate_key leaf.key;
    location / { default_type text/plain; return 200 "host=$host sni=$ssl_server_name proto=$server_protocol token=$http_x_token\n"; }
  }
}
)")
                                   .replace("@PLAIN@", QByteArray::number(m_plainPort))
                                   .replace("@TLS@", QByteArray::number(m_tlsPort)));
        m_nginx.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_nginx.start(program,
                      {u"-p"_s, m_folder.path(), u"-c"_s, m_folder.filePath(u"nginx.conf"_s), u"-e"_s, u"stderr"_s});
        ASSERT_TRUE(waitFor([&] { return answers(m_plainPort) || m_nginx.state() == QProcess::NotRunning; }));
        ASSERT_EQ(m_nginx.state(), QProcess::Running) << "nginx did not start";
        m_client = HttpClient::make(m_clock);
    }
    void TearDown() override
    {
        m_client.reset();
        m_nginx.terminate();
        if (!m_nginx.waitForFinished(5000))
            m_nginx.kill();
        m_nginx.waitForFinished(1000);
    }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        ASSERT_TRUE(file.open(QFile::WriteOnly));
        file.write(bytes);
    }
    HttpRequest byName(const QString &name) const
    {
        HttpRequest request;
        request.url = QUrl(u"https://"_s + name + u"/api"_s);
        request.connectTo = u"127.0.0.1:%1"_s.arg(m_tlsPort);
        request.secretHeaders.emplace_back("X-Token", Secret("t0ken"));
        request.tls = std::make_shared<const TlsTrust>(
            TlsTrust{.caFile = m_folder.filePath(u"root.pem"_s), .pin = {}, .clientCertificate = {}, .clientKey = {}});
        return request;
    }
    HttpResult fetch(const HttpRequest &request)
    {
        HttpResult answer;
        bool isDone = false;
        const auto call = m_client->start(std::make_shared<const HttpRequest>(request), [&](HttpResult &&result) {
            answer = std::move(result);
            isDone = true;
        });
        EXPECT_TRUE(waitFor([&] { return isDone; }));
        return answer;
    }

    SystemClock m_clock;
    TestAuthority m_root;
    QTemporaryDir m_folder;
    QProcess m_nginx;
    quint16 m_tlsPort = 0;
    quint16 m_plainPort = 0;
    std::unique_ptr<HttpClient> m_client;
};

} // namespace

TEST_F(NginxTest, Http2KeepsTheNameInSniAuthorityAndCertificate)
{
    const HttpResult result = fetch(byName(u"node.test"_s));
    EXPECT_EQ(result.failure, NetFailure::None) << result.detail.toStdString();
    EXPECT_EQ(result.httpVersion, 20);
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.body, "host=node.test sni=node.test proto=HTTP/2.0 token=t0ken\n");
    EXPECT_EQ(result.header("Content-Encoding"), "gzip");
    EXPECT_EQ(result.header("content-type"), "text/plain");
    EXPECT_FALSE(result.head.contains("HTTP/2"));
    EXPECT_EQ(result.peerAddress, u"127.0.0.1"_s);
    ASSERT_TRUE(result.certificate);
    EXPECT_EQ(result.certificate->subject, u"CN=node.test"_s);

    const HttpResult wrong = fetch(byName(u"other.test"_s));
    EXPECT_EQ(wrong.failure, NetFailure::TlsName);
    EXPECT_EQ(wrong.status, 0);
}

TEST_F(NginxTest, ManyStreamsAtOnceOverHttp2)
{
    const auto request = std::make_shared<const HttpRequest>(byName(u"node.test"_s));
    int good = 0;
    int ended = 0;
    std::vector<std::unique_ptr<HttpCall>> calls;
    calls.reserve(100);
    for (int i = 0; i < 100; ++i) {
        calls.push_back(m_client->start(request, [&](HttpResult &&result) {
            good += result.failure == NetFailure::None && result.status == 200 && result.certificate &&
                            result.httpVersion == 20
                        ? 1
                        : 0;
            ++ended;
        }));
    }
    ASSERT_TRUE(waitFor([&] { return ended == 100; }));
    EXPECT_EQ(good, 100);
}

TEST_F(NginxTest, PlainHttpIsOnePointOneAndKept)
{
    HttpRequest request;
    request.url = QUrl(u"http://127.0.0.1:%1/"_s.arg(m_plainPort));
    const HttpResult first = fetch(request);
    EXPECT_EQ(first.httpVersion, 11);
    EXPECT_EQ(first.body, "host=127.0.0.1 sni= proto=HTTP/1.1 token=\n");
    EXPECT_GT(first.timings.connect, 0us);
    EXPECT_EQ(fetch(request).timings.connect, 0us);
}

TEST_F(NginxTest, TlsOnAPlainPortIsNoCertificateFault)
{
    HttpRequest request = byName(u"node.test"_s);
    request.connectTo = u"127.0.0.1:%1"_s.arg(m_plainPort);
    EXPECT_EQ(fetch(request).failure, NetFailure::TlsFailed);
    HttpRequest plain = request;
    plain.url.setScheme(u"http"_s);
    plain.connectTo = u"127.0.0.1:%1"_s.arg(m_tlsPort);
    EXPECT_EQ(fetch(plain).status, 400); // "the plain HTTP request was sent to HTTPS port"
}

TEST_F(NginxTest, AServerThatEndsIsRefusedAndOneThatComesBackIsFound)
{
    HttpRequest request;
    request.url = QUrl(u"http://127.0.0.1:%1/"_s.arg(m_plainPort));
    EXPECT_EQ(fetch(request).status, 200);
    const QString program = m_nginx.program();
    const QStringList arguments = m_nginx.arguments();
    m_nginx.kill();
    ASSERT_TRUE(m_nginx.waitForFinished(5000));
    EXPECT_EQ(fetch(request).failure, NetFailure::Refused);
    m_nginx.start(program, arguments);
    ASSERT_TRUE(waitFor([&] { return answers(m_plainPort); }));
    EXPECT_EQ(fetch(request).status, 200);
}
