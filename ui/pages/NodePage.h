// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Page.h"
#include "ui/models/FactsModel.h"
#include "ui/models/FindingsModel.h"
#include "ui/models/ProbeTableModel.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace rollcall {

class Sentence;
class StateMark;
class TextTableView;

/// One node: what the rules say of it and why, every probe with its last answer, everything that was read from them.
class NodePage final : public Page
{
    Q_OBJECT

public:
    explicit NodePage(const PageContext &context, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("node"); }
    QString title() const override;
    ClusterKey cluster() const override { return m_cluster; }
    TargetId target() const override { return m_target; }
    void entered() override;
    void tick() override;

    void showNode(ClusterKey cluster, TargetId target);
    /// The selected probe, as text for a shell; empty while none is known.
    QString curlText() const;
    QString markdownText() const;

Q_SIGNALS:
    void probeWanted();

private:
    QWidget *makeHeader();
    QWidget *makeReasons();
    QWidget *makeLower();
    void refresh();
    void showAnswer();
    void showUnknowns(const ClusterState &state);
    void restyle();
    void copy(const QString &text, const QString &what);
    const ProbeSpec *selectedProbe() const;
    bool isThere() const;

    ClusterKey m_cluster;
    TargetId m_target;
    QString m_targetName;
    ProbeTableModel m_probes;
    FactsModel m_facts;
    FindingsModel m_findings;
    std::vector<Answer> m_answers;
    QString m_shownProbe;
    QDateTime m_shownAt;

    StateMark *m_mark = nullptr;
    PageHead *m_head = nullptr;
    QPushButton *m_probe = nullptr;
    Sentence *m_subtitle = nullptr;
    Sentence *m_verdict = nullptr;
    QLabel *m_nothing = nullptr;
    TextTableView *m_reasonsView = nullptr;
    TextTableView *m_probesView = nullptr;
    TextTableView *m_factsView = nullptr;
    QLabel *m_answerTitle = nullptr;
    QPlainTextEdit *m_answer = nullptr;
    QPlainTextEdit *m_unknowns = nullptr;
    QTabWidget *m_tabs = nullptr;
};

} // namespace rollcall
