// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QDialog>
#include <QList>

class QAction;

namespace rollcall {

/// Every key there is, read from the actions themselves.
class KeysDialog final : public QDialog
{
    Q_OBJECT

public:
    KeysDialog(const Theme &theme, const QList<QAction *> &actions, QWidget *parent = nullptr);
};

} // namespace rollcall
