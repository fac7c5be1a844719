// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/KeysDialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
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
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("keysArea"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto *sheet = new QWidget(area);
    auto *grid = new QGridLayout(sheet);
    grid->setContentsMargins(0, 0, 0, 0);
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
    QList<std::pair<QLabel *, QLabel *>> lines;
    for (const auto &[keys, meaning] : rows) {
        lines << std::pair(new QLabel(keys, sheet), new QLabel(meaning, sheet));
        lines.back().first->setFont(theme.font(Theme::Text::Body, true));
        for (QLabel *label : {lines.back().first, lines.back().second})
            label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    }
    const auto place = [&](qsizetype height) {
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const int row = static_cast<int>(i % height);
            const int column = static_cast<int>(i / height) * 3;
            grid->addWidget(lines[i].first, row, column);
            grid->addWidget(lines[i].second, row, column + 1);
        }
    };
    // Two columns: all of it is seen at once.
    place((lines.size() + 1) / 2);
    grid->setColumnMinimumWidth(2, theme.unit(4));
    area->setWidget(sheet);
    layout->addWidget(area);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    // With large text one below the other, and scrolled: no larger than the window it belongs to.
    const QMargins margins = layout->contentsMargins();
    const QSize beside(margins.left() + margins.right(),
                       margins.top() + margins.bottom() + layout->spacing() + buttons->sizeHint().height());
    const QSize room = (parent ? parent->window()->size() : screen()->availableSize()) - beside;
    QSize wanted = sheet->sizeHint();
    if (wanted.width() > room.width()) {
        place(lines.size());
        grid->setColumnMinimumWidth(2, 0);
        grid->setColumnStretch(1, 1);
        for (const auto &[keys, meaning] : lines)
            meaning->setWordWrap(true);
        wanted = QSize(room.width(), grid->totalHeightForWidth(room.width()));
    }
    resize(wanted.boundedTo(room) + beside);
}

} // namespace rollcall
