// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SystemProxy.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

/// The environment as the system's proxy, for one test.
class SystemProxyTest : public testing::Test
{
protected:
    SystemProxyTest()
    {
        for (const char *name : {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY",
                                 "all_proxy", "ALL_PROXY"}) {
            m_before.append({name, qgetenv(name)});
            qunsetenv(name);
        }
    }
    ~SystemProxyTest() override
    {
        for (const auto &[name, value] : m_before)
            value.isEmpty() ? qunsetenv(name) : qputenv(name, value);
    }

private:
    QList<std::pair<const char *, QByteArray>> m_before;
};

QUrl node()
{
    return QUrl(u"http://10.10.10.2:8065"_s);
}

} // namespace

TEST_F(SystemProxyTest, LoopbackIsKnownByItsForm)
{
    for (const QString &url :
         {u"http://localhost:1"_s, u"http://LOCALHOST"_s, u"http://127.0.0.1"_s, u"http://127.9.8.7:80"_s,
          u"http://[::1]:80"_s, u"http://a.localhost"_s, u"tcp://127.0.0.1:25"_s})
        EXPECT_TRUE(isLoopback(QUrl(url))) << url.toStdString();
    for (const QString &url : {u"http://10.0.0.1"_s, u"http://localhost.example.com"_s, u"http://[fe80::1]"_s,
                               u"http://127.0.0.1.example.com"_s, u"http://notlocalhost"_s, QString()})
        EXPECT_FALSE(isLoopback(QUrl(url))) << url.toStdString();
}

TEST_F(SystemProxyTest, NoneAndWrittenOnes)
{
    EXPECT_EQ(proxyFor(node(), u"none"_s), QString());
    EXPECT_EQ(proxyFor(node(), QString()), QString());
    EXPECT_EQ(proxyFor(node(), u"socks5h://10.0.0.9:1080"_s), u"socks5h://10.0.0.9:1080"_s);
}

TEST_F(SystemProxyTest, LoopbackIsNeverProxied)
{
    qputenv("http_proxy", "http://10.0.0.9:3128");
    EXPECT_EQ(proxyFor(QUrl(u"http://127.0.0.1:8065"_s), u"system"_s), QString());
    EXPECT_EQ(proxyFor(QUrl(u"http://localhost:8065"_s), u"http://10.0.0.9:3128"_s), QString());
}

TEST_F(SystemProxyTest, TheSystemsComesFromTheEnvironment)
{
    EXPECT_EQ(proxyFor(node(), u"system"_s), QString());
    qputenv("http_proxy", "http://10.0.0.9:3128");
    EXPECT_EQ(proxyFor(node(), u"system"_s), u"http://10.0.0.9:3128"_s);
    qputenv("http_proxy", "socks5://person:word@10.0.0.9:1080");
    EXPECT_EQ(proxyFor(node(), u"system"_s), u"socks5h://person:word@10.0.0.9:1080"_s);
}
