// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Incident.h"

#include <QJsonObject>
#include <optional>

namespace rollcall {

/// As it is stored and exported: English keys, codes and severities as in the contract, times as ISO 8601 in UTC.
QJsonObject toJson(const Incident &incident);
/// Absent for what is no incident of this version.
std::optional<Incident> incidentFrom(const QJsonObject &json);

/// One line for each incident, for a spreadsheet: comma-separated, with a heading. Texts that a spreadsheet would take
/// for a formula are made harmless.
QByteArray toCsv(const std::vector<Incident> &incidents);
/// The same for a ticket.
QString toMarkdown(const std::vector<Incident> &incidents, const QString &cluster);

} // namespace rollcall
