// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Prompts.h"
#include "ui/models/ClusterDraft.h"
#include "ui/theme/Theme.h"

#include <QDialog>
#include <QMap>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QTableWidget;

namespace rollcall {

/// Writes a cluster file: a form for what most clusters need, the whole text for the rest. Checked while typing by the
/// same code that reads the file; keys without a field are kept.
class ClusterEditor final : public QDialog
{
    Q_OBJECT

public:
    /// For a new cluster: `path` is empty, and asked for when it is saved.
    ClusterEditor(const Theme &theme, Prompts &prompts, const QString &path, const QByteArray &json,
                  QWidget *parent = nullptr);

    /// Checks and writes; saved() follows if that went well.
    void save();

Q_SIGNALS:
    void saved(const QString &path);

private:
    struct Field
    {
        QLineEdit *edit = nullptr;
        QLabel *fault = nullptr;
    };

    QWidget *makeForm();
    QWidget *makeNodes();
    QWidget *makeText();
    void addField(QFormLayout *form, const QString &path, const QString &label, const QString &placeholder);
    QComboBox *addChoice(QFormLayout *form, const QString &path, const QString &label);
    void addToken(QFormLayout *form);
    QLabel *makeFaultLabel(const QString &path);
    void load();
    void loadNodes();
    void onNodeChanged(int row, int column);
    void onTabChanged(int tab);
    void takeText();
    void refresh();
    void showFaults(const ClusterDraft::Check &check, bool isText);
    void markNodeFault(const FileFault &fault);
    void markTextLines(const std::vector<FileFault> &faults);
    void write(const QString &path, const ClusterFile &file);
    bool isTextTab() const;
    QByteArray currentJson() const;

    const Theme &m_theme;
    Prompts &m_prompts;
    QString m_path;
    QByteArray m_original; ///< as it was read: told from what someone else wrote meanwhile
    ClusterDraft m_draft;
    bool m_isLoading = true; ///< fields are being filled, not typed into

    QTabWidget *m_tabs = nullptr;
    QMap<QString, Field> m_fields;
    QMap<QString, QComboBox *> m_choices;
    QMap<QString, QLabel *> m_faultLabels;
    QComboBox *m_tokenKind = nullptr;
    QLineEdit *m_tokenName = nullptr;
    QTableWidget *m_nodes = nullptr;
    QPushButton *m_removeNode = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QLabel *m_summary = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace rollcall
