// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace rollcall::bench {

/// A local nginx with one worker on the last processor, answering the ping of a recorded server on every address of
/// 127.0.0.0/8: thousands of hosts that are told apart by their address. Ends with this object.
class Nginx
{
public:
    Nginx();
    ~Nginx();
    Nginx(const Nginx &) = delete;
    Nginx &operator=(const Nginx &) = delete;

    /// False when nginx is not there or did not come up; says why on standard error.
    bool start();
    void stop();
    /// From now on all nodes call themselves unhealthy (500), or well again.
    void setHealthy(bool isHealthy);
    int port() const { return m_port; }
    /// The base URL of one of the hosts.
    QString urlOf(int host) const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
};

} // namespace rollcall::bench
