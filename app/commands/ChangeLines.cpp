// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/ChangeLines.h"

#include "health/Report.h"
#include "health/Wording.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QJsonValue withoutNumbers(const QJsonValue &value)
{
    if (value.isDouble())
        return QJsonValue::Null;
    if (value.isArray()) {
        const QJsonArray in = value.toArray();
        QJsonArray out;
        for (const auto each : in)
            out.append(withoutNumbers(each));
        return out;
    }
    if (value.isObject()) {
        const QJsonObject in = value.toObject();
        QJsonObject out;
        for (auto it = in.begin(); it != in.end(); ++it)
            out.insert(it.key(), withoutNumbers(it.value()));
        return out;
    }
    return value;
}

bool isSameSubject(const Finding &a, const Finding &b)
{
    return a.code == b.code && a.targets == b.targets;
}

bool isSame(const Finding &a, const Finding &b)
{
    return isSameSubject(a, b) && a.severity == b.severity && withoutNumbers(a.evidence) == withoutNumbers(b.evidence);
}

template <class Same>
std::vector<Finding> missing(const std::vector<Finding> &from, const std::vector<Finding> &in, Same same)
{
    std::vector<Finding> out;
    for (const Finding &finding : from) {
        const bool isThere =
            std::any_of(in.begin(), in.end(), [&](const Finding &other) { return same(finding, other); });
        if (!isThere)
            out.push_back(finding);
    }
    return out;
}

QJsonArray toArray(const ClusterFile &file, const std::vector<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings)
        array.append(toJson(file, finding));
    return array;
}

} // namespace

Change changeBetween(const std::vector<Finding> &before, const std::vector<Finding> &now)
{
    return {.changed = missing(now, before, isSame), .resolved = missing(before, now, isSameSubject)};
}

std::optional<QString> ChangeLines::lineFor(const ClusterState &state, const Output &out)
{
    if (state.isFirstSweep)
        return std::nullopt;
    const Change change = changeBetween(m_said, state.findings);
    const bool isNews = !m_saidAs || *m_saidAs != state.state || (!m_isQuiet && !change.isEmpty());
    if (!isNews)
        return std::nullopt;
    m_said = state.findings;
    m_saidAs = state.state;
    return line(state, change, out);
}

QString ChangeLines::line(const ClusterState &state, const Change &change, const Output &out) const
{
    const QString verdict = Wording().verdict(state);
    const QString at = state.utc.toUTC().toString(m_isJson ? Qt::ISODateWithMs : Qt::ISODate);
    if (m_isJson) {
        const QJsonObject fields{{u"at"_s, at},
                                 {u"cluster"_s, state.file->name},
                                 {u"state"_s, stateName(state.state)},
                                 {u"verdict"_s, verdict},
                                 {u"changed"_s, toArray(*state.file, change.changed)},
                                 {u"resolved"_s, toArray(*state.file, change.resolved)}};
        return QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact)) + u'\n';
    }
    return at + u"  "_s + out.coloured(state.state, stateName(state.state).leftJustified(10)) +
           Wording::plain(verdict, 2000) + u'\n';
}

} // namespace rollcall
