// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/FindingsModel.h"

#include "health/ClusterState.h"
#include "ui/models/Words.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace rollcall {

namespace {

QString valueText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return QStringLiteral("–");
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 10);
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue part : value.toArray())
            parts << valueText(part);
        return parts.join(u", ");
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        QStringList parts;
        for (auto it = object.begin(); it != object.end(); ++it)
            parts << it.key() + QStringLiteral(": ") + valueText(it.value());
        return parts.join(u", ");
    }
    }
    return {};
}

} // namespace

FindingsModel::FindingsModel(QObject *parent)
    : TextTable({tr("Reason"), tr("Code"), tr("Since"), tr("Evidence")}, {}, parent)
{}

QString FindingsModel::evidence(const QJsonObject &evidence, qsizetype longest)
{
    QStringList parts;
    for (auto it = evidence.begin(); it != evidence.end(); ++it)
        parts << it.key() + QStringLiteral(": ") + valueText(it.value());
    return Wording::plain(parts.join(u" · "), longest);
}

void FindingsModel::setTarget(const ClusterState &cluster, const TargetState &target)
{
    std::vector<Row> rows;
    for (const Finding &finding : target.findings) {
        Row row;
        const QString code = codeName(finding.code);
        // A code may hold twice for one target (two components): the evidence tells them apart.
        row.key = code + u'/' + finding.evidence.value(u"component").toString();
        for (int n = 2; std::any_of(rows.begin(), rows.end(), [&row](const Row &r) { return r.key == row.key; }); ++n)
            row.key = code + u'/' + QString::number(n);
        row.severity = static_cast<int>(finding.severity);
        row.cells = {words::wording().message(*cluster.file, finding), code,
                     words::moment(finding.since, cluster.utc.toLocalTime().date()), evidence(finding.evidence)};
        row.toolTip = row.cells[0] + u'\n' + evidence(finding.evidence, 2000);
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

} // namespace rollcall
