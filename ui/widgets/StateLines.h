// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Wording.h"
#include "ui/theme/Theme.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace rollcall {

class StateMark;

/// Sentences under each other, each with the mark of how bad its news are; the first one stands out. One tab stop, and
/// to assistive technology one text.
class StateLines final : public QScrollArea
{
    Q_OBJECT

public:
    explicit StateLines(const Theme &theme, QWidget *parent = nullptr);
    /// `note` stands below, quietly; empty: none.
    void setLines(const std::vector<BeliefLine> &lines, const QString &note, bool isGrey);
    /// Stands under the sentences; stays the caller's to show and hide.
    void addBelow(QWidget *widget);
    /// All sentences without scrolling, in that width.
    int heightOfLines(int width) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    struct Line
    {
        QWidget *row = nullptr;
        StateMark *mark = nullptr;
        QLabel *text = nullptr;
    };
    const Theme &m_theme;
    std::vector<BeliefLine> m_lines;
    std::vector<Line> m_rows;
    QVBoxLayout *m_sentences = nullptr;
    QVBoxLayout *m_below = nullptr;
    QLabel *m_note = nullptr;
    bool m_isGrey = false;
};

} // namespace rollcall
