// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Wording.h"
#include "ui/Page.h"
#include "ui/models/BeliefMatrix.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace rollcall {

class BeliefPanel;
class EmptyGossip;
class Sentence;
class StateLines;
class StateMark;

/// The belief matrix of one cluster: who sees whom, by the nodes' API and by their gossip.
class GossipPage final : public Page
{
    Q_OBJECT

public:
    explicit GossipPage(const PageContext &context, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("gossip"); }
    QString title() const override { return tr("Gossip"); }
    ClusterKey cluster() const override { return m_cluster; }
    void showCluster(ClusterKey cluster) override;
    void entered() override;
    void tick() override;

    /// Which lists are wanted; where there are no others, those that there are stay.
    void setView(BeliefView view);
    BeliefView view() const { return m_view; }
    QString plainText() const;
    QString markdownText() const;
    const std::vector<BeliefPanel *> &panels() const { return m_panels; }

Q_SIGNALS:
    void probeWanted();
    void openWanted();
    void editWanted(rollcall::ClusterKey cluster);

private:
    QWidget *makeHeader();
    QWidget *makeTools();
    void refresh();
    void showMatrices(const ClusterState &state, const std::vector<BeliefBlock> &blocks);
    void showTools(const ClusterState &state, const std::vector<BeliefBlock> &blocks);
    void restyle();
    void copy(const QString &text, const QString &what);
    void announce(const QString &sentence);

    ClusterKey m_cluster;
    BeliefView m_view = BeliefView::Both;
    QString m_announced;
    std::vector<BeliefPanel *> m_panels;

    StateMark *m_mark = nullptr;
    PageHead *m_head = nullptr;
    QPushButton *m_copyText = nullptr;
    QPushButton *m_copyMarkdown = nullptr;
    QPushButton *m_probe = nullptr;
    QComboBox *m_choice = nullptr;
    QWidget *m_tools = nullptr;
    QWidget *m_viewBox = nullptr;
    QButtonGroup *m_viewButtons = nullptr;
    Sentence *m_summary = nullptr;
    QStackedLayout *m_stack = nullptr;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_blocks = nullptr;
    EmptyGossip *m_empty = nullptr;
};

/// What stands where the matrix would be while no list is known: what it would show, why it does not, what to do.
class EmptyGossip final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyGossip(const Theme &theme, QWidget *parent = nullptr);
    enum class Action { Open, Edit, Probe, Back };
    void show(const QString &title, const QString &text, const std::vector<BeliefLine> &reasons, Action action);

Q_SIGNALS:
    void wanted(rollcall::EmptyGossip::Action action);

private:
    const Theme &m_theme;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    StateLines *m_reasons = nullptr;
    QPushButton *m_button = nullptr;
    Action m_action = Action::Back;
};

} // namespace rollcall
