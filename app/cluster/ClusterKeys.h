// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace rollcall {

/// The kinds of object in a cluster file.
enum class FileSection {
    Cluster,
    Login,
    Tls,
    Metrics,
    Gossip,
    Retention,
    Rules,
    Canary,
    CanarySearch,
    Node,
    Probe,
    SecretReference,
};

/// Every key that the reader knows there, in the order of the contract's tables; the writer keeps that order. The JSON
/// schema in resources/ holds the same lists, which a test compares.
const QStringList &knownKeys(FileSection section);
/// Those of them that must be there.
QStringList requiredKeys(FileSection section);

// The words that a key may have, in the order of the contract.
const QStringList &environmentWords();
const QStringList &roleWords();
const QStringList &probeKindWords();
const QStringList &probeAuthWords();
const QStringList &probeMethodWords();
const QStringList &severityWords();

/// The candidate that `text` is most likely meant to be, or an empty text when none is near: a third of its letters may
/// be wrong, missing, too many or swapped, and case does not count.
QString nearestWord(const QString &text, const QStringList &candidates);

} // namespace rollcall
