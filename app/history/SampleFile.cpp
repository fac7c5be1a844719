// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleFile.h"

#include "history/SampleLines.h"

#include <QJsonDocument>
#include <QSqlQuery>
#include <QVariant>
#include <algorithm>
#include <limits>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

Database::Schema sampleSchema()
{
    return {.applicationId = 0x52434c53,
            .steps = {{"CREATE TABLE series(id INTEGER PRIMARY KEY, target TEXT NOT NULL, metric TEXT NOT NULL, "
                       "UNIQUE(target, metric))",
                       "CREATE TABLE tail(id INTEGER PRIMARY KEY, target TEXT NOT NULL, body BLOB NOT NULL)",
                       // By a number that grows, so that a chunk is appended; found by the index.
                       "CREATE TABLE chunk(id INTEGER PRIMARY KEY, tier INTEGER NOT NULL, series INTEGER NOT NULL, "
                       "period INTEGER NOT NULL, body BLOB NOT NULL)",
                       "CREATE UNIQUE INDEX chunk_place ON chunk(series, tier, period)",
                       "CREATE TABLE rolled(target TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID",
                       "CREATE TABLE event(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, "
                       "target TEXT NOT NULL, facts TEXT NOT NULL)",
                       "CREATE INDEX event_at ON event(at)"}}};
}

qint64 newestOf(const std::vector<TailSample> &batch)
{
    qint64 newest = std::numeric_limits<qint64>::min();
    for (const TailSample &sample : batch)
        newest = std::max(newest, sample.sample.at);
    return newest;
}

} // namespace

Result<std::unique_ptr<SampleFile>> SampleFile::open(const QString &path, const Retention &retention, Hook hook)
{
    auto database = Database::open(path, sampleSchema(), Database::Mode::Write);
    if (!database)
        return database.error();
    std::unique_ptr<SampleFile> file(new SampleFile(std::move(database).value(), retention, std::move(hook)));
    // SQLite would do it with whichever sweep comes to it; here it has a slice of its own.
    const bool isReady = !file->database().canWrite() || file->run("PRAGMA wal_autocheckpoint = 0");
    if (isReady && file->load())
        return file;
    const QString why = file->m_error.text();
    if (storeTroubleOf(file->m_error) == StoreTrouble::Damaged)
        return Error{u"history.damaged"_s,
                     u"%1 is damaged: move it away and start the program again (%2)"_s.arg(path, why)};
    return Error{u"history.unavailable"_s, u"%1: %2"_s.arg(path, why)};
}

SampleFile::SampleFile(std::unique_ptr<Database> database, const Retention &retention, Hook hook)
    : m_database(std::move(database)), m_retention(retention), m_hook(std::move(hook))
{}

SampleFile::~SampleFile() = default;

bool SampleFile::run(const char *statement, const QVariantList &values, std::unique_ptr<QSqlQuery> *result)
{
    std::unique_ptr<QSqlQuery> own;
    QSqlQuery *query = nullptr;
    // A result is stepped through while others run: it has a statement of its own.
    std::unique_ptr<QSqlQuery> &kept = result ? own : m_prepared[statement];
    if (!kept) {
        kept = std::make_unique<QSqlQuery>(m_database->connection());
        kept->setForwardOnly(true);
        if (!kept->prepare(QString::fromLatin1(statement))) {
            m_error = kept->lastError();
            kept.reset();
            return false;
        }
    }
    query = kept.get();
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(i, values[i]);
    if (!query->exec()) {
        m_error = query->lastError();
        query->finish();
        return false;
    }
    if (result)
        *result = std::move(own);
    return true;
}

bool SampleFile::begin()
{
    m_newKeys.clear();
    if (m_hook)
        m_hook(m_database->connection());
    return run("BEGIN IMMEDIATE");
}

bool SampleFile::finish(bool isGood)
{
    if (isGood && run("COMMIT")) {
        ++m_commits;
        return true;
    }
    const QSqlError why = m_error;
    run("ROLLBACK"); // SQLite may have done so already
    m_error = why;
    for (const SeriesKey &key : m_newKeys) {
        const auto found = m_ids.find(key);
        if (found == m_ids.end())
            continue;
        std::erase(m_targets[key.target].series, found->second);
        m_series.erase(found->second);
        m_ids.erase(found);
    }
    return false;
}

bool SampleFile::load()
{
    m_ids.clear();
    m_series.clear();
    m_targets.clear();
    std::unique_ptr<QSqlQuery> rows;
    if (!run("SELECT id, target, metric FROM series", {}, &rows))
        return false;
    while (rows->next()) {
        const qint64 id = rows->value(0).toLongLong();
        const SeriesKey key{rows->value(1).toString(), rows->value(2).toString()};
        m_ids[key] = id;
        m_series[id].key = key;
        m_targets[key.target].series.push_back(id);
    }
    if (!run("SELECT target, until FROM rolled", {}, &rows))
        return false;
    while (rows->next())
        m_targets[rows->value(0).toString()].rolledUntil = rows->value(1).toLongLong();
    if (!run("SELECT id, target, body FROM tail ORDER BY id", {}, &rows))
        return false;
    while (rows->next()) {
        const auto samples = samplecodec::decodeTail(rows->value(2).toByteArray());
        // A damaged batch is passed over: all others are good.
        if (!samples)
            continue;
        for (const TailSample &sample : samples.value())
            remember(sample.series, sample.sample);
        m_targets[rows->value(1).toString()].rows.push_back({rows->value(0).toLongLong(), newestOf(samples.value())});
    }
    return true;
}

void SampleFile::remember(qint64 series, const RawSample &sample)
{
    const auto found = m_series.find(series);
    if (found == m_series.end())
        return;
    auto &tail = found->second.tail;
    if (!tail.empty() && sample.at <= tail.back().at) {
        tail.push_back(sample);
        putInOrder(tail);
    } else {
        tail.push_back(sample);
    }
    Target &target = m_targets[found->second.key.target];
    target.oldest = target.oldest == 0 ? sample.at : std::min(target.oldest, sample.at);
    target.newest = std::max(target.newest, sample.at);
}

std::optional<qint64> SampleFile::seriesOf(const SeriesKey &key)
{
    if (const auto found = m_ids.find(key); found != m_ids.end())
        return found->second;
    static constexpr const char *Insert = "INSERT INTO series(target, metric) VALUES (?, ?)";
    if (!run(Insert, {key.target, key.metric}))
        return std::nullopt;
    const qint64 id = m_prepared.at(Insert)->lastInsertId().toLongLong();
    m_ids[key] = id;
    m_series[id].key = key;
    m_targets[key.target].series.push_back(id);
    m_newKeys.push_back(key);
    return id;
}

bool SampleFile::writeTail(const QString &target, std::span<const TailSample> samples, qint64 *row)
{
    static constexpr const char *Insert = "INSERT INTO tail(target, body) VALUES (?, ?)";
    if (!run(Insert, {target, samplecodec::encodeTail(samples)}))
        return false;
    *row = m_prepared.at(Insert)->lastInsertId().toLongLong();
    return true;
}

bool SampleFile::append(std::span<const Sample> samples, std::span<const HistoryEvent> events)
{
    if (!begin())
        return false;
    bool isGood = true;
    std::map<QString, std::vector<TailSample>> batches;
    for (const Sample &sample : samples) {
        const auto series = isGood ? seriesOf(sample.key) : std::nullopt;
        isGood = series.has_value();
        if (isGood)
            batches[sample.key.target].push_back({*series, {sample.at, sample.value}});
    }
    std::map<QString, qint64> rows;
    for (const auto &[target, batch] : batches)
        isGood = isGood && writeTail(target, batch, &rows[target]);
    for (const HistoryEvent &event : events) {
        const QByteArray facts = QJsonDocument(event.facts).toJson(QJsonDocument::Compact);
        isGood = isGood && run("INSERT INTO event(at, kind, target, facts) VALUES (?, ?, ?, ?)",
                               {event.at, static_cast<int>(event.kind), event.target.isNull() ? u""_s : event.target,
                                QString::fromUtf8(facts)});
    }
    if (!finish(isGood))
        return false;
    for (const auto &[target, batch] : batches) {
        m_targets[target].rows.push_back({rows[target], newestOf(batch)});
        for (const TailSample &sample : batch)
            remember(sample.series, sample.sample);
    }
    return true;
}

} // namespace rollcall
