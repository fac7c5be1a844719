// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/FieldReading.h"

namespace rollcall {

// The parts of the reader of cluster files; ClusterFile::parse() is what others call.

/// Beyond this a file is no cluster file.
constexpr qsizetype LargestFile = 8 * 1024 * 1024;

/// All of `probes[]`, after the nodes: probes name them.
std::vector<GenericProbe> readProbes(FaultList &faults, const JsonAt &at, const ClusterFile &file);

/// A URL at that key of an object.
std::optional<QUrl> readUrlAt(const ObjectReading &object, QLatin1StringView key, const QString &product);

/// The text of all faults: one line for each, `file:line:column: path: message`.
QString faultLines(const QString &fileName, const std::vector<FileFault> &faults, int more);

/// `fileName` as it may be shown in one line.
QString shownFileName(const QString &fileName);

} // namespace rollcall
