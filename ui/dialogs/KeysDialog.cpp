// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/KeysDialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace rollcall {

KeysDialog::KeysDialog(const Theme &theme, const QList<QAction *> &actions, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("keys"));
    setWindowTitle(tr("Keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.unit(3), theme.unit(2), theme.unit(3), theme.unit(2));
    layout->setSpacing(theme.unit(2));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.unit(2));
    grid->setVerticalSpacing(theme.unit(0.75));
    QList<std::pair<QString, QString>> rows;
    for (const QAction *action : actions) {
        const QString keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        if (!keys.isEmpty())
            rows << std::pair(QString(keys).replace(QStringLiteral("; "), QStringLiteral(", ")),
                              QString(action->text()).remove(u'&').remove(u'…'));
    }
    rows << std::pair(tr("Arrows"), tr("Move between tiles, between cells"))
         << std::pair(tr("Home, End"), tr("To the first, the last tile"))
         << std::pair(tr("Enter"), tr("Open the node, of a cell that of its row"))
         << std::pair(tr("Shift+Enter"), tr("Open the node of the cell's column"))
         << std::pair(tr("Ctrl+C"), tr("Copy rows of a table, or the matrix, as text"))
         << std::pair(tr("Tab"), tr("To the next control")) << std::pair(tr("←, →"), tr("Trends: move the crosshair"))
         << std::pair(tr("Shift+←, Shift+→"), tr("Trends: earlier, later"))
         << std::pair(tr("+, Backspace"), tr("Trends: zoom in, zoom back"))
         << std::pair(tr("P, N"), tr("Trends: to the previous, the next event"))
         << std::pair(tr("1 … 9, Alt+1 … 9"), tr("Trends: show or hide a node, show it alone"))
         << std::pair(tr("Menu"), tr("Trends: all that can be done with a chart"));
    // Two columns: all of it is seen at once.
    const int half = static_cast<int>((rows.size() + 1) / 2);
    for (int i = 0; i < rows.size(); ++i) {
        const int column = i < half ? 0 : 3;
        auto *key = new QLabel(rows[i].first, this);
        key->setFont(theme.font(Theme::Text::Body, true));
        grid->addWidget(key, i % half, column, Qt::AlignTop);
        grid->addWidget(new QLabel(rows[i].second, this), i % half, column + 1, Qt::AlignTop);
    }
    grid->setColumnMinimumWidth(2, theme.unit(4));
    layout->addLayout(grid);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace rollcall
