// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace rollcall {

/// A sentence of plain text over at most a few lines; longer ones end in an ellipsis and show whole on hover. To
/// assistive technology it is a label whose text changes, which is what gets announced.
class Sentence final : public QLabel
{
    Q_OBJECT

public:
    explicit Sentence(int mostLines, QWidget *parent = nullptr);
    void setSentence(const QString &text);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Splits into lines of that width; the last one takes the rest.
    QStringList lines(int width) const;

    int m_mostLines;
};

} // namespace rollcall
