// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/Replay.h"

#include "health/StateBuilder.h"
#include "history/AnswerText.h"
#include "history/PackedContent.h"
#include "history/PastText.h"
#include "history/RecordingFile.h"
#include "products/Product.h"
#include "watch/RecentAnswers.h"
#include "watch/StateKeeper.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>
#include <QtEndian>
#include <limits>
#include <map>
#include <optional>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Columns of the rows that are read.
enum Column {
    IdColumn,
    SessionColumn,
    UtcColumn,
    KindColumn,
    ContentColumn,
    BodyColumn,
    CertificateColumn,
    AtColumn,
    FlagsColumn,
    BaseColumn,
    TargetColumn
};

Error damaged(const QString &path, const QString &what)
{
    return {u"recording.damaged"_s, u"%1: the recording is damaged: %2"_s.arg(path, what)};
}

/// Stands where a secret stood: the probes that need one are made, and nobody asks with them.
Credentials placeholders(const ClusterFile &file, const TargetSettings &settings)
{
    const Secret any("recorded");
    Credentials credentials;
    credentials.token = any;
    credentials.healthToken = any;
    credentials.password = any;
    credentials.gossipKey = Secret(QByteArray(32, 'r').toBase64());
    for (const GenericProbe &probe : file.probes) {
        for (const HeaderValue &header : probe.headers) {
            if (header.secret)
                credentials.headers.emplace(*header.secret, any);
        }
    }
    if (!settings.token && !file.token)
        credentials.token.reset();
    return credentials;
}

} // namespace

struct Replay::Place
{
    struct Target
    {
        const Product *product = nullptr;
        TargetSettings settings;
        std::vector<ProbeSpecPtr> specs;          ///< as made with secrets, then without
        std::map<QString, ProbeSpecPtr> observed; ///< of what was seen without an answer of its own, by id
        /// The rows of the last answers up to `state`, by the probe: their bodies are read when somebody looks.
        std::map<QString, qint64> answers;
        std::map<QString, qint64> later; ///< of those taken since
    };

    qint64 taken = 0; ///< row of `entry` that was taken last
    qint64 session = 0;
    std::shared_ptr<const ClusterFile> file;
    QDateTime startedAt;
    std::unique_ptr<StateKeeper> keeper;
    std::vector<Target> targets;
    bool isFresh = true; ///< no state since the session began
    ClusterStatePtr state;

    Place() = default;
    Place(Place &&) = default;
    Place &operator=(Place &&) = default;
    Place(const Place &other)
        : taken(other.taken),
          session(other.session),
          file(other.file),
          startedAt(other.startedAt),
          keeper(other.keeper ? std::make_unique<StateKeeper>(*other.keeper) : nullptr),
          targets(other.targets),
          isFresh(other.isFresh),
          state(other.state)
    {}
    ~Place() = default;
};

struct Replay::Private : Replay::Place
{
    QString path;
    std::unique_ptr<Database> database;
    std::unique_ptr<PackedRows> packed;
    Listener listener;
    QDateTime begin;
    QDateTime end;

    QSqlQuery query() const { return QSqlQuery(database->connection()); }

    QString columns() const
    {
        return u"SELECT id, session, utc, kind, content, body, certificate, at, flags, %1, target FROM entry "_s.arg(
            packed->hasBases() ? u"base"_s : u"NULL"_s);
    }

    Result<void> beginSession(qint64 id)
    {
        QSqlQuery find = query();
        find.prepare(u"SELECT utc, retries, file FROM session WHERE id = ?"_s);
        find.addBindValue(id);
        if (!find.exec() || !find.next())
            return damaged(path, u"a cluster file is missing"_s);
        const std::optional<QByteArray> text = packedcontent::unpacked(find.value(2).toByteArray());
        if (!text)
            return damaged(path, u"a cluster file cannot be unpacked"_s);
        Result<ClusterFile> parsed = ClusterFile::parse(*text, u"recorded cluster file"_s);
        if (!parsed)
            return damaged(path, u"a cluster file cannot be read"_s);
        const bool retries = find.value(1).toBool();
        const auto newFile = std::make_shared<const ClusterFile>(std::move(parsed).value());
        const bool goesOn = session != 0 && find.value(0).toLongLong() == startedAt.toMSecsSinceEpoch();
        auto newKeeper = std::make_unique<StateKeeper>(
            newFile, Evaluator::Options{.attempts = retries ? 2 : 1, .confirmViews = retries});
        std::vector<Target> newTargets(static_cast<std::size_t>(newFile->targetCount()));
        std::vector<TargetId> origins(newTargets.size());
        for (std::size_t i = 0; i < newTargets.size(); ++i) {
            makeTarget(newTargets[i], *newFile, TargetId{static_cast<int>(i)});
            for (std::size_t old = 0; old < targets.size(); ++old) {
                const TargetSettings &was = targets[old].settings;
                const TargetSettings &is = newTargets[i].settings;
                if (was.isProxy == is.isProxy && was.name == is.name && was.url == is.url && was.product == is.product)
                    origins[i] = TargetId{static_cast<int>(old)};
            }
        }
        if (goesOn) {
            newKeeper->evaluator().adopt(keeper->evaluator(), origins);
            for (std::size_t i = 0; i < newTargets.size(); ++i) {
                if (!origins[i].isValid())
                    continue;
                newTargets[i].answers = std::move(targets[origins[i].index()].answers);
                newTargets[i].later = std::move(targets[origins[i].index()].later);
            }
        }
        keeper = std::move(newKeeper);
        targets = std::move(newTargets);
        file = newFile;
        session = id;
        isFresh = true;
        startedAt = QDateTime::fromMSecsSinceEpoch(find.value(0).toLongLong(), Qt::UTC);
        return {};
    }

    static void makeTarget(Target &target, const ClusterFile &file, TargetId id)
    {
        target.settings = file.settings(id);
        target.product = productNamed(target.settings.product);
        if (!target.product)
            return;
        target.specs = target.product->probes(file, id, placeholders(file, target.settings));
        for (ProbeSpecPtr &spec : target.product->probes(file, id, {}))
            target.specs.push_back(std::move(spec));
    }

    ProbeSpecPtr specOf(const Target &target, const RecordedAnswer &recorded) const
    {
        ProbeSpecPtr found;
        for (const ProbeSpecPtr &spec : target.specs) {
            if (spec->id != recorded.probe || spec->request.index() != recorded.answer.result.index())
                continue;
            const bool isAuthorized = spec->isHttp() && !spec->http().secretHeaders.empty();
            if (isAuthorized == recorded.isAuthorized)
                return spec;
            if (!found)
                found = spec;
        }
        return found;
    }

    Result<std::optional<QByteArray>> content(const QVariant &id) const
    {
        if (id.isNull())
            return std::optional<QByteArray>();
        Result<QByteArray> bytes = packed->body(id.toLongLong());
        if (!bytes)
            return damaged(path, bytes.error().message);
        return std::optional<QByteArray>(std::move(bytes).value());
    }

    /// As it was written, except that it does not know yet what asked for it.
    Result<RecordedAnswer> answerOf(const QSqlQuery &row) const
    {
        const Result<QByteArray> bytes = packed->content(row.value(ContentColumn).toByteArray(), row.value(BaseColumn));
        Result<RecordedAnswer> read = bytes ? answerFromBytes(bytes.value(), RecordingEpoch) : bytes.error();
        if (!read)
            return damaged(path, u"an answer cannot be read"_s);
        RecordedAnswer recorded = std::move(read).value();
        const Result<std::optional<QByteArray>> body = content(row.value(BodyColumn));
        if (!body)
            return body.error();
        const Result<std::optional<QByteArray>> certificate = content(row.value(CertificateColumn));
        if (!certificate)
            return certificate.error();
        if (body.value())
            bodyOf(recorded.answer.result) = *body.value();
        if (certificate.value()) {
            Result<PeerCertificate> made = certificateFromBytes(*certificate.value());
            if (!made)
                return damaged(path, u"a certificate cannot be read"_s);
            setCertificate(recorded.answer.result, std::make_shared<const PeerCertificate>(std::move(made).value()));
        }
        return recorded;
    }

    Result<void> take(const QSqlQuery &row)
    {
        Result<RecordedAnswer> read = answerOf(row);
        if (!read)
            return read.error();
        RecordedAnswer recorded = std::move(read).value();
        for (Target &target : targets) {
            if (target.settings.name != recorded.target || !target.product)
                continue;
            recorded.answer.spec = specOf(target, recorded);
            if (!recorded.answer.spec || recorded.answer.alternative > recorded.answer.spec->fallbacks.size())
                return {}; // another version asked what this one does not know
            Observation observation = target.product->read(recorded.answer);
            if (recorded.gossip) {
                std::erase_if(observation.facts,
                              [](const Fact &fact) { return std::holds_alternative<GossipFact>(fact); });
                observation.facts.emplace_back(*recorded.gossip);
                observation.isPointless = recorded.isPointless;
            }
            target.later[observation.spec->id] = row.value(IdColumn).toLongLong();
            if (listener)
                listener(observation, recorded.target, recorded.answer.utc);
            keeper->observe(observation);
            break;
        }
        return {};
    }

    Result<void> takeObservation(const QSqlQuery &row)
    {
        const Result<QByteArray> bytes = packed->content(row.value(ContentColumn).toByteArray(), row.value(BaseColumn));
        Result<RecordedObservation> read = bytes ? observationFromBytes(bytes.value(), RecordingEpoch) : bytes.error();
        if (!read)
            return damaged(path, u"an observation cannot be read"_s);
        RecordedObservation recorded = std::move(read).value();
        for (std::size_t i = 0; i < targets.size(); ++i) {
            Target &target = targets[i];
            if (target.settings.name != recorded.target)
                continue;
            ProbeSpecPtr &spec = target.observed[recorded.probe];
            if (!spec) {
                auto made = std::make_shared<ProbeSpec>();
                made->id = recorded.probe;
                made->target = TargetId{static_cast<int>(i)};
                made->endpoint = recorded.endpoint;
                made->interval = recorded.interval;
                // For its bounds alone: nobody sends it.
                auto request = std::make_shared<HttpRequest>();
                request->url = target.settings.url;
                request->timeout = target.settings.timeout;
                made->request = std::move(request);
                spec = std::move(made);
            }
            recorded.observation.spec = spec;
            if (listener)
                listener(recorded.observation, recorded.target, recorded.observation.outcome.utc);
            keeper->observe(recorded.observation);
            break;
        }
        return {};
    }

    Result<void> takePast(const QSqlQuery &row)
    {
        const Result<QByteArray> bytes = packed->content(row.value(ContentColumn).toByteArray(), row.value(BaseColumn));
        Result<GoroutinePast::Memory> read = bytes ? pastFromBytes(bytes.value(), RecordingEpoch) : bytes.error();
        if (!read)
            return damaged(path, u"a past of the goroutines cannot be read"_s);
        const QString name = row.value(TargetColumn).toString();
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (targets[i].settings.name != name)
                continue;
            keeper->evaluator().takeGoroutines(TargetId{static_cast<int>(i)}, std::move(read).value());
            break;
        }
        return {};
    }

    Result<void> takeEntry(RecordedKind kind, const QSqlQuery &row)
    {
        switch (kind) {
        case RecordedKind::Answer:
            return take(row);
        case RecordedKind::Observation:
            return takeObservation(row);
        case RecordedKind::Past:
            return takePast(row);
        case RecordedKind::Snapshot:
            break;
        }
        return damaged(path, u"an entry is of a kind that is not known"_s);
    }

    void run(qint64 utc, TimePoint at)
    {
        keeper->evaluate(at, QDateTime::fromMSecsSinceEpoch(utc, Qt::UTC), isFresh);
        keeper->evaluator().takeRechecks();
        keeper->build([] { return false; });
        isFresh = false;
        for (Target &target : targets) {
            if (target.later.empty())
                continue;
            target.later.merge(target.answers); // keeps the newer of two
            target.answers = std::exchange(target.later, {});
        }
    }

    void show(qint64 utc, TimePoint at, int flags)
    {
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(utc, Qt::UTC);
        run(utc, at);
        ClusterMoment moment;
        moment.file = file;
        moment.isFirstSweep = (flags & WasFirstSweep) != 0;
        moment.isPaused = (flags & WasPaused) != 0;
        moment.at = at;
        moment.startedAt = startedAt;
        moment.utc = when;
        state = buildClusterState(std::move(moment), keeper->evaluation(), keeper->states());
    }

    /// Up to and with the next moment, if that is not after `last`. No statement outlives the call: one that does would
    /// keep whoever is still writing the recording from ever emptying its log.
    Result<bool> advance(qint64 last)
    {
        QSqlQuery entries = query();
        entries.setForwardOnly(true);
        entries.prepare(columns() + u"WHERE id > ? ORDER BY id"_s);
        entries.addBindValue(taken);
        if (!entries.exec())
            return damaged(path, entries.lastError().databaseText());
        while (entries.next()) {
            const qint64 utc = entries.value(UtcColumn).toLongLong();
            const auto kind = static_cast<RecordedKind>(entries.value(KindColumn).toInt());
            if (utc > last && kind == RecordedKind::Snapshot)
                return false;
            if (const qint64 id = entries.value(SessionColumn).toLongLong(); id != session) {
                const Result<void> begun = beginSession(id);
                if (!begun)
                    return begun.error();
            }
            taken = entries.value(IdColumn).toLongLong();
            if (kind == RecordedKind::Snapshot) {
                const TimePoint at = RecordingEpoch + std::chrono::nanoseconds(entries.value(AtColumn).toLongLong());
                const int flags = entries.value(FlagsColumn).toInt();
                if ((flags & LeadsIn) != 0) {
                    run(utc, at);
                    continue;
                }
                show(utc, at, flags);
                return true;
            }
            const Result<void> done = takeEntry(kind, entries);
            if (!done)
                return done.error();
        }
        if (entries.lastError().isValid())
            return damaged(path, entries.lastError().databaseText());
        return false;
    }
};

Replay::Replay() : d(std::make_unique<Private>()) {}
Replay::~Replay() = default;

Result<std::unique_ptr<Replay>> Replay::open(const QString &path)
{
    std::unique_ptr<Replay> replay(new Replay);
    if (const Result<void> opened = replay->openFile(path); !opened)
        return opened.error();
    if (const Result<void> whole = replay->findDamage(); !whole)
        return whole.error();
    QSqlQuery query = replay->d->query();
    if (!query.exec(u"SELECT min(utc), max(utc) FROM entry WHERE kind = 1 AND flags & 4 = 0"_s) || !query.next())
        return damaged(path, query.lastError().databaseText());
    if (query.value(0).isNull())
        return Error{u"recording.empty"_s, u"%1: the recording holds nothing"_s.arg(path)};
    replay->d->begin = QDateTime::fromMSecsSinceEpoch(query.value(0).toLongLong(), Qt::UTC);
    replay->d->end = QDateTime::fromMSecsSinceEpoch(query.value(1).toLongLong(), Qt::UTC);
    return replay;
}

Result<std::unique_ptr<Replay>> Replay::another() const
{
    std::unique_ptr<Replay> replay(new Replay);
    if (const Result<void> opened = replay->openFile(d->path); !opened)
        return opened.error();
    replay->d->begin = d->begin;
    replay->d->end = d->end;
    return replay;
}

Result<void> Replay::openFile(const QString &path)
{
    auto opened = Database::open(path, recordingSchema(), Database::Mode::ReadOnly);
    if (!opened)
        return Error{u"recording.unreadable"_s, u"not a recording that can be read: "_s + opened.error().message};
    d->path = path;
    d->database = std::move(opened).value();
    QSqlQuery query = d->query();
    const bool hasBases = query.exec(u"SELECT 1 FROM pragma_table_info('body') WHERE name = 'base'"_s) && query.next();
    d->packed = std::make_unique<PackedRows>(d->database->connection(), hasBases);
    return {};
}

Result<void> Replay::findDamage() const
{
    QSqlQuery query = d->query();
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return damaged(d->path, query.lastError().databaseText());
    if (query.value(0).toString() != u"ok")
        return damaged(d->path, u"its pages do not fit together"_s);
    return {};
}

void Replay::setListener(Listener listener)
{
    d->listener = std::move(listener);
}

QDateTime Replay::begin() const
{
    return d->begin;
}

QDateTime Replay::end() const
{
    return d->end;
}

Result<bool> Replay::next()
{
    return d->advance(std::numeric_limits<qint64>::max());
}

Result<bool> Replay::next(const QDateTime &last)
{
    return d->advance(last.toMSecsSinceEpoch());
}

Result<void> Replay::seek(const QDateTime &utc)
{
    const qint64 last = utc.toMSecsSinceEpoch();
    if (d->state && d->state->utc > utc)
        static_cast<Place &>(*d) = Place();
    if (!d->state) {
        const Result<bool> first = next();
        if (!first)
            return first.error();
    }
    while (true) {
        const Result<bool> went = d->advance(last);
        if (!went)
            return went.error();
        if (!went.value())
            return {};
    }
}

ClusterStatePtr Replay::state() const
{
    return d->state;
}

Replay::PlacePtr Replay::place() const
{
    return std::make_shared<const Place>(static_cast<const Place &>(*d));
}

void Replay::goTo(const Place &place)
{
    static_cast<Place &>(*d) = Place(place);
}

Result<std::vector<Answer>> Replay::lastAnswers(TargetId target) const
{
    RecentAnswers answers;
    if (!d->state || target.index() >= d->targets.size())
        return answers.newestFirst();
    const Place::Target &of = d->targets[target.index()];
    for (const auto &[probe, id] : of.answers) {
        QSqlQuery find = d->query();
        find.prepare(d->columns() + u"WHERE id = ?"_s);
        find.addBindValue(id);
        if (!find.exec() || !find.next())
            return damaged(d->path, u"an answer is missing"_s);
        Result<RecordedAnswer> read = d->answerOf(find);
        if (!read)
            return read.error();
        RecordedAnswer recorded = std::move(read).value();
        recorded.answer.spec = d->specOf(of, recorded);
        answers.keep(std::move(recorded.answer), RecentAnswers::longestBody(d->targets.size()));
    }
    return answers.newestFirst();
}

Result<std::vector<RecordedChange>> Replay::changes() const
{
    QSqlQuery find = d->query();
    find.prepare(u"SELECT utc, state FROM change WHERE utc BETWEEN ? AND ? ORDER BY id"_s);
    find.addBindValue(d->begin.toMSecsSinceEpoch());
    find.addBindValue(d->end.toMSecsSinceEpoch());
    if (!find.exec())
        return damaged(d->path, find.lastError().databaseText());
    std::vector<RecordedChange> changes;
    while (find.next()) {
        const QString name = find.value(1).toString();
        for (const State state : {State::Ok, State::Unknown, State::Warning, State::Critical}) {
            if (stateName(state) == name)
                changes.push_back({QDateTime::fromMSecsSinceEpoch(find.value(0).toLongLong(), Qt::UTC), state});
        }
    }
    if (find.lastError().isValid())
        return damaged(d->path, find.lastError().databaseText());
    return changes;
}

Result<std::vector<RecordingGap>> Replay::gaps(Milliseconds shortest) const
{
    QSqlQuery find = d->query();
    find.prepare(u"SELECT utc, next FROM (SELECT utc, lead(utc) OVER (ORDER BY id) AS next FROM entry "
                 "WHERE kind = 1 AND flags & 4 = 0) WHERE next - utc > ?"_s);
    find.addBindValue(qint64(shortest.count()));
    if (!find.exec())
        return damaged(d->path, find.lastError().databaseText());
    std::vector<RecordingGap> gaps;
    while (find.next()) {
        gaps.push_back({QDateTime::fromMSecsSinceEpoch(find.value(0).toLongLong(), Qt::UTC),
                        QDateTime::fromMSecsSinceEpoch(find.value(1).toLongLong(), Qt::UTC)});
    }
    if (find.lastError().isValid())
        return damaged(d->path, find.lastError().databaseText());
    return gaps;
}

bool Replay::isRecording(const QString &path)
{
    constexpr qint64 PlaceOfId = 68; // of SQLite's header
    if (!QFileInfo(path).isFile())
        return false;
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return false;
    const QByteArray head = file.read(PlaceOfId + 4);
    return head.size() == PlaceOfId + 4 && head.startsWith("SQLite format 3") &&
           qFromBigEndian<qint32>(head.constData() + PlaceOfId) == recordingSchema().applicationId;
}

} // namespace rollcall
