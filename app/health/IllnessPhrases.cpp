// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Phrases.h"

#include "health/Wording.h"

#include <QCoreApplication>

// What a node says of itself, of its parts, and what a probe of the file finds.

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr int LongestMessage = 120;

/// The parts that people have a word for; the others go by their own names.
const char *wordFor(const QString &component)
{
    struct Row
    {
        QLatin1StringView component;
        const char *word;
    };
    static constexpr Row rows[] = {
        {"database"_L1, QT_TRANSLATE_NOOP("Wording", "the database")},
        {"filestore"_L1, QT_TRANSLATE_NOOP("Wording", "the file store")},
        {"redis"_L1, QT_TRANSLATE_NOOP("Wording", "Redis")},
        {"gitaly"_L1, QT_TRANSLATE_NOOP("Wording", "Gitaly")},
        {"registry"_L1, QT_TRANSLATE_NOOP("Wording", "the registry")},
        {"clair"_L1, QT_TRANSLATE_NOOP("Wording", "Clair")},
        {"ldap"_L1, QT_TRANSLATE_NOOP("Wording", "the LDAP server")},
    };
    for (const Row &row : rows) {
        if (component == row.component)
            return row.word;
    }
    return nullptr;
}

} // namespace

QString Phrases::withMessage(const QString &clause, const QString &message) const
{
    if (message.isEmpty())
        return clause;
    return text(QT_TRANSLATE_NOOP("Wording", "%1 (%2)")).arg(clause, Wording::plain(message, LongestMessage));
}

QString Phrases::component(const Finding &finding, const QString &who) const
{
    const QString name = finding.evidence.value("component"_L1).toString();
    const char *word = wordFor(name);
    QString shown = Wording::plain(name, 64);
    if (word)
        shown = text(word);
    else if (name.endsWith(".car"_L1))
        shown = text(QT_TRANSLATE_NOOP("Wording", "CApp %1")).arg(shown);
    else if (!name.startsWith("port "_L1))
        shown = text(QT_TRANSLATE_NOOP("Wording", "component %1")).arg(shown);
    if (const QString instance = finding.evidence.value("instance"_L1).toString(); !instance.isEmpty())
        shown += u' ' + Wording::plain(instance, 64);
    return withMessage(text(QT_TRANSLATE_NOOP("Wording", "%1 fails on %2")).arg(shown, who),
                       finding.evidence.value("message"_L1).toString());
}

QString Phrases::illness(const Finding &finding, const QString &who, int n) const
{
    const QJsonObject &evidence = finding.evidence;
    const QString message = evidence.value("message"_L1).toString();
    if (finding.code == Code::NodeStarting)
        return withMessage(
            text(QT_TRANSLATE_NOOP("Wording", "%1 is starting"), QT_TRANSLATE_N_NOOP("Wording", "%1 are starting"), n)
                .arg(who),
            message);
    if (finding.code == Code::NodeDraining)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 is draining"), QT_TRANSLATE_N_NOOP("Wording", "%1 are draining"),
                    n)
            .arg(who);
    if (finding.code == Code::NodeMaintenance)
        return withMessage(text(QT_TRANSLATE_NOOP("Wording", "%1 is in maintenance"),
                                QT_TRANSLATE_N_NOOP("Wording", "%1 are in maintenance"), n)
                               .arg(who),
                           message);
    if (finding.code == Code::NodeUnhealthy) {
        if (evidence.contains("status"_L1)) {
            const QString status = u"HTTP %1"_s.arg(evidence.value("status"_L1).toInt());
            return text(QT_TRANSLATE_NOOP("Wording", "%1 answers with an error (%2)"),
                        QT_TRANSLATE_N_NOOP("Wording", "%1 answer with an error (%2)"), n)
                .arg(who, message.isEmpty() ? status : Wording::plain(message, LongestMessage));
        }
        return withMessage(text(QT_TRANSLATE_NOOP("Wording", "%1 calls itself unhealthy"),
                                QT_TRANSLATE_N_NOOP("Wording", "%1 call themselves unhealthy"), n)
                               .arg(who),
                           message);
    }
    if (finding.code == Code::ProbeFailed) {
        const QString probe = Wording::plain(evidence.value("probe"_L1).toString(), 64);
        const QString clause = who.isEmpty()
                                   ? text(QT_TRANSLATE_NOOP("Wording", "probe %1 fails")).arg(probe)
                                   : text(QT_TRANSLATE_NOOP("Wording", "probe %1 fails on %2")).arg(probe, who);
        const QString got = Wording::plain(evidence.value("got"_L1).toString(), LongestMessage);
        const QString expected = Wording::plain(evidence.value("expected"_L1).toString(), LongestMessage);
        if (expected.isEmpty())
            return withMessage(clause, got);
        return text(QT_TRANSLATE_NOOP("Wording", "%1 (%2; expected: %3)")).arg(clause, got, expected);
    }
    return component(finding, who);
}

} // namespace rollcall
