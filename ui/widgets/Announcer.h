// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/BoardModel.h"

#include <QLabel>

namespace rollcall {

/// The last thing that happened, as one line in the status bar. Screen readers hear it, because they are told when this
/// label's text changes: that reaches them on every desktop, an alert event does not.
class Announcer final : public QLabel
{
    Q_OBJECT

public:
    explicit Announcer(const OpenClusters &clusters, QWidget *parent = nullptr);
    void say(const QString &text);
    /// Names up to three; more are counted.
    void sayChanges(const std::vector<BoardModel::Change> &changes);

private:
    const OpenClusters &m_clusters;
};

} // namespace rollcall
