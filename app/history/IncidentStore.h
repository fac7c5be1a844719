// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Incident.h"
#include "history/Maintenance.h"
#include "history/StoreFile.h"

#include <QObject>
#include <QThread>
#include <functional>

namespace rollcall {

/// The incidents and maintenance windows of one cluster, in a file of their own, on a thread of their own: every call
/// returns at once. Where nothing can be written that is said, and incidents live as long as the program does.
class IncidentStore final : public QObject
{
    Q_OBJECT

public:
    struct Content
    {
        std::vector<Incident> open;
        qint64 nextId = 1;
        std::vector<MaintenanceWindow> maintenance;
    };

    explicit IncidentStore(QString path, QObject *parent = nullptr);
    /// After everything that was given to it is written.
    ~IncidentStore() override;

    /// What lasted when the program ended. Answers come on the caller's thread, not after `context` is gone.
    void load(QObject *context, std::function<void(Content &&)> done);
    /// Looks whether the copy of the program that wrote the file has ended. If so it is this one's from now on, and
    /// `done` gets what the other left; otherwise nothing. Cheap, but not for every second.
    void takeOver(QObject *context, std::function<void(std::optional<Content> &&)> done);
    /// Those whose life touches the span, newest first, at most `most`. Times are UTC in milliseconds since 1970.
    void read(qint64 from, qint64 to, int most, QObject *context, std::function<void(std::vector<Incident> &&)> done);

    /// New, or in place of the one with the same id.
    void write(std::vector<Incident> incidents);
    /// In place of all there are.
    void writeMaintenance(std::vector<MaintenanceWindow> windows);
    /// Forgets what was closed before.
    void forget(qint64 before);

    StoreTrouble trouble() const { return m_status.trouble; }
    const QString &detail() const { return m_status.detail; }
    /// See Database::note().
    const QString &note() const { return m_status.note; }

Q_SIGNALS:
    void troubleChanged(); ///< also when there is a note

private:
    class Worker;
    void report(const StoreFile::Status &status);

    QThread m_thread;
    Worker *m_worker;
    StoreFile::Status m_status;
};

} // namespace rollcall
