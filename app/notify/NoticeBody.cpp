// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/NoticeBody.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

QString NoticeBody::whatToDo(const Incident &incident)
{
    switch (incident.code) {
    case Code::NodeUnreachable:
    case Code::ProxyUnreachable: {
        const QString kind = incident.evidence.value("kind"_L1).toString();
        if (kind == "refused"_L1)
            return tr("Its machine answers and nothing listens: is the service running?");
        if (kind == "timeout"_L1)
            return tr("Nothing answers: is the machine up, and does a firewall let this computer through?");
        if (kind == "dns"_L1)
            return tr("Look at the name service: the name was not found.");
        return {};
    }
    case Code::ComponentFailed:
        return tr("Look at what the component runs on: its machine, its disk, its log.");
    case Code::NodeGoroutinesOverThreshold:
    case Code::GoroutinesRising:
        return tr("A goroutine profile taken before a restart shows what leaks.");
    case Code::NodeMissingFromCluster:
    case Code::ClusterSplit:
    case Code::ClusterAlone:
        return tr("Do the nodes reach each other on the gossip port? The gossip page shows who sees whom.");
    case Code::ClockSkew:
        return tr("Is time synchronised on that machine?");
    case Code::TlsExpires:
        return tr("Renew the certificate and load it into the server.");
    case Code::AuthRejected:
        return tr("The token was refused: has it been revoked or replaced?");
    case Code::SelfOffline:
        return tr("Of the nodes nothing is known until the network is back.");
    default:
        return {};
    }
}

QString NoticeBody::footing(const Incident &incident, const ClusterStatePtr &state, const QDateTime &now)
{
    const QDateTime since = incident.openedAt.toLocalTime();
    const bool isToday = since.date() == now.toLocalTime().date();
    const QString when = tr("Since %1").arg(since.toString(isToday ? u"HH:mm"_s : u"yyyy-MM-dd HH:mm"_s));
    if (!state || !state->file || incident.code == Code::SelfOffline)
        return when;
    const auto &nodes = state->file->nodes;
    const auto isAbout = [&incident](const Node &node) { return incident.targets.contains(node.name); };
    const auto about = static_cast<int>(std::count_if(nodes.begin(), nodes.end(), isAbout));
    if (about == 0 || nodes.size() < 2)
        return when;
    return tr("%1 · %2 of %n nodes", nullptr, static_cast<int>(nodes.size())).arg(when).arg(about);
}

bool NoticeBody::isSaid(const QString &verdict, const QString &sentence)
{
    QStringView clause(sentence);
    while (clause.endsWith(u'.'))
        clause.chop(1);
    // Within a verdict it begins with a small letter where it is not a name.
    return !clause.isEmpty() && verdict.contains(clause, Qt::CaseInsensitive);
}

} // namespace rollcall
