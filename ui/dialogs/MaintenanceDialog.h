// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Maintenance.h"
#include "ui/dialogs/WrappingDialog.h"
#include "ui/theme/Theme.h"

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace rollcall {

/// The maintenance windows of one cluster: those there are, and a form for another.
class MaintenanceDialog final : public WrappingDialog
{
    Q_OBJECT

public:
    MaintenanceDialog(const Theme &theme, const QStringList &nodes, std::vector<MaintenanceWindow> windows,
                      const QDateTime &now, QWidget *parent = nullptr);

Q_SIGNALS:
    /// All of them, each time one was added or removed.
    void changed(const std::vector<rollcall::MaintenanceWindow> &windows);

private:
    void add();
    void remove();
    void showWindows();
    void check();

    std::vector<MaintenanceWindow> m_windows;
    QDateTime m_now;
    QListWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_add = nullptr;
    QComboBox *m_target = nullptr;
    QComboBox *m_repeat = nullptr;
    QDateTimeEdit *m_from = nullptr;
    QDateTimeEdit *m_to = nullptr;
    QLineEdit *m_reason = nullptr;
    QLabel *m_fault = nullptr;
};

} // namespace rollcall
