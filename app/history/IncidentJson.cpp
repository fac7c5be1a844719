// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/IncidentJson.h"

#include "base/Spreadsheet.h"

#include <QJsonArray>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QJsonValue momentOf(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(moment.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue(QJsonValue::Null);
}

QDateTime momentFrom(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

/// `[moment, severity]` each; null: it was away.
QJsonArray courseOf(const Incident &incident)
{
    QJsonArray course;
    for (const IncidentTurn &turn : incident.course)
        course.append(
            QJsonArray{momentOf(turn.at), turn.severity ? QJsonValue(severityName(*turn.severity)) : QJsonValue()});
    return course;
}

/// What cannot be read is left out.
std::vector<IncidentTurn> courseFrom(const QJsonArray &json)
{
    std::vector<IncidentTurn> course;
    for (const auto entry : json) {
        const QJsonArray pair = entry.toArray();
        const QDateTime at = momentFrom(pair.at(0));
        const bool isAway = pair.at(1).isNull();
        const std::optional<Severity> severity = severityFromName(pair.at(1).toString());
        const bool isInOrder = course.empty() || course.back().at <= at;
        if (at.isValid() && isInOrder && (isAway || severity) && course.size() < Incident::MostTurns)
            course.push_back({at, isAway ? std::nullopt : severity});
    }
    return course;
}

QString markdownCell(QString text)
{
    for (const QChar c : {u'\\', u'|', u'`', u'*', u'_', u'<', u'[', u'#'})
        text.replace(c, QString(u'\\') + c);
    return text.replace(u'\n', u' ');
}

QString isoOf(const QDateTime &moment)
{
    return moment.isValid() ? moment.toUTC().toString(Qt::ISODate) : QString();
}

} // namespace

QJsonObject toJson(const Incident &incident)
{
    QJsonObject json{{u"id"_s, incident.id},
                     {u"code"_s, codeName(incident.code)},
                     {u"severity"_s, severityName(incident.severity)},
                     {u"targets"_s, QJsonArray::fromStringList(incident.targets)},
                     {u"message"_s, incident.message},
                     {u"evidence"_s, incident.evidence},
                     {u"openedAt"_s, momentOf(incident.openedAt)},
                     {u"closedAt"_s, momentOf(incident.closedAt)},
                     {u"cause"_s, incident.isRoot() ? QJsonValue(QJsonValue::Null) : QJsonValue(incident.cause)},
                     {u"times"_s, incident.times},
                     {u"flapping"_s, incident.isFlapping},
                     {u"maintenance"_s, incident.isInMaintenance},
                     {u"acknowledged"_s, QJsonValue::Null},
                     {u"course"_s, courseOf(incident)}};
    if (const auto &known = incident.acknowledgement) {
        json[u"acknowledged"_s] = QJsonObject{{u"by"_s, known->by},
                                              {u"reason"_s, known->reason},
                                              {u"at"_s, momentOf(known->at)},
                                              {u"until"_s, momentOf(known->until)}};
    }
    return json;
}

std::optional<Incident> incidentFrom(const QJsonObject &json)
{
    const std::optional<Code> code = codeFromName(json.value(u"code"_s).toString());
    const std::optional<Severity> severity = severityFromName(json.value(u"severity"_s).toString());
    Incident incident;
    incident.id = json.value(u"id"_s).toInteger();
    incident.openedAt = momentFrom(json.value(u"openedAt"_s));
    if (!code || !severity || incident.id <= 0 || !incident.openedAt.isValid())
        return std::nullopt;
    incident.code = *code;
    incident.severity = *severity;
    for (const auto name : json.value(u"targets"_s).toArray())
        incident.targets.append(name.toString());
    incident.message = json.value(u"message"_s).toString();
    incident.evidence = json.value(u"evidence"_s).toObject();
    incident.closedAt = momentFrom(json.value(u"closedAt"_s));
    incident.cause = json.value(u"cause"_s).toInteger();
    incident.times = std::max(1, json.value(u"times"_s).toInt(1));
    incident.isFlapping = json.value(u"flapping"_s).toBool();
    incident.isInMaintenance = json.value(u"maintenance"_s).toBool();
    if (const QJsonValue known = json.value(u"acknowledged"_s); known.isObject()) {
        const QJsonObject object = known.toObject();
        incident.acknowledgement =
            Acknowledgement{object.value(u"by"_s).toString(), object.value(u"reason"_s).toString(),
                            momentFrom(object.value(u"at"_s)), momentFrom(object.value(u"until"_s))};
    }
    incident.course = courseFrom(json.value(u"course"_s).toArray());
    return incident;
}

QByteArray toCsv(const std::vector<Incident> &incidents)
{
    QString text = u"id,code,severity,targets,opened,closed,seconds,times,flapping,cause,acknowledged by,reason,"
                   "until,message\r\n"_s;
    for (const Incident &incident : incidents) {
        const auto known = incident.acknowledgement.value_or(Acknowledgement{});
        const QStringList cells{QString::number(incident.id),
                                codeName(incident.code),
                                severityName(incident.severity),
                                spreadsheetCell(incident.targets.join(u' ')),
                                isoOf(incident.openedAt),
                                isoOf(incident.closedAt),
                                incident.isOpen() ? QString()
                                                  : QString::number(incident.openedAt.secsTo(incident.closedAt)),
                                QString::number(incident.times),
                                incident.isFlapping ? u"yes"_s : u"no"_s,
                                incident.isRoot() ? QString() : QString::number(incident.cause),
                                spreadsheetCell(known.by),
                                spreadsheetCell(known.reason),
                                isoOf(known.until),
                                spreadsheetCell(incident.message)};
        text += cells.join(u',') + u"\r\n"_s;
    }
    return text.toUtf8();
}

QString toMarkdown(const std::vector<Incident> &incidents, const QString &cluster)
{
    QString text =
        u"| %1 | severity | opened | closed | acknowledged |\n|---|---|---|---|---|\n"_s.arg(markdownCell(cluster));
    for (const Incident &incident : incidents) {
        const auto known = incident.acknowledgement.value_or(Acknowledgement{});
        text += u"| %1 (%2) | %3 | %4 | %5 | %6 |\n"_s.arg(
            markdownCell(incident.message), codeName(incident.code), severityName(incident.severity),
            isoOf(incident.openedAt), incident.isOpen() ? u"open"_s : isoOf(incident.closedAt),
            known.reason.isEmpty() ? QString() : markdownCell(known.by + u": "_s + known.reason));
    }
    return text;
}

} // namespace rollcall
