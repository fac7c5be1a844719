// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Wording.h"
#include "ui/models/BeliefModel.h"
#include "ui/theme/Theme.h"

#include <QPersistentModelIndex>
#include <QWidget>
#include <array>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace rollcall {

class BeliefLegend;
class BeliefMatrixView;
class Sentence;
class StateLines;

/// One block of nodes: its matrix, and beside it in words what it shows. Where both sources are wanted and two matrices
/// fit next to each other they stand so; else one matrix shows both in each cell.
class BeliefPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit BeliefPanel(const Theme &theme, QWidget *parent = nullptr);

    /// `title` is empty where it is the only block; the note stands under the last one. `canEdit`: whether there is a
    /// file in which gaps could be closed.
    void setBlock(const ClusterState &state, const BeliefBlock &block, const QString &title, bool withNote,
                  bool canEdit, TimePoint now);
    /// What is wanted; shown is what there is.
    void setView(BeliefView view);
    void setNow(TimePoint now);

    const BeliefMatrix &matrix() const { return m_matrices[0]->matrix(); }
    /// What is shown, whether in one matrix or in two.
    BeliefView view() const { return matrix().possible(m_wanted); }
    const std::vector<BeliefLine> &lines() const { return m_lines; }
    BeliefMatrixView &firstView() { return *m_views[0]; }
    BeliefMatrixView &secondView() { return *m_views[1]; }
    bool isSideBySide() const { return m_isSideBySide; }
    /// The matrices that are shown, with their names.
    QString toText() const;
    QString toMarkdown() const;
    /// High enough to show many rows, where panels stand under each other.
    int wantedHeight() const;

Q_SIGNALS:
    void nodeWanted(rollcall::TargetId target);
    void copyWanted();
    void editWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refit();
    void restyle();
    void follow(int from, int to);
    void showCell(const QModelIndex &index);
    QString caption(BeliefView view) const;

    const Theme &m_theme;
    BeliefView m_wanted = BeliefView::Both;
    bool m_isSideBySide = false;
    bool m_isFollowing = false;
    TimePoint m_now;
    QPersistentModelIndex m_shown; ///< the cell whose sentence stands below
    std::vector<BeliefLine> m_lines;
    std::array<BeliefModel *, 2> m_matrices{};
    std::array<BeliefMatrixView *, 2> m_views{};
    std::array<QLabel *, 2> m_captions{};
    QBoxLayout *m_layout = nullptr;
    QWidget *m_left = nullptr;
    QWidget *m_second = nullptr;
    QLabel *m_title = nullptr;
    Sentence *m_cell = nullptr;
    BeliefLegend *m_legend = nullptr;
    StateLines *m_sentences = nullptr;
    QPushButton *m_edit = nullptr;
};

} // namespace rollcall
