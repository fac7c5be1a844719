// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/IncidentsPage.h"

#include "health/Wording.h"
#include "history/ClusterHistory.h"
#include "history/FlightRecorder.h"
#include "history/IncidentJson.h"
#include "ui/dialogs/AcknowledgeDialog.h"
#include "ui/dialogs/MaintenanceDialog.h"
#include "ui/widgets/ChangesPanel.h"
#include "ui/widgets/CourseStrip.h"
#include "ui/widgets/NoticeBar.h"
#include "ui/widgets/PageHead.h"
#include "ui/widgets/Sentence.h"
#include "ui/widgets/TextTableView.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostShown = 2000;

} // namespace

IncidentsPage::IncidentsPage(const PageContext &context, QWidget *parent) : Page(context, parent)
{
    QVBoxLayout *whole = makeBody(1.5, 2);
    whole->addWidget(makeHeader());
    m_summary = new Sentence(2, this);
    m_summary->setObjectName(u"maintenanceLine"_s);
    whole->addWidget(m_summary);
    m_list = new QWidget(this);
    whole->addWidget(m_list, 1);
    m_changes = new ChangesPanel(m_theme, this);
    m_changes->setObjectName(u"changes"_s);
    whole->addWidget(m_changes, 1);
    m_record = makeButton(QString(), u"exportRecording"_s,
                          tr("The raw answers around what is selected, for another machine to open"));
    whole->addWidget(m_record, 0, Qt::AlignRight);
    connect(m_record, &QPushButton::clicked, this, &IncidentsPage::exportRecording);
    connect(m_changes, &ChangesPanel::changed, this, &IncidentsPage::showSelected);
    auto *body = new QVBoxLayout(m_list);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(m_theme.unit(1.5));
    m_table = new TextTableView(m_model, m_theme, IncidentsModel::What, {0, 21, 9, 7, 40}, this);
    m_table->setLeastPart(0.5);
    m_table->setObjectName(u"incidentTable"_s);
    m_table->setAccessibleName(tr("Incidents"));
    body->addWidget(m_table, 3);
    m_empty = new QLabel(this);
    m_empty->setObjectName(u"incidentsEmpty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    body->addWidget(m_empty, 3);
    m_course = new CourseStrip(m_theme, this);
    m_course->setObjectName(u"incidentCourse"_s);
    body->addWidget(m_course);
    m_details = new QPlainTextEdit(this);
    m_details->setObjectName(u"incidentDetails"_s);
    m_details->setAccessibleName(tr("The selected incident"));
    m_details->setReadOnly(true);
    m_details->setUndoRedoEnabled(false);
    body->addWidget(m_details, 1);
    setTabOrder(m_details, m_record); // as they stand

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &IncidentsPage::showSelected);
    connect(&m_clusters, &OpenClusters::opened, this, [this] {
        if (isVisible())
            showCluster(m_cluster);
    });
    connect(&m_clusters, &OpenClusters::closed, this, [this] {
        if (isVisible())
            showCluster(m_clusters.contains(m_cluster) ? m_cluster : ClusterKey{});
    });
    connect(&m_theme, &Theme::changed, this, &IncidentsPage::restyle);
    restyle();
    showHalf();
}

QWidget *IncidentsPage::makeHeader()
{
    m_head = makeHead(u"incidentsBack"_s, u"incidentsHeading"_s);
    m_choice = new QComboBox(m_head);
    m_choice->setObjectName(u"incidentsCluster"_s);
    m_choice->setAccessibleName(tr("Cluster"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_what = new QComboBox(m_head);
    m_what->setObjectName(u"incidentsWhat"_s);
    m_what->setAccessibleName(tr("What is listed"));
    m_what->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_what->addItems({tr("Incidents"), tr("State changes")});
    m_span = new QComboBox(m_head);
    m_span->setObjectName(u"incidentsSpan"_s);
    m_span->setAccessibleName(tr("Which incidents"));
    m_span->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    constexpr qint64 Day = 86400000;
    m_span->addItem(tr("Those that last"), qint64{0});
    m_span->addItem(tr("Last 24 hours"), Day);
    m_span->addItem(tr("Last 7 days"), 7 * Day);
    m_span->addItem(tr("Last 90 days"), 90 * Day);
    m_span->addItem(tr("All"), qint64{-1});
    m_span->setCurrentIndex(1);
    m_acknowledge = makeButton(tr("&Acknowledge…"), u"acknowledgeIncident"_s,
                               tr("Say that somebody works on it: no reminders until then (A)"));
    m_acknowledge->setShortcut(QKeySequence(Qt::Key_A));
    m_maintenance = makeButton(tr("&Maintenance…"), u"editMaintenance"_s,
                               tr("Spans in which nobody is told what happens to nodes"));
    m_export = makeButton(tr("&Export…"), u"exportIncidents"_s,
                          tr("What is listed as CSV or JSON; incidents also as Markdown"));
    for (QWidget *widget : {static_cast<QWidget *>(m_choice), static_cast<QWidget *>(m_what),
                            static_cast<QWidget *>(m_span), static_cast<QWidget *>(m_acknowledge),
                            static_cast<QWidget *>(m_maintenance), static_cast<QWidget *>(m_export)})
        m_head->addAction(widget);
    connect(m_what, &QComboBox::currentIndexChanged, this, &IncidentsPage::showHalf);
    connect(m_span, &QComboBox::currentIndexChanged, this, &IncidentsPage::read);
    connect(m_choice, &QComboBox::activated, this,
            [this](int index) { showCluster(ClusterKey{m_choice->itemData(index).toInt()}); });
    connect(m_acknowledge, &QPushButton::clicked, this, &IncidentsPage::acknowledge);
    connect(m_maintenance, &QPushButton::clicked, this, &IncidentsPage::editMaintenance);
    connect(m_export, &QPushButton::clicked, this, &IncidentsPage::exportAs);
    return m_head;
}

ClusterHistory *IncidentsPage::history() const
{
    return m_cluster.isValid() && m_clusters.contains(m_cluster) ? m_clusters.history(m_cluster) : nullptr;
}

void IncidentsPage::fillChoice()
{
    const std::vector<ClusterKey> keys = m_clusters.keys();
    m_choice->clear();
    for (const ClusterKey key : keys) {
        m_choice->addItem(Wording::plain(m_clusters.state(key)->file->name, 60), key.value);
        if (key == m_cluster)
            m_choice->setCurrentIndex(m_choice->count() - 1);
    }
    m_choice->setVisible(keys.size() > 1);
}

void IncidentsPage::showCluster(ClusterKey cluster)
{
    const std::vector<ClusterKey> keys = m_clusters.keys();
    m_cluster = cluster.isValid() && m_clusters.contains(cluster) ? cluster
                : keys.empty()                                    ? ClusterKey{}
                                                                  : keys.front();
    disconnect(m_listening);
    disconnect(m_listeningMaintenance);
    disconnect(m_listeningChanges);
    fillChoice();
    if (ClusterHistory *of = history()) {
        m_listening = connect(of, &ClusterHistory::incidentsChanged, this, &IncidentsPage::read);
        m_listeningMaintenance = connect(of, &ClusterHistory::maintenanceChanged, this, &IncidentsPage::read);
        m_listeningChanges = connect(&of->recorder(), &FlightRecorder::changed, this, [this] {
            if (showsChanges())
                read();
        });
    }
    m_head->setTitle(m_cluster.isValid()
                         ? tr("Incidents – %1").arg(Wording::plain(m_clusters.state(m_cluster)->file->name, 80))
                         : tr("Incidents"));
    read();
}

void IncidentsPage::entered()
{
    m_wantsFocus = true;
    m_table->setFocus();
}

void IncidentsPage::tick()
{
    const ClusterHistory *of = history();
    if (!of)
        return;
    // Its ages, and how often those that last came and went; which there are is there already.
    std::vector<Incident> incidents = m_model.incidents();
    for (Incident &open : of->openIncidents()) {
        const auto known = std::find_if(incidents.begin(), incidents.end(),
                                        [&open](const Incident &other) { return other.id == open.id; });
        if (known != incidents.end())
            *known = std::move(open);
    }
    m_model.setIncidents(std::move(incidents), of->utc());
    // Not the text of the details: somebody may be selecting in it.
    showCourse();
}

void IncidentsPage::read()
{
    ClusterHistory *of = history();
    if (showsChanges())
        m_changes->showChanges(of, m_span->currentData().toLongLong());
    const unsigned asked = ++m_asked;
    if (!of) {
        showIncidents({});
        return;
    }
    const qint64 span = m_span->currentData().toLongLong();
    if (span == 0) {
        showIncidents(of->openIncidents());
        return;
    }
    const qint64 now = of->utc().toMSecsSinceEpoch();
    of->readIncidents(span < 0 ? 0 : now - span, now, MostShown, this,
                      [this, asked, cluster = m_cluster](std::vector<Incident> &&stored) {
                          if (asked != m_asked || cluster != m_cluster)
                              return;
                          // What lasts is known here, also where nothing can be stored.
                          if (const ClusterHistory *source = history()) {
                              for (const Incident &open : source->openIncidents()) {
                                  std::erase_if(stored, [&](const Incident &other) { return other.id == open.id; });
                                  stored.push_back(open);
                              }
                          }
                          showIncidents(std::move(stored));
                      });
}

void IncidentsPage::showIncidents(std::vector<Incident> incidents)
{
    const ClusterHistory *of = history();
    const QDateTime now = of ? of->utc() : QDateTime::currentDateTimeUtc();
    QStringList notices;
    if (m_cluster.isValid() && m_clusters.contains(m_cluster) && !m_clusters.notice(m_cluster).isEmpty())
        notices << m_clusters.notice(m_cluster);
    if (of)
        notices << of->troubles();
    m_notices->setNotices(notices);
    m_model.setIncidents(std::move(incidents), now);
    const bool isEmpty = m_model.rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_details->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_empty->setText(!m_cluster.isValid() ? tr("No cluster is open. What happens to its nodes would be listed here.")
                     : !of                ? tr("No history is kept of this cluster.")
                     : m_span->currentData().toLongLong() == 0
                         ? tr("Nothing is wrong now. Choose a longer span to see what was.")
                         : tr("Nothing happened in this span. A finding that lasts becomes an incident."));
    QStringList windows;
    if (of) {
        for (const MaintenanceWindow &window : of->maintenance()) {
            if (window.next(now))
                windows << IncidentsModel::window(window, now);
        }
    }
    m_summary->setVisible(!windows.isEmpty());
    m_summary->setSentence(tr("Maintenance: %1").arg(windows.join(u"; ")));
    m_maintenance->setEnabled(of != nullptr);
    if (m_wanted != 0) {
        if (const int row = m_model.rowOf(QString::number(m_wanted)); row >= 0) {
            m_table->setCurrentIndex(m_model.index(row, 0));
            m_wanted = 0;
        }
    }
    if (!isEmpty && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model.index(0, 0));
    // It was hidden while it was empty, and lost the focus to whatever came next.
    if (!isEmpty && m_wantsFocus && isVisible()) {
        m_wantsFocus = false;
        m_table->setFocus();
    }
    showSelected();
}

void IncidentsPage::select(qint64 incident)
{
    m_wanted = incident;
    m_what->setCurrentIndex(0);
    if (m_model.rowOf(QString::number(incident)) < 0 && m_span->currentIndex() != m_span->count() - 1)
        m_span->setCurrentIndex(m_span->count() - 1);
    else
        read();
}

void IncidentsPage::showSelected()
{
    const Incident *incident = m_model.incident(m_table->currentIndex().row());
    const ClusterHistory *of = history();
    m_acknowledge->setEnabled(!showsChanges() && incident && incident->isOpen() && of);
    m_export->setEnabled((showsChanges() ? m_changes->model().rowCount() : m_model.rowCount()) > 0);
    m_record->setText(showsChanges() ? tr("Export &Recording Around This Change…")
                                     : tr("Export &Recording of This Incident…"));
    m_record->setEnabled(of && aroundChosen());
    const QString text =
        incident && of ? IncidentsModel::details(*incident, m_model.incidents(), of->utc()) : QString();
    showCourse();
    if (m_details->toPlainText() != text)
        m_details->setPlainText(text);
}

void IncidentsPage::showCourse()
{
    const Incident *incident = m_model.incident(m_table->currentIndex().row());
    const ClusterHistory *of = history();
    m_course->setCourse(incident && of ? IncidentCourse::make(*incident, of->utc()) : IncidentCourse{});
    m_course->setVisible(m_course->course().isWorthAStrip());
}

bool IncidentsPage::showsChanges() const
{
    return m_what->currentIndex() == 1;
}

void IncidentsPage::showHalf()
{
    m_list->setVisible(!showsChanges());
    m_changes->setVisible(showsChanges());
    read();
}

std::optional<RecordingDialog::Around> IncidentsPage::aroundChosen() const
{
    // What led to it and what came of it are in it.
    constexpr int Before = 10 * 60;
    constexpr int After = 5 * 60;
    const ClusterHistory *of = history();
    if (!of)
        return std::nullopt;
    const QDateTime now = of->utc();
    const auto around = [&now](const QString &title, const QDateTime &from, const QDateTime &to) {
        return RecordingDialog::Around{title, from.addSecs(-Before), std::min(to.addSecs(After), now)};
    };
    if (showsChanges()) {
        const StateChange *change = m_changes->selected();
        return change ? std::optional(around(tr("Around the chosen change"), change->utc, change->utc)) : std::nullopt;
    }
    const Incident *incident = m_model.incident(m_table->currentIndex().row());
    if (!incident)
        return std::nullopt;
    return around(tr("Around the chosen incident"), incident->openedAt, incident->isOpen() ? now : incident->closedAt);
}

void IncidentsPage::exportRecording()
{
    if (!history())
        return;
    auto *dialog = new RecordingDialog(m_theme, m_prompts, m_clusters, m_cluster, aroundChosen(), this);
    connect(dialog, &RecordingDialog::exported, this,
            [this](const QString &path) { Q_EMIT announced(tr("Exported to %1.").arg(path)); });
    dialog->open();
}

void IncidentsPage::acknowledge()
{
    const Incident *incident = m_model.incident(m_table->currentIndex().row());
    const ClusterHistory *of = history();
    if (!incident || !incident->isOpen() || !of)
        return;
    auto *dialog = new AcknowledgeDialog(m_theme, IncidentsModel::sentence(*incident), of->utc(), this);
    connect(dialog, &AcknowledgeDialog::acknowledged, this,
            [this, cluster = m_cluster, id = incident->id](const Acknowledgement &acknowledgement) {
                // The dialog may outlive the cluster.
                ClusterHistory *now = m_clusters.contains(cluster) ? m_clusters.history(cluster) : nullptr;
                if (!now)
                    return;
                now->acknowledge(id, acknowledgement);
                Q_EMIT announced(tr("Acknowledged."));
            });
    dialog->open();
}

void IncidentsPage::editMaintenance()
{
    const ClusterHistory *of = history();
    if (!of)
        return;
    QStringList names;
    const ClusterStatePtr state = m_clusters.state(m_cluster);
    for (const TargetStatePtr &target : state->targets)
        names.append(target->settings.name);
    auto *dialog = new MaintenanceDialog(m_theme, names, of->maintenance(), of->utc(), this);
    connect(dialog, &MaintenanceDialog::changed, this,
            [this, cluster = m_cluster](const std::vector<MaintenanceWindow> &windows) {
                if (ClusterHistory *now = m_clusters.contains(cluster) ? m_clusters.history(cluster) : nullptr)
                    now->setMaintenance(windows);
            });
    dialog->open();
}

void IncidentsPage::exportAs()
{
    if (showsChanges()) {
        exportChanges();
        return;
    }
    const QString cluster = m_clusters.state(m_cluster)->file->name;
    m_prompts.askSaveFile(this, tr("Export the incidents"), u"incidents.csv"_s, [this, cluster](const QString &path) {
        if (path.isEmpty())
            return;
        const std::vector<Incident> &incidents = m_model.incidents();
        QByteArray content;
        if (path.endsWith(u".json"_s, Qt::CaseInsensitive)) {
            QJsonArray array;
            for (const Incident &incident : incidents)
                array.append(toJson(incident));
            content = QJsonDocument(QJsonObject{{u"cluster"_s, cluster}, {u"incidents"_s, array}}).toJson();
        } else if (path.endsWith(u".md"_s, Qt::CaseInsensitive)) {
            content = toMarkdown(incidents, cluster).toUtf8();
        } else {
            content = toCsv(incidents);
        }
        save(path, content);
    });
}

void IncidentsPage::exportChanges()
{
    const QString cluster = m_clusters.state(m_cluster)->file->name;
    m_prompts.askSaveFile(this, tr("Export the state changes"), u"changes.csv"_s, [this, cluster](const QString &path) {
        const std::vector<StateChange> &changes = m_changes->model().changes();
        if (!path.isEmpty())
            save(path, path.endsWith(u".json"_s, Qt::CaseInsensitive) ? toJson(changes, cluster) : toCsv(changes));
    });
}

void IncidentsPage::save(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
        m_prompts.showError(this, tr("Cannot export what is listed"), tr("%1: %2").arg(path, file.errorString()), {});
        return;
    }
    Q_EMIT announced(tr("Exported to %1.").arg(path));
}

void IncidentsPage::restyle()
{
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    for (QLabel *label : {static_cast<QLabel *>(m_summary), m_empty})
        label->setPalette(faint);
}

} // namespace rollcall
