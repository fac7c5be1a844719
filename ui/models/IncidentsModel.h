// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Incident.h"
#include "history/Maintenance.h"
#include "ui/models/TextTable.h"

namespace rollcall {

/// The incidents of one cluster as a table: those that last first, then the newest; what another explains stands under
/// it.
class IncidentsModel final : public TextTable
{
    Q_OBJECT

public:
    enum Column { What, Opened, Lasted, Times, Standing };

    explicit IncidentsModel(QObject *parent = nullptr);

    void setIncidents(std::vector<Incident> incidents, const QDateTime &now);
    /// In the order of the rows.
    const std::vector<Incident> &incidents() const { return m_incidents; }
    /// Null: none is there.
    const Incident *incident(int row) const;

    /// As a sentence in the person's language, from what was seen; also of nodes that the file no longer has.
    static QString sentence(const Incident &incident);
    /// Acknowledged by whom, why and until when; in maintenance; flapping; explained by another. Empty: nothing.
    static QString standing(const Incident &incident, const QDateTime &now);
    /// All there is to say of one, for the place under the table.
    static QString details(const Incident &incident, const std::vector<Incident> &all, const QDateTime &now);
    static QString window(const MaintenanceWindow &window, const QDateTime &now);

private:
    std::vector<Incident> m_incidents;
};

} // namespace rollcall
