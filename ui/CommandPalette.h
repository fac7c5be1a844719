// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QDialog>
#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace rollcall {

/// Finds anything by a few letters: nodes, clusters, actions. Opened by Ctrl+K.
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    struct Entry
    {
        QString title;
        QString detail; ///< what it is: a node of which cluster, an action with which key
        std::optional<State> state;
        std::function<void()> run;
    };

    CommandPalette(const Theme &theme, std::vector<Entry> entries, QWidget *parent = nullptr);

    /// How well `words` fit, higher is better; -1: not at all. Each word must be found in the title or the detail.
    static int score(const Entry &entry, const QString &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(const QString &text);
    void run();

    const Theme &m_theme;
    std::vector<Entry> m_entries;
    QLineEdit *m_field = nullptr;
    QListWidget *m_list = nullptr;
};

} // namespace rollcall
