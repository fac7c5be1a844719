// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/ClusterHistory.h"
#include "watch/Watch.h"

#include <QObject>
#include <QString>
#include <memory>
#include <vector>

namespace rollcall {

/// The clusters that are open, each with its watch and the file it came from. What the window works on; it never sees
/// the network underneath.
class Watches : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        QString path;   ///< of the cluster file; empty for one that has none (the built-in cluster)
        QString notice; ///< said at the top of everything that shows it; empty: nothing to say
        std::unique_ptr<ClusterHistory> history; ///< null: none is kept
        std::unique_ptr<Watch> watch;
    };

    /// `historyFolder` is where the histories are kept, each in a folder of its own (see historyfolders); empty: none
    /// is kept. That of a cluster without a file lasts as long as the cluster is open.
    Watches(Clock &clock, HttpClient &http, SecretStores secrets, const QString &historyFolder = {},
            QObject *parent = nullptr);
    ~Watches() override;

    const Clock &clock() const;
    int count() const;
    const Entry &at(int index) const;
    int indexOf(const QString &path) const; ///< -1 when it is not open

    /// Reads the file and starts to watch it. One that is open already is not opened twice. The error is ready to be
    /// shown.
    Result<int> open(const QString &path);
    /// Watches a cluster that has no file of its own.
    int add(ClusterFile file, const QString &notice);
    void close(int index);
    /// Takes up a changed file: what is known of the nodes that stay is kept.
    Result<void> reload(int index);
    /// Changes the rule in the cluster's file, where it has one, and in its watch. With an error neither is changed.
    Result<void> setGoroutineThreshold(int index, int threshold);

Q_SIGNALS:
    void opened(int index);
    /// After `index` was removed; later entries have moved up by one.
    void closed(int index);
    /// Any snapshot or setting of that entry is new.
    void changed(int index);

private:
    void takeUp(int index, ClusterFile file);
    int insert(ClusterFile file, const QString &path, const QString &notice);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall
