// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Page.h"
#include "ui/models/BoardModel.h"
#include "ui/tiles/TileLayout.h"

#include <QList>
#include <functional>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QStackedLayout;

namespace rollcall {

class BoardView;
class CountButton;
class EmptyBoard;
class Sentence;
class StateMark;

/// All open clusters: the verdict, how many are in which state, and a tile for each node.
class BoardPage final : public Page
{
    Q_OBJECT

public:
    BoardPage(const PageContext &context, QSettings &settings, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("board"); }
    QString title() const override { return tr("Board"); }
    ClusterKey cluster() const override;
    TargetId target() const override;
    void entered() override;
    void tick() override;
    bool takeEscape() override;
    QWidget *filterField() override;
    void setWall(bool isWall) override;

    BoardModel &model() { return m_model; }
    BoardView &view() { return *m_view; }
    void setDensity(Density density);
    Density density() const;
    /// What the board offers while nothing is open; the built-in cluster only if `canTryBuiltIn`.
    EmptyBoard &emptyBoard() { return *m_empty; }

Q_SIGNALS:
    void densityChanged(rollcall::Density density);

private:
    void refresh();
    void showCounts();
    void restyle();
    QWidget *makeTools();

    BoardModel m_model;
    QSettings &m_settings;
    BoardView *m_view = nullptr;
    EmptyBoard *m_empty = nullptr;
    StateMark *m_mark = nullptr;
    Sentence *m_verdict = nullptr;
    QLabel *m_nothingFound = nullptr;
    QLineEdit *m_filter = nullptr;
    QWidget *m_board = nullptr;
    QWidget *m_densityBox = nullptr;
    QButtonGroup *m_densities = nullptr;
    QStackedLayout *m_stack = nullptr;
    QList<CountButton *> m_counts;
    bool m_isWall = false;
    Density m_densityBeforeWall = Density::Desk;
};

/// What stands where the board would be while no cluster is open.
class EmptyBoard final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyBoard(const Theme &theme, QWidget *parent = nullptr);
    void setBuiltInOffered(bool isOffered);

Q_SIGNALS:
    void builtInWanted();
    void openWanted();
    void newWanted();

private:
    QPushButton *m_builtIn = nullptr;
};

} // namespace rollcall
