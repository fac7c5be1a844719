// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/IncidentStore.h"

#include "history/IncidentJson.h"
#include "history/StoreThread.h"

#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr int ApplicationId = 0x526C6349; // "RlcI"

const Database::Schema &schema()
{
    static const Database::Schema the{
        .applicationId = ApplicationId,
        .steps = {{"CREATE TABLE incident(id INTEGER PRIMARY KEY, opened INTEGER NOT NULL, closed INTEGER, "
                   "content TEXT NOT NULL)",
                   "CREATE INDEX incident_opened ON incident(opened)",
                   "CREATE INDEX incident_closed ON incident(closed)",
                   "CREATE TABLE maintenance(id TEXT PRIMARY KEY, content TEXT NOT NULL)",
                   "CREATE TABLE next(id INTEGER NOT NULL)", "INSERT INTO next VALUES (1)"}}};
    return the;
}

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject objectOf(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

} // namespace

/// Lives on the thread; opens the file with the first thing it is asked for.
class IncidentStore::Worker final : public QObject
{
public:
    Worker(IncidentStore &owner, QString path)
        : m_file(std::move(path), schema(), [to = &owner](const StoreFile::Status &status) { tell(to, status); })
    {}

    Content load()
    {
        Content content;
        if (!m_file.database())
            return content;
        QSqlQuery query(m_file.database()->connection());
        if (query.exec(u"SELECT content FROM incident WHERE closed IS NULL ORDER BY id"_s)) {
            while (query.next()) {
                if (auto incident = incidentFrom(objectOf(query.value(0))))
                    content.open.push_back(std::move(*incident));
            }
        }
        if (query.exec(u"SELECT max(coalesce((SELECT max(id) + 1 FROM incident), 1), (SELECT id FROM next))"_s) &&
            query.next())
            content.nextId = query.value(0).toLongLong();
        if (query.exec(u"SELECT content FROM maintenance ORDER BY id"_s)) {
            while (query.next()) {
                if (auto window = maintenanceFrom(objectOf(query.value(0))))
                    content.maintenance.push_back(std::move(*window));
            }
        }
        m_file.check(query.lastError());
        return content;
    }

    std::optional<Content> takeOver()
    {
        if (!m_file.takeOver())
            return std::nullopt;
        return load();
    }

    std::vector<Incident> read(qint64 from, qint64 to, int most)
    {
        std::vector<Incident> incidents;
        if (!m_file.database())
            return incidents;
        QSqlQuery query(m_file.database()->connection());
        query.prepare(u"SELECT content FROM incident WHERE opened <= ? AND (closed IS NULL OR closed >= ?) "
                      "ORDER BY opened DESC, id DESC LIMIT ?"_s);
        query.addBindValue(to);
        query.addBindValue(from);
        query.addBindValue(most);
        if (query.exec()) {
            while (query.next()) {
                if (auto incident = incidentFrom(objectOf(query.value(0))))
                    incidents.push_back(std::move(*incident));
            }
        }
        m_file.check(query.lastError());
        return incidents;
    }

    void write(const std::vector<Incident> &incidents)
    {
        m_file.transaction([&](QSqlQuery &query) {
            bool isDone = query.prepare(u"INSERT OR REPLACE INTO incident(id, opened, closed, content) "
                                        "VALUES (?, ?, ?, ?)"_s);
            qint64 next = 0;
            for (const Incident &incident : incidents) {
                query.addBindValue(incident.id);
                query.addBindValue(incident.openedAt.toMSecsSinceEpoch());
                query.addBindValue(incident.isOpen() ? QVariant(QMetaType::fromType<qint64>())
                                                     : QVariant(incident.closedAt.toMSecsSinceEpoch()));
                query.addBindValue(compact(toJson(incident)));
                isDone = isDone && query.exec();
                next = std::max(next, incident.id + 1);
            }
            // Kept apart, so that an id is not given twice after its incident was forgotten.
            isDone = isDone && query.prepare(u"UPDATE next SET id = max(id, ?)"_s);
            query.addBindValue(next);
            return isDone && query.exec();
        });
    }

    void writeMaintenance(const std::vector<MaintenanceWindow> &windows)
    {
        m_file.transaction([&](QSqlQuery &query) {
            bool isDone = query.exec(u"DELETE FROM maintenance"_s) &&
                          query.prepare(u"INSERT INTO maintenance(id, content) VALUES (?, ?)"_s);
            for (const MaintenanceWindow &window : windows) {
                query.addBindValue(window.id);
                query.addBindValue(compact(toJson(window)));
                isDone = isDone && query.exec();
            }
            return isDone;
        });
    }

    void forget(qint64 before)
    {
        m_file.transaction([before](QSqlQuery &query) {
            query.prepare(u"DELETE FROM incident WHERE closed < ?"_s);
            query.addBindValue(before);
            return query.exec();
        });
    }

    void close() { m_file.close(); }

private:
    // The owner joins this thread before it goes.
    static void tell(IncidentStore *owner, const StoreFile::Status &status)
    {
        QMetaObject::invokeMethod(
            owner, [owner, status] { owner->report(status); }, Qt::QueuedConnection);
    }

    StoreFile m_file;
};

IncidentStore::IncidentStore(QString path, QObject *parent)
    : QObject(parent), m_worker(new Worker(*this, std::move(path)))
{
    m_thread.setObjectName(u"incidents"_s);
    m_worker->moveToThread(&m_thread);
    // SQLite's connection goes on the thread that opened it.
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

IncidentStore::~IncidentStore()
{
    // What is queued before this comes first.
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, thread = &m_thread] {
            worker->close();
            thread->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

void IncidentStore::load(QObject *context, std::function<void(Content &&)> done)
{
    askWorker<Content>(
        this, m_worker, context, [worker = m_worker] { return worker->load(); }, std::move(done));
}

void IncidentStore::takeOver(QObject *context, std::function<void(std::optional<Content> &&)> done)
{
    askWorker<std::optional<Content>>(
        this, m_worker, context, [worker = m_worker] { return worker->takeOver(); }, std::move(done));
}

void IncidentStore::read(qint64 from, qint64 to, int most, QObject *context,
                         std::function<void(std::vector<Incident> &&)> done)
{
    askWorker<std::vector<Incident>>(
        this, m_worker, context, [worker = m_worker, from, to, most] { return worker->read(from, to, most); },
        std::move(done));
}

void IncidentStore::write(std::vector<Incident> incidents)
{
    if (incidents.empty())
        return;
    QMetaObject::invokeMethod(m_worker,
                              [worker = m_worker, incidents = std::move(incidents)] { worker->write(incidents); });
}

void IncidentStore::writeMaintenance(std::vector<MaintenanceWindow> windows)
{
    QMetaObject::invokeMethod(m_worker,
                              [worker = m_worker, windows = std::move(windows)] { worker->writeMaintenance(windows); });
}

void IncidentStore::forget(qint64 before)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, before] { worker->forget(before); });
}

void IncidentStore::report(const StoreFile::Status &status)
{
    m_status = status;
    Q_EMIT troubleChanged();
}

} // namespace rollcall
