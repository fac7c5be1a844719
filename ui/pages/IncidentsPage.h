// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Page.h"
#include "ui/dialogs/RecordingDialog.h"
#include "ui/models/IncidentsModel.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace rollcall {

class ChangesPanel;
class ClusterHistory;
class CourseStrip;
class Sentence;
class TextTableView;

/// What happened to one cluster, when, how long, and who knows of it; or how its state changed.
class IncidentsPage final : public Page
{
    Q_OBJECT

public:
    explicit IncidentsPage(const PageContext &context, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("incidents"); }
    QString title() const override { return tr("Incidents"); }
    ClusterKey cluster() const override { return m_cluster; }
    void showCluster(ClusterKey cluster) override;
    void entered() override;
    void tick() override;

    /// Brings that incident into view and selects it, whether or not it is over.
    void select(qint64 incident);
    /// What of the recording belongs to what is chosen; absent: nothing is.
    std::optional<RecordingDialog::Around> aroundChosen() const;

private:
    QWidget *makeHeader();
    ClusterHistory *history() const;
    /// Asks for what is shown; it comes a moment later.
    void read();
    void showIncidents(std::vector<Incident> incidents);
    void showSelected();
    void showCourse();
    void acknowledge();
    void editMaintenance();
    void exportAs();
    void exportChanges();
    void exportRecording();
    bool showsChanges() const;
    /// The half that is chosen.
    void showHalf();
    void save(const QString &path, const QByteArray &content);
    void restyle();
    void fillChoice();

    ClusterKey m_cluster;
    QMetaObject::Connection m_listening;
    QMetaObject::Connection m_listeningMaintenance;
    QMetaObject::Connection m_listeningChanges;
    IncidentsModel m_model;
    qint64 m_wanted = 0;
    bool m_wantsFocus = false; ///< the table, once there is something in it
    unsigned m_asked = 0;      ///< which answer is the newest

    PageHead *m_head = nullptr;
    Sentence *m_summary = nullptr;
    QComboBox *m_choice = nullptr;
    QComboBox *m_what = nullptr;
    QComboBox *m_span = nullptr;
    QPushButton *m_acknowledge = nullptr;
    QPushButton *m_maintenance = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_record = nullptr;
    QWidget *m_list = nullptr; ///< of incidents
    ChangesPanel *m_changes = nullptr;
    TextTableView *m_table = nullptr;
    QLabel *m_empty = nullptr;
    CourseStrip *m_course = nullptr;
    QPlainTextEdit *m_details = nullptr;
};

} // namespace rollcall
