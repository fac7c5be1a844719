// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SshTunnel.h"

#include <QNetworkProxy>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <csignal>
#include <sys/prctl.h>

namespace rollcall {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto KnockInterval = 50ms;
constexpr qsizetype MostSaid = 4096;
constexpr qsizetype LongestFailure = 300;

struct Destination
{
    QString host; ///< with the user, as ssh takes it
    QString port; ///< or empty
};

/// What may stand before the colon is narrower than what ssh accepts: no option, no command, no URL.
std::optional<Destination> parse(const QString &jumpHost)
{
    static const QRegularExpression form(
        uR"(\A(?:([A-Za-z0-9_][A-Za-z0-9._-]{0,63})@)?([A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\])(?::([0-9]{1,5}))?\z)"_s);
    const QRegularExpressionMatch match = form.match(jumpHost);
    if (!match.hasMatch())
        return {};
    QString host = match.captured(2);
    if (host.startsWith(u'['))
        host = host.sliced(1).chopped(1);
    const QString port = match.captured(3);
    if (!port.isEmpty() && (port.toInt() < 1 || port.toInt() > 65535))
        return {};
    const QString user = match.captured(1);
    return Destination{user.isEmpty() ? host : QString(user + u'@' + host), port};
}

/// A port that is free now. ssh cannot choose one itself for a SOCKS listener; should somebody else take it in between,
/// ssh ends (ExitOnForwardFailure) and the next attempt has another.
quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16(0);
}

/// ssh's last line: the one with the reason. Control characters could come from the far end's banner.
QString plainLastLine(const QByteArray &said)
{
    const QStringList lines = QString::fromUtf8(said).split(u'\n', Qt::SkipEmptyParts);
    QString line = lines.isEmpty() ? QString() : lines.last();
    line.removeIf([](QChar c) { return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format; });
    return line.trimmed().left(LongestFailure);
}

} // namespace

SshTunnel::SshTunnel(Clock &clock, QString jumpHost, Options options, QObject *parent)
    : QObject(parent),
      m_clock(clock),
      m_jumpHost(std::move(jumpHost)),
      m_options(std::move(options)),
      m_timer(clock.makeTimer([this] { tick(); })),
      m_backOff(m_options.firstBackOff)
{}

SshTunnel::SshTunnel(Clock &clock, QString jumpHost, QObject *parent)
    : SshTunnel(clock, std::move(jumpHost), Options(), parent)
{}

SshTunnel::~SshTunnel()
{
    m_timer.reset();
    endProcess();
    for (QProcess *process : findChildren<QProcess *>()) {
        process->disconnect();
        process->waitForFinished(1000); // it was killed, so this does not take long
    }
}

Result<void> SshTunnel::check(const QString &jumpHost)
{
    if (parse(jumpHost))
        return {};
    return Error{u"jump_host"_s,
                 u"jumpHost is not user@host:port, nor a host of the ssh configuration (letters, digits, . _ -)"_s};
}

QString SshTunnel::proxyUrl() const
{
    return m_state == State::Ready ? u"socks5h://127.0.0.1:%1"_s.arg(m_port) : QString();
}

void SshTunnel::start()
{
    if (m_state != State::Stopped)
        return;
    m_backOff = m_options.firstBackOff;
    launch();
}

void SshTunnel::stop()
{
    m_timer->stop();
    endProcess();
    m_failure.clear();
    setState(State::Stopped);
}

QStringList SshTunnel::arguments() const
{
    const std::optional<Destination> destination = parse(m_jumpHost);
    QStringList all = {u"-N"_s, u"-T"_s, u"-D"_s, u"127.0.0.1:%1"_s.arg(m_port)};
    for (const char *option : {
             "BatchMode=yes",
             "ExitOnForwardFailure=yes",
             "ServerAliveInterval=15",
             "ServerAliveCountMax=3",
             "ConnectTimeout=15",
             "ControlMaster=no", // its own connection: ending it must not end the person's, nor theirs ours
             "ControlPath=none",
             "ForwardAgent=no",
             "ForwardX11=no",
             "PermitLocalCommand=no",
             "LogLevel=ERROR",
         })
        all << u"-o"_s << QString::fromLatin1(option);
    all += m_options.extraArguments;
    if (!destination->port.isEmpty())
        all << u"-p"_s << destination->port;
    all << u"--"_s << destination->host;
    return all;
}

void SshTunnel::launch()
{
    if (const Result<void> checked = check(m_jumpHost); !checked) {
        m_failure = checked.error().message; // no later attempt can be better
        setState(State::Failed);
        return;
    }
    m_port = freePort();
    m_said.clear();
    m_launchedAt = m_clock.now();
    m_process = std::make_unique<QProcess>();
    QProcess *process = m_process.get();
    process->setProgram(m_options.program);
    process->setArguments(arguments());
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); }); // no tunnel without its program
    connect(process, &QProcess::readyReadStandardError, this, [this] {
        m_said += m_process->readAllStandardError();
        m_said = m_said.right(MostSaid);
    });
    connect(process, &QProcess::finished, this, [this] { ended(plainLastLine(m_said)); });
    connect(process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended(u"the program %1 cannot be started: is an ssh client installed?"_s.arg(m_options.program));
    });
    setState(State::Starting);
    process->start();
    if (m_state == State::Starting)
        m_timer->startAt(m_clock.now() + KnockInterval);
}

void SshTunnel::tick()
{
    switch (m_state) {
    case State::Starting:
        if (m_clock.now() - m_launchedAt >= m_options.readyWithin)
            ended(u"no connection within %1 s"_s.arg(m_options.readyWithin.count() / 1000.0));
        else
            knock();
        break;
    case State::Failed:
        launch();
        break;
    case State::Stopped:
    case State::Ready:
        break;
    }
}

/// ssh opens the port once it is let in; nothing tells but trying.
void SshTunnel::knock()
{
    m_knock = std::make_unique<QTcpSocket>();
    m_knock->setProxy(QNetworkProxy::NoProxy);
    connect(
        m_knock.get(), &QTcpSocket::connected, this,
        [this] {
            if (m_state != State::Starting)
                return;
            m_knock->disconnectFromHost();
            m_timer->stop();
            m_failure.clear();
            m_backOff = m_options.firstBackOff;
            setState(State::Ready);
        },
        Qt::QueuedConnection);
    m_knock->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    m_timer->startAt(m_clock.now() + KnockInterval);
}

void SshTunnel::ended(const QString &why)
{
    endProcess();
    m_failure = u"ssh %1: %2"_s.arg(m_jumpHost, why.isEmpty() ? u"the connection ended"_s : why);
    m_timer->startAt(m_clock.now() + m_backOff);
    m_backOff = std::min(m_backOff * 2, m_options.longestBackOff);
    setState(State::Failed);
}

void SshTunnel::endProcess()
{
    m_knock.reset();
    if (!m_process)
        return;
    m_process->disconnect();
    QProcess *process = m_process.release(); // may be inside its own signal
    process->setParent(this);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

void SshTunnel::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace rollcall
