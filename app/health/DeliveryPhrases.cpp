// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Phrases.h"

#include <QCoreApplication>
#include <QJsonArray>

// The ways that messages take: between nodes, and through the proxy.

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QStringList plainNames(const QJsonValue &array)
{
    QStringList names;
    const QJsonArray all = array.toArray();
    for (const auto &name : all)
        names.append(Wording::plain(name.toString(), 64));
    return names;
}

} // namespace

QString Phrases::delivery(const Finding &finding) const
{
    const QJsonObject &evidence = finding.evidence;
    const QStringList from = plainNames(evidence.value("from"_L1));
    const QStringList to = plainNames(evidence.value("to"_L1));
    const bool isSelf = evidence.value("self"_L1).toBool();
    if (finding.code == Code::DeliveryFailed) {
        if (isSelf)
            return text(QT_TRANSLATE_NOOP("Wording", "%1 receives no posts, not even its own")).arg(list(to));
        if (from.size() > 1 && to.size() > 1)
            return text(QT_TRANSLATE_NOOP("Wording", "no post on one node reaches another"));
        if (from.size() > 1)
            return text(QT_TRANSLATE_NOOP("Wording", "%1 receives nothing from %2")).arg(list(to), list(from));
        return text(QT_TRANSLATE_NOOP("Wording", "posts on %1 do not reach %2")).arg(list(from), list(to));
    }
    const QString time = duration(Milliseconds(static_cast<qint64>(evidence.value("ms"_L1).toDouble())));
    if (isSelf)
        return text(QT_TRANSLATE_NOOP("Wording", "posts are slow to reach %1 (%2), its own too")).arg(list(to), time);
    if (from.size() > 1 && to.size() > 1)
        return text(QT_TRANSLATE_NOOP("Wording", "posts are slow between all nodes (%1)")).arg(time);
    return text(QT_TRANSLATE_NOOP("Wording", "posts on %1 are slow to reach %2 (%3)")).arg(list(from), list(to), time);
}

QString Phrases::notReached(const Finding &finding, const std::vector<TargetId> &targets, qsizetype longest) const
{
    std::vector<TargetId> nodes = targets; // the proxy is said anyway
    std::erase_if(nodes, [this](TargetId id) { return m_file && m_file->isProxy(id); });
    const QString who = names(nodes, longest);
    const QJsonArray over = finding.evidence.value("over"_L1).toArray();
    const bool isOne = over.size() == 1;
    const bool isHttp = over.at(0) == u"http"_s;
    const QString only = finding.evidence.value("only"_L1).toString();
    if (only.isEmpty())
        return text(!isOne   ? QT_TRANSLATE_NOOP("Wording", "the proxy sends nothing to %1")
                    : isHttp ? QT_TRANSLATE_NOOP("Wording", "the proxy sends no HTTP requests to %1")
                             : QT_TRANSLATE_NOOP("Wording", "the proxy opens no WebSockets to %1"))
            .arg(who);
    const QString all = text(!isOne   ? QT_TRANSLATE_NOOP("Wording", "all that went through the proxy led to %1")
                             : isHttp ? QT_TRANSLATE_NOOP("Wording", "all HTTP requests through the proxy led to %1")
                                      : QT_TRANSLATE_NOOP("Wording", "all WebSockets through the proxy led to %1"))
                            .arg(Wording::plain(only, 64));
    return text(QT_TRANSLATE_NOOP("Wording", "%1, nothing to %2 (so it is from this workstation: a proxy that binds an "
                                             "address to one node looks the same)"))
        .arg(all, who);
}

} // namespace rollcall
