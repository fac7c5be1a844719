// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/AnswerText.h"
#include "history/Database.h"
#include "history/ObservationText.h"
#include "history/PastText.h"
#include "history/Redaction.h"
#include "history/StateChange.h"

#include <QSqlError>
#include <QVariant>
#include <map>

class QSqlQuery;

namespace rollcall {

/// The recordings' schema, shared with who reads them.
const Database::Schema &recordingSchema();
/// What a row of the table `entry` holds.
enum class RecordedKind { Answer = 0, Snapshot = 1, Observation = 2, Past = 3 };
/// Bits of a snapshot's `flags`.
enum RecordedFlag { WasFirstSweep = 1, WasPaused = 2, LeadsIn = 4 /**< run for what follows, not shown */ };
/// Points of the monotonic clock in a recording are counted from here.
inline constexpr TimePoint RecordingEpoch{std::chrono::hours(1)};

/// From the first to the last moment that can be shown; both invalid: none is there.
struct RecordedSpan
{
    QDateTime from;
    QDateTime to;
    /// The changes of the state up to then have gone before their time, for want of room. Invalid: none have.
    QDateTime changesGoneTo = {};
};

/// One thing that goes into a recording.
struct RecordedItem
{
    std::optional<RecordedAnswer> answer;
    std::optional<RecordedObservation> observation;
    ClusterStatePtr state;
    std::shared_ptr<const RecordedPast> past;
    std::vector<Secret> secrets; ///< that the question knew: they are hidden wherever they come back

    qint64 size() const { return answer ? bodyOf(answer->answer.result).size() : 0; }
    QDateTime utc() const;
};

/// Prepares, binds and runs it. False: `error` says why.
bool runStatement(QSqlQuery &query, const QString &statement, const QVariantList &values, QSqlError &error);

/// One recording on the disk. Belongs to the thread that first uses it; everything waits for the disk.
class RecordingFile
{
public:
    struct Options
    {
        std::chrono::milliseconds answers{std::chrono::hours(24)};
        std::chrono::milliseconds changes{std::chrono::hours(24 * 90)};
        bool retries = true; ///< as the watch's
        /// Where the answers of that time do not fit into so much on the disk, the oldest go earlier, down to the last
        /// hour; where that does not suffice, the oldest changes as well, with the same bound.
        qint64 mostBytes = qint64(4) * 1024 * 1024 * 1024;
    };

    RecordingFile(QString path, Options options);
    ~RecordingFile();

    /// All of them or none. What is damaged is set aside, and a new file begun; without room, or while another copy
    /// writes, later calls try again. False: see trouble().
    bool write(const std::vector<RecordedItem> &items);
    /// Whether it can be read by anybody else: it is there, and open here. `recording.unavailable` says why not.
    Result<void> prepareReading();
    /// See FlightRecorder::readChanges().
    std::vector<StateChange> changes(qint64 from, qint64 to, int most);
    RecordedSpan span();
    /// Leaves one file: no log beside it. The next use opens it again.
    void close();

    StoreTrouble trouble() const { return m_trouble; }
    /// English, with the path and what to do; empty without trouble.
    const QString &detail() const { return m_detail; }
    /// What happened to an earlier file, English; empty: nothing.
    const QString &note() const { return m_note; }
    /// How many changes of the state this object has written.
    qint64 changesWritten() const { return m_changesWritten; }

private:
    bool open();
    bool run(QSqlQuery &query, const QString &statement, const QVariantList &values = {});
    struct Packed
    {
        QByteArray content;
        QVariant base; ///< id of the row that it differs from; null: it stands by itself
    };
    std::optional<QVariant> keep(const QByteArray &content, const QString &place);
    Packed pack(const QByteArray &content, const QString &place) const;
    std::optional<Packed> packEntry(const QByteArray &content, const QString &place);
    void setBase(const QString &place, qint64 id, const QByteArray &content, qsizetype alone);
    void forgetBases();
    bool write(const RecordedItem &item);
    bool writeAnswer(const RecordedAnswer &given);
    bool writeObservation(const RecordedObservation &given);
    bool writePast(const RecordedPast &recorded);
    bool writeState(const ClusterState &state);
    bool prune();
    bool removeEntries(qint64 before);
    bool removeChanges(qint64 last, bool &isDone);
    std::optional<qint64> bytesInUse();
    void takeTime(qint64 utc);
    void suffer(const QSqlError &error);
    void begin(const QString &setAsideAs);
    qint64 nanoseconds(TimePoint at) const;

    QString m_path;
    Options m_options;
    Redaction m_redaction;
    std::unique_ptr<Database> m_database;
    QSqlError m_error;
    StoreTrouble m_trouble = StoreTrouble::None;
    QString m_detail;
    QString m_note;
    qint64 m_retryAt = 0; ///< not opened again before, by the time of the data

    struct Base
    {
        qint64 id = 0;
        QByteArray content;
        qsizetype alone = 0; ///< bytes, packed by itself
    };
    std::map<QString, Base> m_bases; ///< by where they come from
    qint64 m_baseBytes = 0;
    qint64 m_session = 0;
    TimePoint m_epoch;
    std::shared_ptr<const ClusterFile> m_file;
    QString m_outline;
    qint64 m_changesWritten = 0;
    qint64 m_newest = 0;
    qint64 m_pruned = 0;
};

} // namespace rollcall
