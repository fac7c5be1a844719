// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Program.h"

#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

namespace rollcall::test {

inline quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

/// A real nginx as what stands in front of nodes. `http` is what goes into its `http` block; in it `@PORT@` is the port
/// that it listens on, and `@FOLDER@` holds the files that were given.
class NginxFront
{
public:
    explicit NginxFront(QByteArray http, const QMap<QString, QByteArray> &files = {}) : port(freePort())
    {
        const QString program = QStandardPaths::findExecutable(
            QStringLiteral("nginx"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
        EXPECT_FALSE(program.isEmpty()) << "nginx is not installed: apt-get install nginx-light";
        http.replace("@PORT@", QByteArray::number(port)).replace("@FOLDER@", m_folder.path().toUtf8());
        for (auto file = files.begin(); file != files.end(); ++file)
            write(file.key(), file.value());
        write(QStringLiteral("nginx.conf"),
              "worker_processes 1; daemon off; master_process off; pid nginx.pid; error_log stderr crit;\n"
              "events { worker_connections 512; }\nhttp {\n  access_log off; client_body_temp_path tmp;\n"
              "  proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;\n" +
                  http + "}\n");
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(program, {QStringLiteral("-p"), m_folder.path(), QStringLiteral("-c"),
                                  m_folder.filePath(QStringLiteral("nginx.conf")), QStringLiteral("-e"),
                                  QStringLiteral("stderr")});
        EXPECT_TRUE(waitUntil([this] {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
            return socket.waitForConnected(200);
        })) << "nginx did not start";
    }
    ~NginxFront()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(1000);
    }
    NginxFront(const NginxFront &) = delete;
    NginxFront &operator=(const NginxFront &) = delete;

    const quint16 port;

private:
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        file.write(bytes);
    }

    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace rollcall::test
