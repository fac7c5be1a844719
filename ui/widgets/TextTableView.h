// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/TextTable.h"
#include "ui/theme/Theme.h"

#include <QTableView>

namespace rollcall {

/// A table of text: whole rows are selected, figures stand right, states have their shape, long text elides in the
/// middle and shows whole on hover, Ctrl+C copies.
class TextTableView final : public QTableView
{
    Q_OBJECT

public:
    /// `stretched` is the column that takes the rest of the width; `shares` are the greatest widths of the others, in
    /// average characters: they are as wide as what stands in them. Where the stretched one would be left with less
    /// than it needs and less than its least part, the widest give it room.
    TextTableView(TextTable &model, const Theme &theme, int stretched, const QList<int> &shares,
                  QWidget *parent = nullptr);
    /// The least part of the width that the stretched column is left with, where it needs it; a third by itself. A
    /// sentence that the others only go with wants more.
    void setLeastPart(double part);
    /// Selected rows, or all when none is selected, as text.
    void copy();
    /// High enough for all rows, up to `most`.
    int heightForRows(int most) const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void resizeColumns();
    void makeRoom();
    int neededWidth(int column) const;
    void measure(bool isAnew);

    TextTable &m_model;
    const Theme &m_theme;
    int m_stretched;
    QList<int> m_shares;
    double m_leastPart = 1.0 / 3;
    QList<int> m_needed; ///< by column, in pixels
    bool m_isSetting = false;
    bool m_isOwn = false; ///< somebody chose the widths
    bool m_isMeasuring = false;
};

} // namespace rollcall
