// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/StateChange.h"
#include "ui/models/TextTable.h"

namespace rollcall {

/// The changes of one cluster's state, newest first: what it was then, in the language of the window.
class ChangesModel final : public TextTable
{
    Q_OBJECT

public:
    enum Column { What, At, State, NotWell };

    explicit ChangesModel(QObject *parent = nullptr);

    void setChanges(std::vector<StateChange> changes, const QDateTime &now);
    /// In the order of the rows.
    const std::vector<StateChange> &changes() const { return m_changes; }
    /// Null: none is there.
    const StateChange *change(int row) const;
    /// All there is to say of one, for the place under the table: what was new then, what went on, what was over.
    QString details(int row, const QDateTime &now) const;

    static QString sentence(const StateChange &change);

private:
    std::vector<StateChange> m_changes;
};

} // namespace rollcall
