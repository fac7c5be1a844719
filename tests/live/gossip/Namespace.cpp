// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/gossip/Namespace.h"

#include <QStandardPaths>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

// A packet is marked where it leaves, since only there its owner is known, and dropped where it arrives: one that is
// dropped on its way out gives the sender an error instead of silence, and memberlist takes that for a fault of its
// own.
constexpr const char *Table = "table inet rollcall {\n"
                              "  chain owners { type filter hook output priority 0; }\n"
                              "  chain cut { type filter hook input priority 0; }\n"
                              "}\n";
constexpr const char *Empty = "flush chain inet rollcall owners\nflush chain inet rollcall cut\n";

QString find(const QString &program)
{
    const QString path = QStandardPaths::findExecutable(program);
    return path.isEmpty() ? QStandardPaths::findExecutable(program, {u"/usr/sbin"_s, u"/sbin"_s}) : path;
}

/// Empty when it ended well, else what it said.
QString run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(10000))
        return u"%1: %2"_s.arg(program, process.errorString());
    const QString said = QString::fromUtf8(process.readAll()).trimmed();
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    return said.isEmpty() ? u"%1 failed"_s.arg(program) : said;
}

/// Whether these are the words of a kernel that will not or cannot, and not of a program that was used wrongly.
bool isRefusal(const QString &text)
{
    for (const int code : {EPERM, EACCES, EOPNOTSUPP, EPROTONOSUPPORT, EAFNOSUPPORT, ENOENT, ENOSYS}) {
        if (text.contains(QString::fromLocal8Bit(std::strerror(code))))
            return true;
    }
    return false;
}

} // namespace

Namespace::Namespace() : m_firewall(find(u"nft"_s))
{
    const QString ip = find(u"ip"_s);
    if (m_firewall.isEmpty() || ip.isEmpty()) {
        m_fault = u"nft or ip is not installed: apt-get install nftables iproute2"_s;
        return;
    }
    const int outside = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    if (outside < 0 || unshare(CLONE_NEWNET) != 0) {
        m_refusal = u"a network of its own: "_s + QString::fromLocal8Bit(std::strerror(errno));
        if (outside >= 0)
            close(outside);
        return;
    }
    m_outside = outside;
    for (const QString &error : {run(ip, {u"link"_s, u"set"_s, u"lo"_s, u"up"_s}), filter(Table)}) {
        if (!error.isEmpty())
            (isRefusal(error) ? m_refusal : m_fault) = error;
    }
}

Namespace::~Namespace()
{
    // Nobody must go on in the wrong network and take what it finds there for a result.
    if (m_outside >= 0 && setns(m_outside, CLONE_NEWNET) != 0)
        std::abort();
    if (m_outside >= 0)
        close(m_outside);
}

QString Namespace::filter(const QByteArray &rules) const
{
    return run(m_firewall, {u"-f"_s, u"-"_s}, rules);
}

QString Namespace::cut(const SerfCluster &cluster, const std::set<int> &island)
{
    QByteArray rules = Empty;
    for (int from = 0; from < cluster.size(); ++from) {
        const QByteArray mark = QByteArray::number(from + 1);
        rules += "add rule inet rollcall owners meta skuid " + QByteArray::number(cluster.user(from)) +
                 " meta mark set " + mark + "\n";
        for (int to = 0; to < cluster.size(); ++to) {
            if (island.contains(from) != island.contains(to))
                rules += "add rule inet rollcall cut meta mark " + mark + " ip daddr " +
                         cluster.address(to).toLatin1() + " drop\n";
        }
    }
    return filter(rules);
}

QString Namespace::heal()
{
    return filter(Empty);
}

} // namespace rollcall::test
