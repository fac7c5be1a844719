// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ChangesPanel.h"

#include "history/ClusterHistory.h"
#include "history/FlightRecorder.h"
#include "ui/models/Words.h"
#include "ui/widgets/TextTableView.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostShown = 1000;

} // namespace

ChangesPanel::ChangesPanel(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.unit(1.5));
    m_table = new TextTableView(m_model, theme, ChangesModel::What, {0, 21, 26, 12}, this);
    m_table->setLeastPart(0.5);
    m_table->setObjectName(u"changesTable"_s);
    m_table->setAccessibleName(tr("State changes"));
    layout->addWidget(m_table, 3);
    m_empty = new QLabel(this);
    m_empty->setObjectName(u"changesEmpty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    layout->addWidget(m_empty, 3);
    m_gone = new QLabel(this);
    m_gone->setObjectName(u"changesGone"_s);
    m_gone->setWordWrap(true);
    layout->addWidget(m_gone);
    m_details = new QPlainTextEdit(this);
    m_details->setObjectName(u"changeDetails"_s);
    m_details->setAccessibleName(tr("The selected change"));
    m_details->setReadOnly(true);
    m_details->setUndoRedoEnabled(false);
    layout->addWidget(m_details, 1);
    setFocusProxy(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChangesPanel::showSelected);
    connect(&theme, &Theme::changed, this, &ChangesPanel::restyle);
    restyle();
    take({}, {});
    showGone({});
}

void ChangesPanel::showChanges(ClusterHistory *history, qint64 span)
{
    const unsigned asked = ++m_asked;
    if (!history) {
        take({}, {});
        showGone({});
        m_empty->setText(tr("No history is kept of this cluster."));
        return;
    }
    const QDateTime now = history->utc();
    const qint64 to = now.toMSecsSinceEpoch();
    history->recorder().readChanges(span > 0 ? to - span : 0, to, span == 0 ? 1 : MostShown, this,
                                    [this, asked, now](std::vector<StateChange> &&changes) {
                                        if (asked == m_asked)
                                            take(std::move(changes), now);
                                    });
    history->recorder().readSpan(this, [this, asked](RecordedSpan &&recorded) {
        if (asked == m_asked)
            showGone(recorded.changesGoneTo);
    });
}

void ChangesPanel::showGone(const QDateTime &goneTo)
{
    m_gone->setVisible(goneTo.isValid());
    if (goneTo.isValid())
        m_gone->setText(
            tr("The recording's file was full: changes up to %1 were removed before their 90 days were over.")
                .arg(words::moment(goneTo)));
}

const StateChange *ChangesPanel::selected() const
{
    return m_model.change(m_table->currentIndex().row());
}

void ChangesPanel::take(std::vector<StateChange> &&changes, const QDateTime &now)
{
    m_now = now;
    m_model.setChanges(std::move(changes), now);
    const bool isEmpty = m_model.rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_details->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_empty->setText(tr("The state did not change in this span. Each change is kept for 90 days."));
    if (!isEmpty && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model.index(0, 0));
    showSelected();
}

void ChangesPanel::showSelected()
{
    const QString text = m_model.details(m_table->currentIndex().row(), m_now);
    if (m_details->toPlainText() != text)
        m_details->setPlainText(text);
    Q_EMIT changed();
}

void ChangesPanel::restyle()
{
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    m_empty->setPalette(faint);
    m_gone->setPalette(faint);
}

} // namespace rollcall
