// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/RecordingExport.h"
#include "history/RecordingFile.h"
#include "ui/Prompts.h"
#include "ui/dialogs/WrappingDialog.h"
#include "ui/models/OpenClusters.h"
#include "ui/theme/Theme.h"

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTimer;

namespace rollcall {

/// Writes a window of time of one cluster's recording to a file that another machine can open: which one, where to, how
/// far it is, what came of it. Closes itself with its cluster.
class RecordingDialog final : public WrappingDialog
{
    Q_OBJECT

public:
    /// What was chosen where the dialog was asked for.
    struct Around
    {
        QString title; ///< among the presets
        QDateTime from;
        QDateTime to;
    };

    /// The cluster has a history.
    RecordingDialog(const Theme &theme, Prompts &prompts, OpenClusters &clusters, ClusterKey cluster,
                    const std::optional<Around> &around, QWidget *parent = nullptr);
    ~RecordingDialog() override;

    void reject() override;

Q_SIGNALS:
    void exported(const QString &path);

protected:
private:
    ClusterHistory *history() const;
    void takePreset();
    void check();
    void browse();
    void start();
    void finish(const QString &path, const Result<void> &result);
    void showState();

    OpenClusters &m_clusters;
    Prompts &m_prompts;
    ClusterKey m_cluster;
    std::optional<Around> m_around;
    std::optional<RecordedSpan> m_recorded;     ///< absent: not known yet
    std::shared_ptr<ExportProgress> m_progress; ///< while it is written
    QTimer *m_timer = nullptr;
    QComboBox *m_preset = nullptr;
    QDateTimeEdit *m_from = nullptr;
    QDateTimeEdit *m_to = nullptr;
    QLineEdit *m_path = nullptr;
    QPushButton *m_browse = nullptr;
    QLabel *m_kept = nullptr;
    QLabel *m_line = nullptr;
    QProgressBar *m_bar = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace rollcall
