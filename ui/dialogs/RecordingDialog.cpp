// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/RecordingDialog.h"

#include "health/Wording.h"
#include "history/ClusterHistory.h"
#include "history/FlightRecorder.h"
#include "ui/models/Words.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QTimer>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// A name that says of which cluster and when, and that every system can have.
QString proposedName(const QString &cluster, const QDateTime &at)
{
    QString name;
    for (const QChar c : cluster.left(40))
        name += c.isLetterOrNumber() && c.unicode() < 128 ? c.toLower() : u'-';
    return u"%1-%2.recording"_s.arg(name, at.toLocalTime().toString(u"yyyyMMdd-HHmm"_s));
}

QString folderOf()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

} // namespace

RecordingDialog::RecordingDialog(const Theme &theme, Prompts &prompts, OpenClusters &clusters, ClusterKey cluster,
                                 const std::optional<Around> &around, QWidget *parent)
    : WrappingDialog(parent), m_clusters(clusters), m_prompts(prompts), m_cluster(cluster), m_around(around)
{
    const QString name = m_clusters.state(m_cluster)->file->name;
    setObjectName(u"exportRecording"_s);
    setWindowTitle(tr("Export Recording – %1").arg(Wording::plain(name, 60)));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.unit(3), theme.unit(2), theme.unit(3), theme.unit(2));
    layout->setSpacing(theme.unit(1.5));
    const auto label = [&](const QString &id) {
        auto *made = new QLabel(this);
        made->setObjectName(id);
        made->setTextFormat(Qt::PlainText);
        made->setWordWrap(true);
        return made;
    };
    QLabel *note = label(u"recordingNote"_s);
    note->setText(tr("The answers of this span as they came, in one file: Rollcall shows the board as it was on any "
                     "machine. Secrets were hidden before they were written; names, addresses and figures are in it."));
    layout->addWidget(note);

    auto *form = new QFormLayout;
    m_preset = new QComboBox(this);
    m_preset->setObjectName(u"recordingPreset"_s);
    if (m_around)
        m_preset->addItem(m_around->title, -1);
    m_preset->addItem(tr("Last 15 minutes"), 15 * 60);
    m_preset->addItem(tr("Last hour"), 3600);
    m_preset->addItem(tr("Last 24 hours"), 24 * 3600);
    m_preset->addItem(tr("From and to below"), 0);
    form->addRow(tr("&Span:"), m_preset);
    const auto field = [&](const QString &id) {
        auto *edit = new QDateTimeEdit(this);
        edit->setObjectName(id);
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &RecordingDialog::check);
        return edit;
    };
    m_from = field(u"recordingFrom"_s);
    m_to = field(u"recordingTo"_s);
    form->addRow(tr("F&rom:"), m_from);
    form->addRow(tr("&To:"), m_to);
    m_kept = label(u"recordingKept"_s);
    form->addRow(QString(), m_kept);
    auto *place = new QHBoxLayout;
    m_path = new QLineEdit(this);
    m_path->setObjectName(u"recordingPath"_s);
    m_path->setMinimumWidth(theme.unit(50));
    m_path->setText(QDir(folderOf()).filePath(proposedName(name, history()->utc())));
    m_browse = new QPushButton(tr("&Browse…"), this);
    m_browse->setObjectName(u"recordingBrowse"_s);
    m_browse->setAutoDefault(false);
    place->addWidget(m_path, 1);
    place->addWidget(m_browse);
    form->addRow(tr("F&ile:"), place);
    qobject_cast<QLabel *>(form->labelForField(place))->setBuddy(m_path);
    layout->addLayout(form);
    m_line = label(u"recordingLine"_s);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_line->setMinimumHeight(2 * m_line->fontMetrics().lineSpacing());
    layout->addWidget(m_line);
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(u"recordingBar"_s);
    m_bar->setAccessibleName(tr("How much is written"));
    m_bar->setRange(0, 100);
    QSizePolicy keeps = m_bar->sizePolicy();
    keeps.setRetainSizeWhenHidden(true); // nothing jumps when it begins
    m_bar->setSizePolicy(keeps);
    layout->addWidget(m_bar);

    auto *buttons = new QDialogButtonBox(this);
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::ActionRole);
    m_export->setObjectName(u"recordingExport"_s);
    m_export->setDefault(true);
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_close->setObjectName(u"recordingClose"_s);
    layout->addWidget(buttons);
    m_timer = new QTimer(this);
    m_timer->setInterval(std::chrono::milliseconds(200));
    connect(m_timer, &QTimer::timeout, this, [this] {
        if (m_progress)
            m_bar->setValue(m_progress->percent);
    });
    connect(m_preset, &QComboBox::currentIndexChanged, this, &RecordingDialog::takePreset);
    connect(m_path, &QLineEdit::textChanged, this, &RecordingDialog::check);
    connect(m_browse, &QPushButton::clicked, this, &RecordingDialog::browse);
    connect(m_export, &QPushButton::clicked, this, &RecordingDialog::start);
    connect(m_close, &QPushButton::clicked, this, &RecordingDialog::reject);
    connect(&m_clusters, &OpenClusters::closed, this, [this] {
        if (m_clusters.contains(m_cluster))
            return;
        // Its recorder is gone, and with it the answer that reject() would wait for.
        if (m_progress)
            m_progress->isCancelled = true;
        QDialog::reject();
    });
    m_preset->setCurrentIndex(m_around ? 0 : 1);
    takePreset();
    history()->recorder().readSpan(this, [this](RecordedSpan &&span) {
        m_recorded = span;
        check();
    });
}

RecordingDialog::~RecordingDialog()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

ClusterHistory *RecordingDialog::history() const
{
    return m_clusters.contains(m_cluster) ? m_clusters.history(m_cluster) : nullptr;
}

void RecordingDialog::takePreset()
{
    const int seconds = m_preset->currentData().toInt();
    if (const ClusterHistory *of = history(); of && seconds != 0) {
        const QDateTime now = of->utc();
        m_from->setDateTime((seconds < 0 ? m_around->from : now.addSecs(-seconds)).toLocalTime());
        m_to->setDateTime((seconds < 0 ? m_around->to : now).toLocalTime());
    }
    check();
}

void RecordingDialog::check()
{
    if (m_progress)
        return;
    QString kept = tr("Looking what there is…");
    QString fault;
    if (m_recorded && m_recorded->from.isValid()) {
        kept = tr("Recorded from %1 to %2.").arg(words::moment(m_recorded->from), words::moment(m_recorded->to));
        if (m_to->dateTime() < m_recorded->from || m_from->dateTime() > m_recorded->to)
            fault = tr("Nothing is recorded in this span.");
    } else if (m_recorded) {
        kept = tr("Nothing is recorded yet.");
        fault = kept;
    }
    if (m_to->dateTime() <= m_from->dateTime())
        fault = tr("It ends before it begins.");
    else if (m_path->text().trimmed().isEmpty())
        fault = tr("A file name is needed.");
    m_kept->setText(kept);
    m_line->setText(fault);
    m_export->setEnabled(fault.isEmpty() && m_recorded);
    showState();
}

void RecordingDialog::showState()
{
    const bool isWriting = m_progress != nullptr;
    const bool isFree = m_preset->currentData().toInt() == 0;
    for (QWidget *widget :
         {static_cast<QWidget *>(m_preset), static_cast<QWidget *>(m_path), static_cast<QWidget *>(m_browse)})
        widget->setEnabled(!isWriting);
    m_from->setEnabled(!isWriting && isFree);
    m_to->setEnabled(!isWriting && isFree);
    m_bar->setVisible(isWriting);
    m_close->setText(isWriting ? tr("&Cancel") : tr("&Close"));
}

void RecordingDialog::browse()
{
    m_prompts.askSaveFile(this, tr("Export the recording"), m_path->text(), [this](const QString &path) {
        if (!path.isEmpty())
            m_path->setText(path);
    });
}

void RecordingDialog::start()
{
    ClusterHistory *of = history();
    if (!of || m_progress || !m_export->isEnabled())
        return;
    QString path = QFileInfo(m_path->text().trimmed()).absoluteFilePath();
    if (QFileInfo(path).suffix().isEmpty())
        path += u".recording"_s;
    const auto go = [this, path] {
        ClusterHistory *now = history();
        if (!now || m_progress)
            return;
        m_progress = std::make_shared<ExportProgress>();
        m_bar->setValue(0);
        m_line->setText(tr("Writing…"));
        m_export->setEnabled(false);
        m_timer->start();
        showState();
        now->recorder().exportTo(
            path, m_from->dateTime().toUTC(), m_to->dateTime().toUTC(), this,
            [this, path](const Result<void> &result) { finish(path, result); }, m_progress);
    };
    if (!QFileInfo::exists(path)) {
        go();
        return;
    }
    m_prompts.confirm(this,
                      {.title = tr("Replace the file?"),
                       .text = tr("%1 is there already.").arg(path),
                       .confirm = tr("&Replace"),
                       .typed = {}},
                      go);
}

void RecordingDialog::finish(const QString &path, const Result<void> &result)
{
    m_progress.reset();
    m_timer->stop();
    m_export->setEnabled(true);
    showState();
    if (result) {
        m_line->setText(tr("Written: %1, %2.").arg(path, QLocale().formattedDataSize(QFileInfo(path).size(), 1)));
        Q_EMIT exported(path);
        return;
    }
    const QString &code = result.error().code;
    m_line->setText(code == u"recording.empty"_s       ? tr("Nothing is recorded in this span.")
                    : code == u"recording.cancelled"_s ? tr("Cancelled. Nothing was written.")
                    : code == u"recording.unavailable"_s
                        ? tr("The recording cannot be read: %1").arg(result.error().message)
                        : tr("The file cannot be written: %1").arg(result.error().message));
}

void RecordingDialog::reject()
{
    if (m_progress) {
        m_progress->isCancelled = true; // finish() says so
        return;
    }
    QDialog::reject();
}

} // namespace rollcall
