// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/RecordingReader.h"

#include "history/EventFinder.h"
#include "history/Figures.h"
#include "history/StoreThread.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <algorithm>
#include <atomic>
#include <map>
#include <optional>

namespace rollcall {

namespace {

/// A wish that is superseded is given up after so long at the latest.
constexpr std::chrono::milliseconds Slice{20};
constexpr std::chrono::milliseconds BetweenWords{100};
/// Places along the whole recording are first kept so far apart, and farther as it turns out to be longer.
constexpr std::chrono::milliseconds FirstSpacing = std::chrono::minutes(1);
/// So many batches of figures may wait to be written.
constexpr int MostUnwritten = 8;
constexpr std::size_t LargestBatch = 4000;
/// Around the moment that is looked at there are some more, so that small steps back are small.
constexpr int NearParts = 8;
constexpr std::size_t MostNear = 2 * NearParts;

/// A place takes memory with each target.
std::size_t mostPlaces(std::size_t targets)
{
    return std::clamp<std::size_t>(8000 / std::max<std::size_t>(targets, 1), 32, 384);
}

struct Wish
{
    QDateTime utc;
    TargetId target;
};

using Places = std::map<QDateTime, Replay::PlacePtr>;

const Places::value_type *latestUpTo(const Places &places, const QDateTime &utc)
{
    const auto after = places.upper_bound(utc);
    return after == places.begin() ? nullptr : &*std::prev(after);
}

} // namespace

struct RecordingReader::Wishes
{
    QMutex mutex;
    std::optional<Wish> newest;
    std::atomic<bool> isOver = false; ///< nobody waits for anything any more

    std::optional<Wish> take()
    {
        const QMutexLocker lock(&mutex);
        return std::exchange(newest, std::nullopt);
    }
};

/// Lives on the thread. Two replays of the same file: one reads through it, one goes where somebody looks.
class RecordingReader::Worker final : public QObject
{
public:
    Worker(RecordingReader &owner, QString path, std::shared_ptr<Wishes> wishes)
        : m_owner(&owner), m_path(std::move(path)), m_wishes(std::move(wishes))
    {}

    Result<RecordingOutline> open()
    {
        if (m_wishes->isOver)
            return nobody();
        auto through = Replay::open(m_path);
        if (!through)
            return through.error();
        if (m_wishes->isOver)
            return nobody();
        auto looking = through.value()->another();
        if (!looking)
            return looking.error();
        m_through = std::move(through).value();
        m_looking = std::move(looking).value();
        RecordingOutline outline{m_through->begin(), m_through->end(), {}, {}, {}};
        auto changes = m_through->changes();
        if (!changes)
            return changes.error();
        outline.changes = std::move(changes).value();
        auto gaps = m_through->gaps(ShortestGap);
        if (!gaps)
            return gaps.error();
        outline.gaps = std::move(gaps).value();
        m_through->setListener([this](const Observation &observation, const QString &target, const QDateTime &utc) {
            std::vector<Sample> samples = figuresOf(observation, target, utc.toMSecsSinceEpoch());
            std::ranges::move(samples, std::back_inserter(m_samples));
        });
        const Result<bool> first = m_through->next();
        if (!first)
            return first.error();
        m_most = mostPlaces(m_through->state()->targets.size());
        keepPlace();
        outline.first = m_through->state();
        m_end = m_through->end();
        goOn();
        return outline;
    }

    /// One slice of what is to be done: a wish first, then reading on.
    void work()
    {
        m_isDue = false;
        if (!m_through || m_wishes->isOver)
            return;
        if (std::optional<Wish> wish = m_wishes->take()) {
            m_wish = std::move(wish);
            m_wish->utc = std::clamp(m_wish->utc, m_through->begin(), m_end);
            m_isLookingSet = false;
        }
        const QDeadlineTimer deadline(Slice);
        if (m_wish)
            look(deadline);
        else if (!mustWait())
            readOn(deadline, m_end);
        tellFigures();
        if (m_wish || (!m_isAllRead && !mustWait()))
            goOn();
    }

    void figuresWritten()
    {
        --m_unwritten;
        goOn();
    }

    void goOn()
    {
        if (!std::exchange(m_isDue, true))
            QMetaObject::invokeMethod(
                this, [this] { work(); }, Qt::QueuedConnection);
    }

private:
    /// Nobody hears it.
    static Error nobody() { return {QStringLiteral("recording.cancelled"), QStringLiteral("it was closed")}; }
    /// Somebody who looks is not kept waiting for a slow disk; reading on is.
    bool mustWait() const { return m_unwritten >= MostUnwritten; }

    void tellFigures()
    {
        const bool isEnough = m_samples.size() >= LargestBatch || m_isAllRead;
        if (!isEnough || (m_samples.empty() && m_events.empty()))
            return;
        ++m_unwritten;
        QMetaObject::invokeMethod(
            m_owner,
            [owner = m_owner, samples = std::exchange(m_samples, {}), events = std::exchange(m_events, {}),
             utc = m_through->state()->utc] { Q_EMIT owner->figures(samples, events, utc); },
            Qt::QueuedConnection);
    }

    /// Reads through until `last` or the deadline. True: there is no moment up to `last` that was not read.
    bool readOn(const QDeadlineTimer &deadline, const QDateTime &last)
    {
        while (!m_isAllRead) {
            const Result<bool> went = m_through->next(last);
            if (!went) {
                breakOff(went.error().message);
                return true;
            }
            if (!went.value()) {
                m_isAllRead = last >= m_end;
                break;
            }
            std::ranges::move(m_finder.take(*m_through->state()), std::back_inserter(m_events));
            if (m_places.empty() || m_places.rbegin()->first.msecsTo(m_through->state()->utc) >= m_spacing.count())
                keepPlace();
            if (deadline.hasExpired()) {
                tellProgress(false);
                return false;
            }
        }
        tellProgress(m_isAllRead);
        return true;
    }

    void keepPlace()
    {
        m_places.insert_or_assign(m_through->state()->utc, m_through->place());
        if (m_places.size() <= m_most)
            return;
        // Every other one goes.
        m_spacing *= 2;
        for (auto place = std::next(m_places.begin()); place != m_places.end();) {
            place = m_places.erase(place);
            if (place != m_places.end())
                ++place;
        }
    }

    void breakOff(const QString &message)
    {
        m_isAllRead = true;
        m_end = m_through->state()->utc;
        QMetaObject::invokeMethod(
            m_owner, [owner = m_owner, after = m_end, message] { Q_EMIT owner->broken(after, message); },
            Qt::QueuedConnection);
    }

    void tellProgress(bool isSure)
    {
        if (!isSure && !m_nextWord.hasExpired())
            return;
        m_nextWord.setRemainingTime(BetweenWords);
        const QDateTime utc = m_isAllRead ? m_end : m_through->state()->utc;
        QMetaObject::invokeMethod(
            m_owner, [owner = m_owner, utc] { Q_EMIT owner->readTo(utc); }, Qt::QueuedConnection);
    }

    /// Goes on towards the wish until it is there or the deadline has come.
    void look(const QDeadlineTimer &deadline)
    {
        if (!m_isAllRead && m_wish->utc > m_through->state()->utc && !readOn(deadline, m_wish->utc))
            return;
        m_wish->utc = std::min(m_wish->utc, m_end); // it may have turned out to end earlier
        if (!std::exchange(m_isLookingSet, true))
            setOut();
        while (true) {
            const Result<bool> went = m_looking->next(m_wish->utc);
            if (!went || !went.value()) {
                arrive();
                return;
            }
            keepNear();
            if (deadline.hasExpired())
                return;
        }
    }

    /// To the best place to look from.
    void setOut()
    {
        const ClusterStatePtr at = m_looking->state();
        const bool isBefore = at && at->utc <= m_wish->utc;
        const Places::value_type *best = latestUpTo(m_places, m_wish->utc);
        if (const auto *close = latestUpTo(m_near, m_wish->utc); close && (!best || close->first > best->first))
            best = close;
        // Where the reading has just come by is as good a place as any.
        Replay::PlacePtr here;
        if (const QDateTime read = m_through->state()->utc;
            read <= m_wish->utc && (!best || best->first < read) && (!isBefore || at->utc < read))
            here = m_through->place();
        if (!here && best && (!isBefore || at->utc < best->first))
            here = best->second;
        if (here)
            m_looking->goTo(*here);
    }

    void keepNear()
    {
        const QDateTime utc = m_looking->state()->utc;
        const auto spacing = m_spacing.count() / NearParts;
        const auto *before = latestUpTo(m_near, utc);
        if (before && before->first.msecsTo(utc) < spacing)
            return;
        m_near.insert_or_assign(utc, m_looking->place());
        if (m_near.size() <= MostNear)
            return;
        const bool isFirstFarther = m_near.begin()->first.msecsTo(utc) > utc.msecsTo(m_near.rbegin()->first);
        m_near.erase(isFirstFarther ? m_near.begin() : std::prev(m_near.end()));
    }

    void arrive()
    {
        RecordedMoment moment{m_wish->utc, m_looking->state(), m_wish->target, {}};
        m_wish.reset();
        if (!moment.state)
            return;
        if (moment.target.isValid()) {
            auto answers = m_looking->lastAnswers(moment.target);
            if (answers)
                moment.answers = std::move(answers).value();
        }
        QMetaObject::invokeMethod(
            m_owner, [owner = m_owner, moment = std::move(moment)] { Q_EMIT owner->arrived(moment); },
            Qt::QueuedConnection);
    }

    RecordingReader *m_owner; ///< joins this thread before it goes
    QString m_path;
    std::shared_ptr<Wishes> m_wishes;
    std::unique_ptr<Replay> m_through;
    std::unique_ptr<Replay> m_looking;
    std::size_t m_most = 1;
    std::chrono::milliseconds m_spacing = FirstSpacing;
    Places m_places; ///< along all that was read through
    Places m_near;   ///< where somebody looked last
    QDateTime m_end;
    std::optional<Wish> m_wish; ///< being fulfilled
    bool m_isLookingSet = false;
    bool m_isAllRead = false;
    bool m_isDue = false;
    QDeadlineTimer m_nextWord{0};
    EventFinder m_finder;
    std::vector<Sample> m_samples; ///< read since they were last told
    std::vector<HistoryEvent> m_events;
    int m_unwritten = 0; ///< batches
};

RecordingReader::RecordingReader(QString path, QObject *parent)
    : QObject(parent), m_wishes(std::make_shared<Wishes>()), m_worker(new Worker(*this, std::move(path), m_wishes))
{
    m_thread.setObjectName(QStringLiteral("recording"));
    m_worker->moveToThread(&m_thread);
    // SQLite's connections go on the thread that opened them.
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

RecordingReader::~RecordingReader()
{
    // It ends with its slice, or while it opens with its step: at most one look through the file.
    m_wishes->isOver = true;
    m_thread.quit();
    m_thread.wait();
}

void RecordingReader::open(QObject *context, std::function<void(Result<RecordingOutline> &&)> done)
{
    askWorker<Result<RecordingOutline>>(
        this, m_worker, context, [worker = m_worker] { return worker->open(); }, std::move(done));
}

void RecordingReader::figuresWritten()
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->figuresWritten(); }, Qt::QueuedConnection);
}

void RecordingReader::seek(const QDateTime &utc, TargetId target)
{
    bool isAsked = false;
    {
        const QMutexLocker lock(&m_wishes->mutex);
        isAsked = m_wishes->newest.has_value();
        m_wishes->newest = Wish{utc.toUTC(), target};
    }
    if (!isAsked)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker] { worker->goOn(); }, Qt::QueuedConnection);
}

} // namespace rollcall
