// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rollcall::historyfolders {

/// The folder below `root` that a cluster of that name has by itself: readable, and another one for every name.
QString ofName(const QString &root, const QString &cluster);

/// The folder of the cluster that the file at `path` describes; it is that of no other cluster file. Found again by the
/// path, so it stays when the cluster gets another name; by the name where the file was moved, or where the folder is
/// older than such notes. Which file it belongs to is written into it; `path` is canonical.
QString ofFile(const QString &root, const QString &cluster, const QString &path);

} // namespace rollcall::historyfolders
