// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/Scheduler.h"

#include "probe/ScheduleEntry.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace rollcall {

using schedule::Entry;
using schedule::Never;
using schedule::Target;

namespace {

// One event starts no more than this, so that the window is drawn in between: about 2 ms by measurement.
constexpr int MostStartsPerEvent = 64;
constexpr Milliseconds LongestEvent{2};
constexpr Milliseconds SweepSpread{1000};
constexpr Milliseconds HeartbeatInterval{1000};
// CLOCK_BOOTTIME and CLOCK_MONOTONIC are read one after the other: their difference trembles a little by itself.
constexpr Milliseconds ShortestSleep{500};
constexpr int LongestStretch = 1024;
constexpr Milliseconds LongestRest = std::chrono::minutes(5);

class RhythmScheduler final : public Scheduler
{
public:
    RhythmScheduler(Clock &clock, HttpClient &http, WebSocketClient &sockets, const Options &options, Answered answered)
        : m_clock(clock),
          m_http(http),
          m_options(options),
          m_answered(std::move(answered)),
          m_random(options.seed != 0 ? options.seed : std::random_device{}()),
          m_timer(clock.makeTimer([this] { runDue(); })),
          m_heartbeat(clock.makeTimer([this] { beat(); })),
          m_firstOffset(fraction()),
          m_means{clock, http, sockets, options.connect, [this] { return fraction(); }}
    {}

    void setProbes(std::vector<ProbeSpecPtr> probes) override;
    void start() override;
    void pause() override;
    void resume() override;
    bool isPaused() const override { return m_phase == Phase::Paused; }
    void probeNow(std::span<const ProbeSpecPtr> probes) override;
    void probeAt(const ProbeSpecPtr &probe, TimePoint when) override;
    void setHealth(TargetId target, bool isIll, Milliseconds retryAfter) override;
    void setRest(const ProbeSpecPtr &probe, Rest rest) override;
    int inFlight() const override { return m_inFlight; }
    bool isIdle() const override { return m_inFlight == 0 && m_ownWaiting == 0; }
    bool isQuiet() const override { return m_inFlight == 0 && (m_heap.isEmpty() || m_heap.firstKey() > m_clock.now()); }
    std::vector<Milliseconds> takeLateness() override { return std::exchange(m_lateness, {}); }

private:
    enum class Phase { NotStarted, Running, Paused };

    double fraction() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
    Entry *find(const ProbeSpecPtr &probe) const;
    void sweep(Entry &entry, TimePoint now);
    void sweepAll(TimePoint now);
    void toNextRun(Entry &entry, TimePoint now);
    void placeRun(Entry &entry, TimePoint after, std::int64_t earliest);
    int stretchOf(const Entry &entry) const;
    void addOwn(Entry &entry, TimePoint when);
    void queue(Entry &entry);
    void drop(Entry &entry);
    void dropAll();
    void runDue();
    bool isStillDue(Entry &entry, TimePoint now);
    void run(Entry &entry, TimePoint now);
    void wakeFirst(std::vector<Entry *> &waiting);
    void complete(Entry &entry, ProbeResult &&result, bool isLast);
    void arm();
    void beat();

    Clock &m_clock;
    HttpClient &m_http;
    Options m_options;
    Answered m_answered;
    std::minstd_rand m_random;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<Timer> m_heartbeat;
    double m_firstOffset;
    ProbeRun::Means m_means;
    std::vector<std::unique_ptr<Target>> m_targets;
    DueHeap<Entry> m_heap;
    Phase m_phase = Phase::NotStarted;
    TimePoint m_armedAt = Never;
    Milliseconds m_suspended{0};
    int m_inFlight = 0;
    int m_ownWaiting = 0; ///< times in Entry::own and marks in Entry::runsAgain, over all
    std::vector<Milliseconds> m_lateness;
};

Entry *RhythmScheduler::find(const ProbeSpecPtr &probe) const
{
    if (!probe || !probe->target.isValid() || probe->target.index() >= m_targets.size())
        return nullptr;
    for (const auto &entry : m_targets[probe->target.index()]->entries) {
        if (entry->spec == probe)
            return entry.get();
    }
    return nullptr;
}

void RhythmScheduler::setProbes(std::vector<ProbeSpecPtr> probes)
{
    const TimePoint now = m_clock.now();
    std::size_t count = 0;
    for (const ProbeSpecPtr &probe : probes)
        count = std::max(count, probe->target.index() + 1);

    // Out of the old set first: what is left there in the end is gone.
    std::vector<std::vector<std::unique_ptr<Entry>>> known(m_targets.size());
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        Target &target = *m_targets[i];
        target.waiting.clear();
        target.inLine.clear();
        for (const auto &entry : target.entries) {
            m_heap.remove(*entry);
            entry->isWaiting = false;
        }
        known[i] = std::exchange(target.entries, {});
    }
    while (m_targets.size() < count)
        m_targets.push_back(std::make_unique<Target>());

    for (ProbeSpecPtr &probe : probes) {
        const std::size_t index = probe->target.index();
        std::unique_ptr<Entry> entry;
        if (index < known.size()) {
            const auto same =
                std::ranges::find_if(known[index], [&](const auto &old) { return old && old->spec->id == probe->id; });
            if (same != known[index].end())
                entry = std::move(*same);
        }
        const bool isNew = !entry;
        if (isNew) {
            entry = std::make_unique<Entry>();
            entry->target = m_targets[index].get();
            entry->spec = std::move(probe);
        } else if (entry->spec != probe) {
            const bool wasInFlight = entry->isInFlight;
            const bool hasNewRhythm = entry->spec->interval != probe->interval || entry->spec->phase != probe->phase;
            drop(*entry);
            entry->spec = std::move(probe);
            entry->restStretch = 1;
            entry->restsForGood = false;
            entry->startedAt = TimePoint::min();
            entry->probing.forgetCourse();
            if (hasNewRhythm)
                entry->due = Never;
            if (wasInFlight)
                addOwn(*entry, now);
        }
        if (m_phase == Phase::Running && entry->hasRhythm() && (isNew || (entry->due == Never && !entry->restsForGood)))
            sweep(*entry, now);
        queue(*entry);
        m_targets[index]->entries.push_back(std::move(entry));
    }
    for (auto &old : known) {
        for (auto &entry : old) {
            if (entry) {
                m_ownWaiting -= static_cast<int>(entry->own.size());
                drop(*entry);
            }
        }
    }
    while (m_targets.size() > count)
        m_targets.pop_back();
    arm();
}

void RhythmScheduler::start()
{
    if (m_phase != Phase::NotStarted)
        return;
    m_phase = Phase::Running;
    m_suspended = m_clock.suspended();
    m_heartbeat->startAt(m_clock.now() + HeartbeatInterval);
    sweepAll(m_clock.now());
}

void RhythmScheduler::pause()
{
    if (m_phase == Phase::Paused)
        return;
    m_phase = Phase::Paused;
    m_heartbeat->stop();
    dropAll();
    arm();
}

void RhythmScheduler::resume()
{
    if (m_phase != Phase::Paused)
        return;
    m_phase = Phase::Running;
    m_heartbeat->startAt(m_clock.now() + HeartbeatInterval);
    const Milliseconds suspended = m_clock.suspended();
    const bool hasSlept = suspended - m_suspended >= ShortestSleep;
    m_suspended = suspended;
    if (hasSlept)
        m_http.closeConnections();
    sweepAll(m_clock.now());
    if (hasSlept && m_options.woke)
        m_options.woke();
}

void RhythmScheduler::beat()
{
    m_heartbeat->startAt(m_clock.now() + HeartbeatInterval);
    const Milliseconds suspended = m_clock.suspended();
    const bool hasSlept = suspended - m_suspended >= ShortestSleep;
    m_suspended = suspended;
    if (!hasSlept)
        return;
    // What was under way when the lid closed would only tell of the sleep.
    dropAll();
    m_http.closeConnections();
    for (const auto &target : m_targets)
        target->holdUntil = {};
    sweepAll(m_clock.now());
    if (m_options.woke)
        m_options.woke();
}

/// The place of a target within the interval: evenly spread for any number of targets.
double offsetOf(std::size_t target, double first)
{
    constexpr double GoldenRatio = 0.6180339887498949;
    const double offset = first + GoldenRatio * static_cast<double>(target);
    return offset - std::floor(offset);
}

void RhythmScheduler::sweep(Entry &entry, TimePoint now)
{
    const auto interval = entry.spec->interval;
    const double place = offsetOf(entry.spec->target.index(), m_firstOffset) + entry.spec->phase;
    entry.origin = now + std::chrono::duration_cast<TimePoint::duration>(interval * (place - std::floor(place)));
    if (entry.spec->isReplacedInCheck) {
        placeRun(entry, now, 0);
        return;
    }
    const auto spread = std::min(SweepSpread, interval);
    entry.due = now + std::chrono::duration_cast<TimePoint::duration>(spread * fraction());
    // So that the run after this one is the first of the rhythm.
    entry.run = static_cast<std::int64_t>(
        std::floor(double((entry.due - entry.origin).count()) / double(TimePoint::duration(interval).count()) +
                   m_options.jitter / 2));
}

void RhythmScheduler::sweepAll(TimePoint now)
{
    for (const auto &target : m_targets) {
        target->illStretch = 1;
        for (const auto &entry : target->entries) {
            // Who rests goes on resting: a laptop that wakes is no news to the peer.
            const bool isResting = entry->restsForGood || (entry->restStretch > 1 && entry->due != Never);
            if (entry->hasRhythm() && !isResting)
                sweep(*entry, now);
            queue(*entry);
        }
    }
    arm();
}

/// The first run of the rhythm at `earliest` or later that is after `after`.
void RhythmScheduler::placeRun(Entry &entry, TimePoint after, std::int64_t earliest)
{
    const TimePoint::duration interval = entry.spec->interval;
    std::int64_t run = earliest;
    if (entry.origin + interval * run <= after)
        run = (after - entry.origin) / interval + 1;
    const double tremble = (fraction() - 0.5) * m_options.jitter;
    entry.run = run;
    entry.due = entry.origin + interval * run +
                std::chrono::duration_cast<TimePoint::duration>(std::chrono::duration<double>(interval) * tremble);
}

int RhythmScheduler::stretchOf(const Entry &entry) const
{
    if (entry.spec->isIndependent)
        return 1;
    if (entry.restStretch > 1)
        return entry.restStretch;
    const Target &target = *entry.target;
    const int stretch = std::max(target.limitStretch, entry.spec->isPrimary ? 1 : target.illStretch);
    const auto most = m_options.longestBackOff / entry.spec->interval;
    return std::max(1, static_cast<int>(std::min<std::int64_t>(stretch, most)));
}

void RhythmScheduler::toNextRun(Entry &entry, TimePoint now)
{
    placeRun(entry, now, entry.run + stretchOf(entry));
}

void RhythmScheduler::addOwn(Entry &entry, TimePoint when)
{
    entry.own.push_back(when);
    ++m_ownWaiting;
}

void RhythmScheduler::queue(Entry &entry)
{
    const TimePoint key = entry.key();
    if (entry.isWaiting || key == Never || m_phase == Phase::Paused)
        m_heap.remove(entry);
    else
        m_heap.place(entry, key);
}

/// Ends what is in flight without an answer.
void RhythmScheduler::drop(Entry &entry)
{
    if (!entry.isInFlight)
        return;
    entry.probing.drop();
    entry.isInFlight = false;
    if (std::exchange(entry.runsAgain, false))
        --m_ownWaiting;
    if (entry.target->repeating == &entry)
        entry.target->repeating = nullptr;
    --entry.target->inFlight;
    --m_inFlight;
}

void RhythmScheduler::dropAll()
{
    for (const auto &target : m_targets) {
        target->waiting.clear();
        target->inLine.clear();
        for (const auto &entry : target->entries) {
            drop(*entry);
            entry->isWaiting = false;
            entry->own.clear();
            m_heap.remove(*entry);
        }
    }
    m_ownWaiting = 0;
}

void RhythmScheduler::probeNow(std::span<const ProbeSpecPtr> probes)
{
    const TimePoint now = m_clock.now();
    for (const ProbeSpecPtr &probe : probes) {
        Entry *entry = find(probe);
        if (!entry || entry->isInFlight || entry->isWaiting || m_phase == Phase::Paused)
            continue;
        const bool isTooSoon = entry->spec->isSparing && entry->startedAt != TimePoint::min() &&
                               now - entry->startedAt < entry->spec->interval;
        if (isTooSoon)
            continue;
        const bool isAskedAlready = std::ranges::any_of(entry->own, [&](TimePoint time) { return time <= now; });
        if (isAskedAlready)
            continue;
        addOwn(*entry, now);
        queue(*entry);
    }
    arm();
}

void RhythmScheduler::probeAt(const ProbeSpecPtr &probe, TimePoint when)
{
    Entry *entry = find(probe);
    if (!entry || m_phase == Phase::Paused || std::ranges::find(entry->own, when) != entry->own.end())
        return;
    addOwn(*entry, when);
    queue(*entry);
    arm();
}

void RhythmScheduler::setHealth(TargetId id, bool isIll, Milliseconds retryAfter)
{
    if (!id.isValid() || id.index() >= m_targets.size())
        return;
    Target &target = *m_targets[id.index()];
    const TimePoint now = m_clock.now();
    if (retryAfter > Milliseconds::zero()) {
        // Several probes run into the same limit at once: that is one sign, not many.
        if (now >= target.holdUntil)
            target.limitStretch = std::min(target.limitStretch * 2, LongestStretch);
        target.holdUntil = std::max(target.holdUntil, now + std::min(retryAfter, m_options.longestBackOff));
    }
    if (isIll) {
        if (retryAfter == Milliseconds::zero())
            target.illStretch = std::min(target.illStretch * 2, LongestStretch);
        return;
    }
    const bool isHeld = now < target.holdUntil;
    if (target.illStretch == 1 && (isHeld || target.limitStretch == 1))
        return;
    target.illStretch = 1;
    if (!isHeld)
        target.limitStretch = 1;
    for (const auto &entry : target.entries) {
        if (entry->due == Never || entry->restStretch > 1)
            continue;
        // Runs that were put off by the stretch come back to the next place of the rhythm.
        const TimePoint before = entry->due;
        const std::int64_t run = entry->run;
        placeRun(*entry, now, 0);
        if (entry->due > before || entry->run >= run) {
            entry->due = before;
            entry->run = run;
        }
        queue(*entry);
    }
    arm();
}

void RhythmScheduler::setRest(const ProbeSpecPtr &probe, Rest rest)
{
    Entry *entry = find(probe);
    if (!entry || !entry->hasRhythm())
        return;
    const auto longest = static_cast<int>(std::max<std::int64_t>(1, LongestRest / entry->spec->interval));
    switch (rest) {
    case Rest::None:
        // It was asked besides, and has another answer by now: the rhythm comes back.
        if (std::exchange(entry->restsForGood, false) ? m_phase == Phase::Running
                                                      : entry->restStretch > 1 && entry->due != Never)
            placeRun(*entry, m_clock.now(), 0);
        entry->restStretch = 1;
        break;
    case Rest::Growing:
        entry->restStretch = std::min(entry->restStretch * 2, longest);
        if (entry->due != Never) // half an interval less, because the rhythm trembles
            placeRun(*entry, entry->startedAt + entry->spec->interval * (2 * entry->restStretch - 1) / 2, 0);
        break;
    case Rest::ForGood:
        entry->restsForGood = true;
        entry->due = Never;
        break;
    }
    queue(*entry);
    arm();
}

void RhythmScheduler::arm()
{
    if (m_heap.isEmpty() || m_inFlight >= m_options.maxInFlight) {
        if (m_armedAt != Never)
            m_timer->stop();
        m_armedAt = Never;
        return;
    }
    const TimePoint first = m_heap.firstKey();
    if (first == m_armedAt)
        return;
    m_armedAt = first;
    m_timer->startAt(first);
}

void RhythmScheduler::runDue()
{
    m_armedAt = Never;
    const TimePoint begun = m_clock.now();
    TimePoint now = begun;
    int started = 0;
    while (!m_heap.isEmpty() && m_heap.firstKey() <= now && m_inFlight < m_options.maxInFlight) {
        Entry &entry = m_heap.first();
        if (!isStillDue(entry, now)) {
            queue(entry);
            continue;
        }
        const bool isBehind = entry.isRepeated() && entry.target->repeating;
        if (isBehind || entry.target->inFlight >= m_options.maxInFlightPerTarget) {
            entry.isWaiting = true;
            (isBehind ? entry.target->inLine : entry.target->waiting).push_back(&entry);
            m_heap.remove(entry);
            continue;
        }
        run(entry, now);
        ++started;
        if (started % 8 == 0) {
            now = m_clock.now();
            if (started >= MostStartsPerEvent || now - begun >= LongestEvent)
                break;
        }
    }
    arm();
}

/// Settles what keeps a due probe from running: a hold, or that it is in flight.
bool RhythmScheduler::isStillDue(Entry &entry, TimePoint now)
{
    const auto isDue = [now](TimePoint time) { return time <= now; };
    if (entry.isInFlight) {
        if (entry.due <= now)
            toNextRun(entry, now);
        const auto gone = static_cast<int>(std::erase_if(entry.own, isDue));
        m_ownWaiting -= gone;
        if (gone > 0 && !entry.runsAgain) {
            entry.runsAgain = true;
            ++m_ownWaiting;
        }
        return false;
    }
    if (std::ranges::any_of(entry.own, isDue))
        return true;
    if (entry.due <= now && now < entry.target->holdUntil && !entry.spec->isIndependent) {
        // Not all at the moment the limit ends.
        entry.due = entry.target->holdUntil + std::chrono::duration_cast<TimePoint::duration>(
                                                  std::min(SweepSpread, entry.spec->interval) * fraction());
        return false;
    }
    return entry.due <= now;
}

void RhythmScheduler::run(Entry &entry, TimePoint now)
{
    if (m_options.recordsLateness)
        m_lateness.push_back(std::chrono::duration_cast<Milliseconds>(now - entry.key()));
    m_ownWaiting -= static_cast<int>(std::erase_if(entry.own, [now](TimePoint time) { return time <= now; }));
    if (entry.due <= now)
        toNextRun(entry, now);
    queue(entry);
    entry.isInFlight = true;
    entry.startedAt = now;
    if (entry.isRepeated())
        entry.target->repeating = &entry;
    ++entry.target->inFlight;
    ++m_inFlight;
    Entry *const asked = &entry;
    entry.probing.begin(m_means, entry.spec, [this, asked](ProbeResult &&result, bool isLast) {
        complete(*asked, std::move(result), isLast);
    });
}

void RhythmScheduler::wakeFirst(std::vector<Entry *> &waiting)
{
    if (waiting.empty())
        return;
    Entry *next = waiting.front();
    waiting.erase(waiting.begin());
    next->isWaiting = false;
    queue(*next);
}

void RhythmScheduler::complete(Entry &entry, ProbeResult &&result, bool isLast)
{
    const TimePoint now = m_clock.now();
    if (!isLast) {
        m_answered(Answer{entry.spec, now, m_clock.utc(), std::move(result), entry.probing.alternative()});
        return;
    }
    Target &target = *entry.target;
    entry.isInFlight = false;
    --target.inFlight;
    --m_inFlight;
    if (std::exchange(entry.runsAgain, false)) {
        entry.own.push_back(now); // the mark becomes a time: m_ownWaiting stays
        queue(entry);
    }
    wakeFirst(target.waiting);
    if (target.repeating == &entry) {
        target.repeating = nullptr;
        wakeFirst(target.inLine);
    }
    arm();
    // Last: the receiver may change the probes, or end this scheduler.
    m_answered(Answer{entry.spec, now, m_clock.utc(), std::move(result), entry.probing.alternative()});
}

} // namespace

std::unique_ptr<Scheduler> Scheduler::make(Clock &clock, HttpClient &http, WebSocketClient &sockets,
                                           const Options &options, Answered answered)
{
    return std::make_unique<RhythmScheduler>(clock, http, sockets, options, std::move(answered));
}

} // namespace rollcall
