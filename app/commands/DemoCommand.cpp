// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/DemoCommand.h"

#include <QSocketNotifier>
#include <array>
#include <cerrno>
#include <unistd.h>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestLine = 4096;

QString faultOf(const QString &text)
{
    return text.section(u':', 0, 0);
}

QString nodeOf(const QString &text)
{
    return text.section(u':', 1);
}

} // namespace

DemoCommand::DemoCommand(Invocation invocation, Terminal terminal, int input)
    : m_invocation(std::move(invocation)),
      m_terminal(terminal),
      m_cluster(DemoCluster::Options{.product = m_invocation.product,
                                     .nodes = m_invocation.nodes,
                                     .gossip = m_invocation.gossip,
                                     .canary = m_invocation.canary}),
      m_input(input)
{}

Result<void> DemoCommand::start()
{
    for (const QString &fault : std::as_const(m_invocation.faults)) {
        const Result<void> injected = m_cluster.inject(faultOf(fault), nodeOf(fault));
        if (!injected.ok())
            return Error{injected.error().code, u"--fault: "_s + injected.error().message};
    }
    const Result<void> started = m_cluster.start();
    if (!started.ok())
        return started.error();
    if (!m_terminal.out.write(m_cluster.clusterFile()))
        return Error{u"demo.no_reader"_s, u"nobody reads the cluster file on standard output"_s};
    m_notifier = new QSocketNotifier(m_input, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &DemoCommand::readInput);
    return {};
}

void DemoCommand::interrupt()
{
    Q_EMIT finished(0);
}

void DemoCommand::readInput()
{
    std::array<char, 4096> buffer;
    const ssize_t count = read(m_input, buffer.data(), buffer.size());
    if (count <= 0) {
        if (count == 0 || (errno != EINTR && errno != EAGAIN))
            m_notifier->setEnabled(false); // its end: served on until interrupted
        return;
    }
    m_pending.append(buffer.data(), count);
    for (qsizetype end = m_pending.indexOf('\n'); end >= 0; end = m_pending.indexOf('\n')) {
        const QString line = QString::fromUtf8(m_pending.left(end)).trimmed();
        m_pending.remove(0, end + 1);
        if (line == u"quit") {
            m_notifier->setEnabled(false);
            Q_EMIT finished(0);
            return;
        }
        const QString answer = obey(line);
        if (!m_invocation.isQuiet && !answer.isEmpty())
            m_terminal.errors.write(answer + u'\n');
    }
    if (m_pending.size() > LongestLine)
        m_pending.clear();
}

QString DemoCommand::obey(const QString &line)
{
    const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    const QString &verb = words.first();
    const QString subject = words.value(1);
    Result<void> result;
    if (words.size() > 2) {
        result = Error{u"demo.usage"_s, u"one name at a time, such as fault node-crash:node2"_s};
    } else if (verb == u"fault" && !subject.isEmpty()) {
        result = m_cluster.inject(faultOf(subject), nodeOf(subject));
    } else if (verb == u"mend") {
        result = m_cluster.mend(faultOf(subject), nodeOf(subject));
    } else if (verb == u"faults") {
        QString text;
        const QList<DemoCluster::Fault> faults = m_cluster.faults();
        for (const DemoCluster::Fault &fault : faults)
            text += fault.name.leftJustified(26) + fault.effect + u'\n';
        text.chop(1);
        return text;
    } else if (verb != u"status") {
        result =
            Error{u"demo.usage"_s, u"the commands are fault NAME[:NODE], mend [NAME[:NODE]], faults, status, quit"_s};
    }
    if (!result.ok())
        return u"error: "_s + result.error().message;
    const QStringList active = m_cluster.activeFaults();
    return active.isEmpty() ? u"no faults"_s : QString(u"faults: "_s + active.join(u", "_s));
}

} // namespace rollcall
