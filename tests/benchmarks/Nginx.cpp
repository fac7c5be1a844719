// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Nginx.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <csignal>
#include <cstdio>
#include <sys/prctl.h>

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

// As a real server answered; the headers, too, because reading them is part of the work.
constexpr const char *Configuration = R"(daemon off;
master_process off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid @folder@/pid;
error_log @folder@/error.log crit;
events { worker_connections 19000; multi_accept on; }
http {
  access_log off;
  keepalive_requests 100000000;
  keepalive_timeout 1h;
  client_body_temp_path @folder@/body; proxy_temp_path @folder@/proxy; fastcgi_temp_path @folder@/fastcgi;
  uwsgi_temp_path @folder@/uwsgi; scgi_temp_path @folder@/scgi;
  server_tokens off;
  server {
    listen @port@ backlog=8192;
    allow 127.0.0.0/8;
    deny all;
    default_type application/json;
    add_header Expires 0 always;
    add_header Vary Accept-Encoding always;
    add_header X-Request-Id ucp5sdteeifgdd4i68sexxntmc always;
    add_header X-Version-Id 5.35.4.5.35.4.06a8638b0b68f072c13f9867479dd147.false always;
    location = /api/v4/system/ping {
      if (-f @folder@/unhealthy) {
        return 500 '{"AndroidLatestVersion":"","AndroidMinVersion":"","DesktopLatestVersion":"","DesktopMinVersion":"","IosLatestVersion":"","IosMinVersion":"","status":"UNHEALTHY"}';
      }
      return 200 '{"AndroidLatestVersion":"","AndroidMinVersion":"","DesktopLatestVersion":"","DesktopMinVersion":"","IosLatestVersion":"","IosMinVersion":"","status":"OK"}';
    }
  }
}
)";

} // namespace

Nginx::Nginx() = default;

Nginx::~Nginx()
{
    stop();
}

bool Nginx::start()
{
    QString program = QStandardPaths::findExecutable(u"nginx"_s);
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s});
    if (program.isEmpty()) {
        std::fprintf(stderr, "benchmarks: nginx is not installed (Debian: nginx-light)\n");
        return false;
    }
    if (m_port == 0) {
        QTcpServer free;
        free.listen(QHostAddress::LocalHost, 0);
        m_port = free.serverPort();
    }
    QFile file(m_folder.filePath(u"nginx.conf"_s));
    if (!file.open(QFile::WriteOnly))
        return false;
    file.write(QByteArray(Configuration)
                   .replace("@folder@", m_folder.path().toUtf8())
                   .replace("@port@", QByteArray::number(m_port)));
    file.close();

    const int lastCore = std::max(1, QThread::idealThreadCount()) - 1;
    QStringList arguments{u"-c"_s, QString::number(lastCore),        program, u"-c"_s, file.fileName(),
                          u"-e"_s, m_folder.filePath(u"error.log"_s)};
    // Also when the benchmark is ended by force, nothing of it stays behind.
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"taskset"_s, arguments);
    for (int attempt = 0; attempt < 200; ++attempt) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(u"127.0.0.1"_s), static_cast<quint16>(m_port));
        if (socket.waitForConnected(1000))
            return true;
        m_process.waitForFinished(25);
        if (m_process.state() == QProcess::NotRunning)
            break;
    }
    std::fprintf(stderr, "benchmarks: nginx did not come up; its configuration is %s\n", qPrintable(file.fileName()));
    return false;
}

void Nginx::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
}

void Nginx::setHealthy(bool isHealthy)
{
    QFile mark(m_folder.filePath(u"unhealthy"_s));
    if (isHealthy)
        mark.remove();
    else if (!mark.open(QFile::WriteOnly))
        std::fprintf(stderr, "benchmarks: cannot write %s\n", qPrintable(mark.fileName()));
}

QString Nginx::urlOf(int host) const
{
    return u"http://127.%1.%2.%3:%4"_s.arg(1 + host / 62500).arg(host / 250 % 250).arg(1 + host % 250).arg(m_port);
}

} // namespace rollcall::bench
