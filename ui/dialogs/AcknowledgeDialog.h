// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Incident.h"
#include "ui/dialogs/WrappingDialog.h"
#include "ui/theme/Theme.h"

class QComboBox;
class QLineEdit;

namespace rollcall {

/// Asks for the reason and the end of an acknowledgement. Without a reason there is none.
class AcknowledgeDialog final : public WrappingDialog
{
    Q_OBJECT

public:
    AcknowledgeDialog(const Theme &theme, const QString &what, const QDateTime &now, QWidget *parent = nullptr);

Q_SIGNALS:
    void acknowledged(const rollcall::Acknowledgement &acknowledgement);

private:
    void accept() override;

    QDateTime m_now;
    QLineEdit *m_reason = nullptr;
    QComboBox *m_until = nullptr;
};

} // namespace rollcall
