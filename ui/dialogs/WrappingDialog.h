// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace rollcall {

/// A dialog that is never lower than its lines need where they wrap: the hint of the whole does not know of that, and
/// the fields would give the room.
class WrappingDialog : public QDialog
{
    Q_OBJECT

public:
    using QDialog::QDialog;

protected:
    bool event(QEvent *event) override;
};

} // namespace rollcall
