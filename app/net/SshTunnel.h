// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Result.h"

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <memory>

class QTcpSocket;

namespace rollcall {

/// The way through a `jumpHost`: the system's own `ssh`, with the person's own configuration, keys and known hosts,
/// listening as a SOCKS proxy on a loopback port of this machine. Names are resolved at the far end.
///
/// It never asks anything (BatchMode): a key that needs a passphrase belongs into the agent, and an unknown host key
/// has to be accepted once by hand. When ssh ends it is started again, later each time up to a minute. A node that
/// refuses behind the tunnel is seen as one that closes the connection: that is all that ssh tells of it.
class SshTunnel : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Stopped,  ///< not asked for
        Starting, ///< ssh runs, the port does not answer yet
        Ready,    ///< proxyUrl() can be used
        Failed,   ///< ssh ended; the next attempt comes by itself
    };
    struct Options
    {
        QString program = QStringLiteral("ssh");
        QStringList extraArguments;      ///< before the host; for tests (`-F`)
        Milliseconds readyWithin{20000}; ///< or the attempt counts as failed
        Milliseconds firstBackOff{1000}; ///< doubled with each failure
        Milliseconds longestBackOff{60000};
    };

    SshTunnel(Clock &clock, QString jumpHost, Options options, QObject *parent = nullptr);
    SshTunnel(Clock &clock, QString jumpHost, QObject *parent = nullptr);
    /// Ends ssh.
    ~SshTunnel() override;

    /// Whether `jumpHost` is `[user@]host[:port]` or a host of the person's configuration, and nothing that ssh could
    /// take for an option. The error says what was expected.
    static Result<void> check(const QString &jumpHost);

    void start();
    void stop();
    State state() const { return m_state; }
    /// `socks5h://127.0.0.1:PORT` when Ready, else empty. Another port after each restart.
    QString proxyUrl() const;
    /// Why it failed last: plain text, bounded, from ssh where ssh said something. Empty once Ready.
    QString failureText() const { return m_failure; }

Q_SIGNALS:
    void stateChanged();

private:
    QStringList arguments() const;
    void launch();
    void knock();
    void ended(const QString &why);
    void endProcess();
    void setState(State state);
    void tick();

    Clock &m_clock;
    QString m_jumpHost;
    Options m_options;
    State m_state = State::Stopped;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<QTcpSocket> m_knock;
    std::unique_ptr<Timer> m_timer; ///< Starting: the next knock; Failed: the next attempt
    TimePoint m_launchedAt;
    Milliseconds m_backOff;
    quint16 m_port = 0;
    QByteArray m_said; ///< standard error, bounded
    QString m_failure;
};

} // namespace rollcall
