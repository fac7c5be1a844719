// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Phrases.h"

#include <QCoreApplication>
#include <QJsonArray>

// What the member lists of the nodes, and their gossip layers, say of each other.

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostLinks = 3;

/// The single node of an island against all others, and those.
struct OneAgainstAll
{
    QString one;
    QStringList others;
};

OneAgainstAll oneAgainstAll(const QJsonArray &islands)
{
    const QStringList first = namesIn(islands.first());
    const QStringList second = namesIn(islands.last());
    return first.size() == 1 ? OneAgainstAll{first.front(), second} : OneAgainstAll{second.value(0), first};
}

} // namespace

/// By the shape of it: whoever is cut off comes first. What it means is said where there are islands: each elects its
/// own leader, and the leader runs the scheduled jobs.
QString Phrases::split(const Finding &finding) const
{
    const QJsonObject &evidence = finding.evidence;
    const QString shape = evidence.value("shape"_L1).toString();
    const QJsonArray islands = evidence.value("islands"_L1).toArray();
    if (shape == "loner"_L1 || shape == "unseen"_L1 || shape == "blind"_L1) {
        const auto [one, others] = oneAgainstAll(islands);
        if (shape == "loner"_L1)
            return text(QT_TRANSLATE_NOOP("Wording", "%1 is split off from %2: it sees nobody, nobody sees it, and it "
                                                     "elects itself leader and runs the scheduled jobs a second time"))
                .arg(list({one}), list(others));
        // Of a link that goes one way only the other end is named.
        QStringList ends;
        const bool isBlind = shape == "blind"_L1;
        for (const auto &link : evidence.value("oneWay"_L1).toArray())
            ends.append(link.toObject().value(isBlind ? "to"_L1 : "from"_L1).toString());
        if (isBlind)
            return text(QT_TRANSLATE_NOOP("Wording", "%1 sees nobody, though %2 sees it"),
                        QT_TRANSLATE_N_NOOP("Wording", "%1 sees nobody, though %2 see it"),
                        static_cast<int>(ends.size()))
                .arg(list({one}), list(ends));
        return text(QT_TRANSLATE_NOOP("Wording", "%1 is seen by nobody, though it sees %2"))
            .arg(list({one}), list(ends));
    }
    if (shape == "oneWay"_L1) {
        const QJsonArray missing = evidence.value("missing"_L1).toArray();
        QStringList links;
        for (const auto &link : missing) {
            if (links.size() < MostLinks)
                links.append(text(QT_TRANSLATE_NOOP("Wording", "%1 does not see %2"))
                                 .arg(list({link.toObject().value("from"_L1).toString()}),
                                      list({link.toObject().value("to"_L1).toString()})));
        }
        const int more = static_cast<int>(missing.size() - links.size());
        QString clause = text(QT_TRANSLATE_NOOP("Wording", "the member lists differ: %1"))
                             .arg(links.join(text(QT_TRANSLATE_NOOP("Wording", ", "))));
        if (more > 0)
            clause = text(QT_TRANSLATE_N_NOOP("Wording", "%1, and %n more"), more).arg(clause);
        return clause;
    }
    if (shape == "views"_L1) {
        QStringList groups;
        for (const auto &group : evidence.value("views"_L1).toArray())
            groups.append(list(namesIn(group)));
        return text(QT_TRANSLATE_NOOP("Wording", "the member lists differ: %1 each have their own"))
            .arg(groups.join(text(QT_TRANSLATE_NOOP("Wording", " | "))));
    }
    QStringList sides;
    for (const auto &island : islands)
        sides.append(list(namesIn(island)));
    if (sides.size() == 2)
        return text(QT_TRANSLATE_NOOP("Wording", "the cluster is split: %1 on one side, %2 on the other, and each side "
                                                 "elects its own leader and runs the scheduled jobs"))
            .arg(sides.front(), sides.back());
    return text(QT_TRANSLATE_NOOP("Wording", "the cluster is split into %1 parts: %2; each elects its own leader and "
                                             "runs the scheduled jobs"))
        .arg(number(static_cast<int>(sides.size())), sides.join(text(QT_TRANSLATE_NOOP("Wording", " | "))));
}

QString Phrases::gossip(const Finding &finding, const QString &who, int n) const
{
    const QJsonObject &evidence = finding.evidence;
    if (finding.code == Code::GossipUnreachable) {
        const QString clause = text(QT_TRANSLATE_NOOP("Wording", "the gossip port of %1 does not answer"),
                                    QT_TRANSLATE_N_NOOP("Wording", "the gossip ports of %1 do not answer"), n)
                                   .arg(who);
        return text(QT_TRANSLATE_NOOP("Wording", "%1: %2")).arg(clause, failure(finding));
    }
    if (finding.code == Code::GossipEncrypted) {
        if (evidence.value("key"_L1) == "refused"_L1)
            return text(QT_TRANSLATE_NOOP("Wording",
                                          "the gossip of %1 is encrypted with another key than the one given"))
                .arg(who);
        return text(QT_TRANSLATE_NOOP("Wording", "the gossip of %1 is encrypted and the key is not at hand")).arg(who);
    }
    const QString by = list(namesIn(evidence.value("by"_L1)));
    if (finding.code == Code::GossipSuspect)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 is suspected by the gossip of %2"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 are suspected by the gossip of %2"), n)
            .arg(who, by);
    const QString dead = text(QT_TRANSLATE_NOOP("Wording", "%1 is held dead by the gossip of %2"),
                              QT_TRANSLATE_N_NOOP("Wording", "%1 are held dead by the gossip of %2"), n)
                             .arg(who, by);
    if (!evidence.value("answers"_L1).toBool())
        return dead;
    return text(QT_TRANSLATE_NOOP("Wording", "%1, though it answers"),
                QT_TRANSLATE_N_NOOP("Wording", "%1, though they answer"), n)
        .arg(dead);
}

} // namespace rollcall
