// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ChangesModel.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace rollcall {

class ClusterHistory;
class TextTableView;

/// How one cluster's state changed: a table, and under it what was new and what was over at the chosen moment.
class ChangesPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ChangesPanel(const Theme &theme, QWidget *parent = nullptr);

    /// Those of the last `span` milliseconds; 0: the newest alone; less: all there are. Null: nothing is kept.
    void showChanges(ClusterHistory *history, qint64 span);
    const ChangesModel &model() const { return m_model; }
    /// Null: none is chosen.
    const StateChange *selected() const;

Q_SIGNALS:
    /// What is shown, or chosen, is another.
    void changed();

private:
    void take(std::vector<StateChange> &&changes, const QDateTime &now);
    void showGone(const QDateTime &goneTo);
    void showSelected();
    void restyle();

    const Theme &m_theme;
    ChangesModel m_model;
    QDateTime m_now;
    unsigned m_asked = 0; ///< which answer is the newest
    TextTableView *m_table = nullptr;
    QLabel *m_empty = nullptr;
    QLabel *m_gone = nullptr;
    QPlainTextEdit *m_details = nullptr;
};

} // namespace rollcall
