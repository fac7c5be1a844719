// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace rollcall {

/// What the marks of a belief matrix mean: the mark and its word, in as many lines as it takes.
class BeliefLegend final : public QWidget
{
    Q_OBJECT

public:
    explicit BeliefLegend(const Theme &theme, QWidget *parent = nullptr);
    /// Gossip has more beliefs than an API; two sources can differ.
    void setSources(bool hasGossip, bool hasBoth);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Entry { Seen, Suspected, Dead, NotSeen, Left, Unknown, Differs };
    struct Place
    {
        Entry entry;
        QPoint at;
    };
    std::vector<Place> places(int width) const;
    QString word(Entry entry) const;
    int side() const;
    int lineHeight() const;

    const Theme &m_theme;
    std::vector<Entry> m_entries;
};

} // namespace rollcall
