// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/gossip/SerfCluster.h"

#include "support/WaitFor.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpServer>
#include <csignal>
#include <grp.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace rollcall::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Appends what happened to a file of the agent's.
constexpr const char *Handler = "#!/bin/sh\n{ echo \"$SERF_EVENT\"; cat; } >>\"@folder@/$SERF_SELF_NAME.events\"\n";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &bytes, QFile::Permissions permissions)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size() && file.setPermissions(permissions);
}

/// `127.a.b`, where no other cluster of this or another test program is.
QString vacantNetwork()
{
    static int made = 0;
    QString network;
    for (int attempt = 0; attempt < 100; ++attempt) {
        const int number = static_cast<int>(getpid() % 2000) * 16 + made++;
        network = u"127.%1.%2"_s.arg(64 + number / 254 % 128).arg(1 + number % 254);
        QTcpServer probe;
        if (probe.listen(QHostAddress(network + u".1"_s), SerfCluster::Port))
            break;
    }
    return network;
}

} // namespace

SerfCluster::SerfCluster(SerfOptions options)
    : m_options(std::move(options)), m_network(vacantNetwork()), m_program(QStandardPaths::findExecutable(u"serf"_s))
{}

SerfCluster::~SerfCluster()
{
    for (int agent = 0; agent < static_cast<int>(m_agents.size()); ++agent)
        kill(agent);
}

QString SerfCluster::name(int agent) const
{
    return u"mm-app-%1"_s.arg(agent + 1);
}

QString SerfCluster::address(int agent) const
{
    return u"%1.%2"_s.arg(m_network).arg(agent + 1);
}

QString SerfCluster::where(int agent) const
{
    return u"%1:%2"_s.arg(address(agent)).arg(Port);
}

QString SerfCluster::vacantAddress() const
{
    return m_network + u".200"_s;
}

QString SerfCluster::path(int agent, const char *suffix) const
{
    return m_folder.filePath(name(agent) + QLatin1StringView(suffix));
}

QString SerfCluster::launch()
{
    if (m_program.isEmpty())
        return u"serf is not installed: apt-get install serf"_s;
    const QFile::Permissions all = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
    // Also for the agents that run as other users.
    const bool isReady =
        QFile::setPermissions(m_folder.path(), all | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther) &&
        write(m_folder.filePath(u"handler"_s), QByteArray(Handler).replace("@folder@", m_folder.path().toUtf8()),
              all | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther);
    if (!isReady)
        return u"the cluster's folder %1 cannot be written"_s.arg(m_folder.path());
    for (int agent = 0; agent < size(); ++agent) {
        const QString error = launch(agent);
        if (!error.isEmpty())
            return error;
    }
    return {};
}

QString SerfCluster::launch(int agent)
{
    QStringList arguments{u"agent"_s,
                          u"-node="_s + name(agent),
                          u"-bind="_s + where(agent),
                          u"-rpc-addr=%1:%2"_s.arg(address(agent)).arg(RpcPort),
                          u"-log-level=debug"_s,
                          u"-profile=lan"_s,
                          u"-retry-interval=1s"_s,
                          u"-event-handler="_s + m_folder.filePath(u"handler"_s)};
    if (agent > 0)
        arguments.append(u"-retry-join="_s + where(0));
    if (!m_options.compresses)
        arguments.append(u"-disable-compression"_s);
    if (!m_options.keys.isEmpty()) {
        // A file and no argument: only so can keys come and go while it runs.
        QJsonArray keys;
        for (const QByteArray &key : m_options.keys)
            keys.append(QString::fromLatin1(key));
        const QString ring = path(agent, ".keys");
        if (!write(ring, QJsonDocument(keys).toJson(), QFile::ReadOwner | QFile::WriteOwner))
            return u"%1 cannot be written"_s.arg(ring);
        arguments.append(u"-keyring-file="_s + ring);
    }
    if (!write(path(agent, ".events"), {},
               QFile::ReadOwner | QFile::WriteOwner | QFile::WriteGroup | QFile::WriteOther))
        return u"%1 cannot be written"_s.arg(path(agent, ".events"));

    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardOutputFile(path(agent, ".log"));
    const unsigned user = m_options.firstUser == 0 ? 0 : this->user(agent);
    process->setChildProcessModifier([user] {
        if (user != 0 && (setgroups(0, nullptr) != 0 || setgid(user) != 0 || setuid(user) != 0))
            _exit(126);
        // Also when the test is ended by force, nothing of it stays behind. Another user's id takes this back: so last.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    });
    process->start(m_program, arguments);
    if (!process->waitForStarted())
        return u"serf cannot be started: "_s + process->errorString();
    m_agents.push_back(std::move(process));
    return {};
}

bool SerfCluster::isWhole() const
{
    for (int agent = 0; agent < size(); ++agent) {
        const QByteArray log = this->log(agent);
        for (int other = 0; other < size(); ++other) {
            const QByteArray joined = "EventMemberJoin: " + name(other).toUtf8() + ' ';
            if (!log.contains(joined))
                return false;
        }
    }
    return true;
}

QString SerfCluster::waitUntilWhole()
{
    if (m_agents.size() < static_cast<std::size_t>(size()))
        return u"the agents were not all started"_s;
    const auto isOver = [this] {
        for (int agent = 0; agent < size(); ++agent) {
            if (!isRunning(agent))
                return true;
        }
        return isWhole();
    };
    if (waitFor(isOver, 30s) && isWhole())
        return {};
    QString text = u"the agents did not find each other:\n"_s;
    for (int agent = 0; agent < size(); ++agent)
        text += QString::fromUtf8(log(agent)) + u'\n';
    return text;
}

QString SerfCluster::start()
{
    const QString error = launch();
    return error.isEmpty() ? waitUntilWhole() : error;
}

QString SerfCluster::waitUntilQuiet()
{
    // Events are gathered for a second before the handler is called.
    constexpr auto Quiet = 2500ms;
    const auto isQuiet = [this, Quiet] {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (int agent = 0; agent < size(); ++agent) {
            for (const char *suffix : {".log", ".events"}) {
                if (QFileInfo(path(agent, suffix)).lastModified().msecsTo(now) < Quiet.count())
                    return false;
            }
        }
        return true;
    };
    return waitFor(isQuiet, 60s) ? QString() : u"the agents go on talking"_s;
}

void SerfCluster::kill(int agent)
{
    QProcess &process = *m_agents[static_cast<std::size_t>(agent)];
    if (process.state() == QProcess::NotRunning)
        return;
    process.kill();
    process.waitForFinished(5000);
}

QString SerfCluster::leave(int agent)
{
    if (serf(agent, {u"leave"_s}).isEmpty())
        return u"%1 does not leave"_s.arg(name(agent));
    QProcess &process = *m_agents[static_cast<std::size_t>(agent)];
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(10000))
        return u"%1 has left and runs on"_s.arg(name(agent));
    return {};
}

QString SerfCluster::join(int agent, int other)
{
    return serf(agent, {u"join"_s, where(other)}).isEmpty() ? u"%1 does not join %2"_s.arg(name(agent), name(other))
                                                            : QString();
}

bool SerfCluster::isRunning(int agent) const
{
    const auto index = static_cast<std::size_t>(agent);
    return index < m_agents.size() && m_agents[index]->state() == QProcess::Running;
}

QByteArray SerfCluster::serf(int agent, const QStringList &arguments) const
{
    // The address stands behind the subcommand and before what is not an option.
    QStringList all = arguments;
    all.insert(1, u"-rpc-addr=%1:%2"_s.arg(address(agent)).arg(RpcPort));
    QProcess process;
    process.start(m_program, all);
    if (!process.waitForFinished(20000)) {
        process.kill();
        process.waitForFinished(1000);
        return {};
    }
    return process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

QJsonObject SerfCluster::members(int agent) const
{
    QJsonObject byName;
    const QJsonObject answer = QJsonDocument::fromJson(serf(agent, {u"members"_s, u"-format=json"_s})).object();
    for (const QJsonValue &member : answer["members"_L1].toArray()) {
        byName.insert(member["name"_L1].toString(),
                      QJsonObject{{u"address"_s, member["addr"_L1].toString().section(u':', 0, -2)},
                                  {u"port"_s, member["port"_L1]},
                                  {u"status"_s, member["status"_L1]}});
    }
    return byName;
}

QByteArray SerfCluster::log(int agent) const
{
    return contentOf(path(agent, ".log"));
}

QByteArray SerfCluster::events(int agent) const
{
    return contentOf(path(agent, ".events"));
}

QByteArray freshKey(int bytes)
{
    QByteArray key(bytes, Qt::Uninitialized);
    for (char &byte : key)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return key.toBase64();
}

} // namespace rollcall::test
