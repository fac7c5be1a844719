// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/WatchPrivate.h"

#include "health/StateBuilder.h"
#include "net/SystemProxy.h"

#include <QPointer>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

// No event on the main thread may last 8 ms; what these leave is for the parts between.
constexpr Milliseconds LongestSlice{3};
// A store that asks the person first (a locked keychain) does not keep the rest waiting for longer.
constexpr Milliseconds LongestWaitForSecrets{2000};
// A check ends within 2 × timeout + retryAfter + 1 s; this leaves some of it for the start and the report.
constexpr Milliseconds RoundMargin{800};
// Making snapshots takes at most this part of the time.
constexpr int SnapshotShare = 10;
// By so much a past is told after the ten minutes that it ends with: nodes are asked more often, and each has filled
// its own by then.
constexpr qint64 PastDelay = 60'000;
// Where nobody listens: through a tunnel that is down every exchange fails as one through a failed proxy does.
constexpr auto ClosedWay = "socks5h://127.0.0.1:1"_L1;

Evaluator::Options evaluatorOptions(const Watch::Options &options)
{
    return {.attempts = options.retries ? 2 : 1, .confirmViews = options.retries};
}

} // namespace

Watch::Private::Private(Watch &owner, ClusterFile file, Clock &clock, HttpClient &http, SecretStores secrets,
                        Options options)
    : m_owner(owner),
      m_clock(clock),
      m_http(http),
      m_stores(secrets),
      m_options(std::move(options)),
      m_ownSockets(m_options.sockets ? nullptr : WebSocketClient::make(clock)),
      m_sockets(m_options.sockets ? *m_options.sockets : *m_ownSockets),
      m_file(std::make_shared<const ClusterFile>(std::move(file))),
      m_startedAt(clock.utc()),
      m_keeper(std::make_unique<StateKeeper>(m_file, evaluatorOptions(m_options))),
      m_canary(clock, http, m_sockets),
      m_inboxTimer(clock.makeTimer([this] { drainInbox(); })),
      m_snapshotTimer(clock.makeTimer([this] {
          if (m_isBuilding)
              buildSnapshot();
          else
              makeSnapshot();
      })),
      m_secretTimer(clock.makeTimer([this] {
          m_hasWaited = true;
          beginIfReady();
      })),
      m_endTimer(clock.makeTimer([this] { finish(); })),
      m_snapshotGap(m_options.shortestSnapshot)
{
    makeTargets();
    m_keeper->evaluate(m_clock.now(), m_clock.utc(), true);
    m_keeper->build([] { return false; });
    makeState();
}

Watch::Private::~Private()
{
    if (m_pool) {
        m_pool->clear();
        m_pool->waitForDone();
    }
}

// --- Beginning

void Watch::Private::start()
{
    if (m_phase != Phase::NotStarted)
        return;
    m_startedAt = m_clock.utc();
    publish();
    if (m_options.isOneRound) {
        m_hardEnd = m_clock.now() + 2 * longestTimeout() + m_file->retryAfter + RoundMargin;
        m_endTimer->startAt(m_hardEnd);
    }
    readSecrets();
}

Milliseconds Watch::Private::longestTimeout() const
{
    Milliseconds longest = m_file->timeout;
    for (const Target &target : m_targets)
        longest = std::max(longest, target.settings.timeout);
    return longest;
}

void Watch::Private::readSecrets()
{
    m_phase = Phase::ReadingSecrets;
    m_credentials = std::make_unique<CredentialsReader>(m_file, m_stores, [this] { secretsProgressed(); });
    m_credentials->start();
    m_hasWaited = false;
    openTunnel();
    if (!m_credentials->isComplete())
        m_secretTimer->startAt(m_clock.now() + std::min(LongestWaitForSecrets, m_file->timeout));
    beginIfReady();
}

void Watch::Private::openTunnel()
{
    if (m_tunnel && m_tunnelHost == m_file->jumpHost)
        return;
    m_tunnel.reset();
    m_tunnelHost = m_file->jumpHost;
    if (m_tunnelHost.isEmpty())
        return;
    SshTunnel::Options options;
    options.program = m_options.sshProgram;
    m_tunnel = std::make_unique<SshTunnel>(m_clock, m_tunnelHost, std::move(options));
    connect(m_tunnel.get(), &SshTunnel::stateChanged, m_tunnel.get(), [this] { tunnelChanged(); });
    m_tunnel->start();
}

void Watch::Private::tunnelChanged()
{
    m_keeper->markNews(); // problems() may be others
    if (m_phase == Phase::ReadingSecrets) {
        beginIfReady();
    } else if (m_phase == Phase::Asking) {
        makeProbes(); // the way there is another one
        if (m_tunnel->state() == SshTunnel::State::Ready)
            askFirstRound(true);
        requestSnapshot();
    }
}

void Watch::Private::beginIfReady()
{
    const bool hasSecrets = m_credentials->isComplete() || m_hasWaited;
    const bool hasWay =
        !m_tunnel || m_tunnel->state() == SshTunnel::State::Ready || m_tunnel->state() == SshTunnel::State::Failed;
    // A test of the phase, because a tunnel can fail while it is being opened.
    if (m_phase == Phase::ReadingSecrets && hasSecrets && hasWay)
        begin();
}

QString Watch::Private::proxyOf(const Target &target) const
{
    if (!m_tunnel || target.settings.isProxy)
        return proxyFor(target.settings.url, m_file->httpProxy);
    const QString way = m_tunnel->proxyUrl();
    return way.isEmpty() ? QString(ClosedWay) : way;
}

void Watch::Private::secretsProgressed()
{
    if (!m_credentials->isComplete())
        return;
    if (m_phase == Phase::ReadingSecrets) {
        beginIfReady();
    } else if (m_phase == Phase::Asking && !m_options.isOneRound) {
        makeProbes();
        m_keeper->markNews();
        requestSnapshot();
    }
}

void Watch::Private::makeTargets()
{
    std::vector<Target> targets(static_cast<std::size_t>(m_file->targetCount()));
    m_unasked = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        targets[i].settings = m_file->settings(TargetId{static_cast<int>(i)});
        targets[i].product = productNamed(targets[i].settings.product);
        targets[i].isAsked = targets[i].product == nullptr;
        if (!targets[i].isAsked)
            ++m_unasked;
    }
    m_targets = std::move(targets);
    m_concerned.clear();
    m_http.expectTargets(m_file->targetCount());
}

void Watch::Private::begin()
{
    m_secretTimer->stop();
    m_phase = Phase::Asking;
    const bool isReload = m_scheduler != nullptr;
    if (!isReload) {
        Scheduler::Options options;
        options.seed = m_options.seed;
        options.recordsLateness = m_options.recordsLateness;
        options.woke = [this] { woke(); };
        const auto count = static_cast<int>(m_targets.size());
        if (m_options.isOneRound) {
            // All probes of all nodes at the same time, as far as file descriptors go.
            options.maxInFlightPerTarget = 64;
            options.maxInFlight = 1024;
        } else {
            options.maxInFlight = std::clamp(count, options.maxInFlight, 2048);
        }
        m_scheduler = Scheduler::make(m_clock, m_http, m_sockets, options,
                                      [this](Answer &&answer) { receive(std::move(answer)); });
    }
    makeProbes();
    if (m_options.isOneRound) {
        askFirstRound(true);
        m_inboxTimer->startAt(m_clock.now()); // there may be nothing to wait for
    } else {
        if (isReload)
            askFirstRound(false); // new nodes may have got the places of old ones in the rhythm
        m_scheduler->start();
        if (m_isPaused)
            m_scheduler->pause();
        m_keeper->markNews();
        requestSnapshot();
    }
}

void Watch::Private::makeProbes()
{
    std::vector<ProbeSpecPtr> all;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        Target &target = m_targets[i];
        target.specs.clear();
        target.hasOnDemand = false;
        if (target.product) {
            const TargetId id{static_cast<int>(i)};
            Credentials credentials = m_credentials->credentials(id);
            credentials.proxy = proxyOf(target);
            for (ProbeSpecPtr &spec : target.product->probes(*m_file, id, credentials)) {
                if (spec->target != id || (m_options.filter && !m_options.filter(*spec)))
                    continue;
                target.hasOnDemand |= isOnDemand(*spec, target);
                all.push_back(spec);
                target.specs.push_back(std::move(spec));
            }
        }
        target.askedAt.assign(target.specs.size(), TimePoint::min());
    }
    m_scheduler->setProbes(std::move(all));
    startCanary();
}

bool Watch::Private::isOnDemand(const ProbeSpec &spec, const Target &target)
{
    return spec.interval == Milliseconds::zero() || spec.interval > target.settings.interval;
}

/// All that is asked by a rhythm, once, of the targets that were not asked yet, or of all.
void Watch::Private::askFirstRound(bool isOfAll)
{
    std::vector<ProbeSpecPtr> round;
    for (Target &target : m_targets) {
        if (target.isAsked && !isOfAll)
            continue;
        for (std::size_t i = 0; i < target.specs.size(); ++i) {
            const ProbeSpecPtr &spec = target.specs[i];
            if (spec->isReplacedInCheck || spec->interval == Milliseconds::zero())
                continue;
            target.askedAt[i] = m_clock.now();
            round.push_back(spec);
        }
    }
    m_scheduler->probeNow(round);
}

// --- From outside

void Watch::Private::setPaused(bool isPaused)
{
    if (m_isPaused == isPaused)
        return;
    m_isPaused = isPaused;
    if (m_phase == Phase::Asking) {
        if (isPaused) {
            m_scheduler->pause();
            dropAnswers();
        } else {
            m_scheduler->resume();
        }
        m_canary.setPaused(isPaused);
    }
    m_keeper->markNews();
    requestSnapshot();
}

void Watch::Private::probeNow(TargetId id)
{
    if (m_phase != Phase::Asking)
        return;
    std::vector<ProbeSpecPtr> probes;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        if (id.isValid() && id.index() != i)
            continue;
        Target &target = m_targets[i];
        probes.insert(probes.end(), target.specs.begin(), target.specs.end());
        std::ranges::fill(target.askedAt, m_clock.now());
    }
    m_scheduler->probeNow(probes);
}

void Watch::Private::rememberGoroutines(const QString &node, std::span<const GoroutinePast::Remembered> values)
{
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        if (m_targets[i].settings.isProxy || m_targets[i].settings.name != node)
            continue;
        m_keeper->evaluator().rememberGoroutines(TargetId{static_cast<int>(i)}, values);
        m_targets[i].isPastNew = true;
    }
}

void Watch::Private::setFile(ClusterFile file)
{
    m_canary.stop(); // what it says is of the old file's targets
    const auto old = std::exchange(m_file, std::make_shared<const ClusterFile>(std::move(file)));
    std::vector<Target> oldTargets = std::move(m_targets);
    auto oldKeeper = std::exchange(m_keeper, std::make_unique<StateKeeper>(m_file, evaluatorOptions(m_options)));
    dropAnswers();
    makeTargets();
    m_pastsTold = -1;
    // What is known goes with the name and the address: another machine under an old name starts anew.
    std::vector<TargetId> origins(m_targets.size());
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const TargetSettings &settings = m_targets[i].settings;
        const auto same = std::ranges::find_if(oldTargets, [&](const Target &target) {
            return target.settings.isProxy == settings.isProxy && target.settings.name == settings.name &&
                   target.settings.url == settings.url && target.settings.product == settings.product;
        });
        if (same == oldTargets.end())
            continue;
        origins[i] = TargetId{static_cast<int>(same - oldTargets.begin())};
        m_targets[i].answers = std::move(same->answers);
        if (same->isAsked && !m_targets[i].isAsked) {
            m_targets[i].isAsked = true;
            --m_unasked;
        }
    }
    m_keeper->evaluator().adopt(oldKeeper->evaluator(), origins);
    m_keeper->evaluate(m_clock.now(), m_clock.utc(), true);
    m_keeper->build([] { return false; });
    m_isBuilding = false;
    m_snapshotTimer->stop();
    publish();
    if (m_phase == Phase::Asking || m_phase == Phase::ReadingSecrets)
        readSecrets();
    m_keeper->markNews();
    requestSnapshot();
}

QStringList Watch::Private::problems() const
{
    QStringList lines;
    if (m_credentials && m_phase != Phase::ReadingSecrets)
        lines += m_credentials->problems();
    if (m_tunnel && m_tunnel->state() == SshTunnel::State::Failed)
        lines.append(u"jumpHost: %1"_s.arg(m_tunnel->failureText()));
    if (m_remarksOf != m_file) { // they go through all nodes, and this is asked at each snapshot
        m_remarks = remarks(*m_file);
        m_remarksOf = m_file;
    }
    lines += m_remarks;
    return lines;
}

std::vector<Answer> Watch::Private::lastAnswers(TargetId target) const
{
    if (!target.isValid() || target.index() >= m_targets.size())
        return {};
    return m_targets[target.index()].answers.newestFirst();
}

std::vector<Milliseconds> Watch::Private::takeLateness()
{
    return m_scheduler ? m_scheduler->takeLateness() : std::vector<Milliseconds>{};
}

// --- Snapshots

void Watch::Private::requestSnapshot()
{
    if (m_options.isOneRound || m_isBuilding || m_snapshotTimer->isActive() || !m_keeper->hasNews())
        return;
    TimePoint when = m_clock.now();
    if (m_snapshotAt != TimePoint::min())
        when = std::max(when, m_snapshotAt + m_snapshotGap);
    m_snapshotTimer->startAt(when);
}

void Watch::Private::makeSnapshot()
{
    const TimePoint begun = m_clock.now();
    m_keeper->evaluate(begun, m_clock.utc(), false);
    takeRechecks();
    m_isBuilding = true;
    m_snapshotBegun = begun;
    m_snapshotCost = m_clock.now() - begun;
    if (m_snapshotCost >= LongestSlice)
        m_snapshotTimer->startAt(m_clock.now());
    else
        buildSnapshot();
}

void Watch::Private::buildSnapshot()
{
    const TimePoint begun = m_clock.now();
    const bool isDone = m_keeper->build([&] { return m_clock.now() - begun >= LongestSlice; });
    m_snapshotCost += m_clock.now() - begun;
    if (!isDone) {
        m_snapshotTimer->startAt(m_clock.now());
        return;
    }
    m_isBuilding = false;
    m_snapshotAt = m_snapshotBegun;
    m_snapshotGap =
        std::max(m_options.shortestSnapshot, std::chrono::ceil<Milliseconds>(SnapshotShare * m_snapshotCost));
    publish();
    requestSnapshot();
    Q_EMIT m_owner.stateChanged(); // last: a receiver may end this watch
}

void Watch::Private::makeState()
{
    ClusterMoment moment;
    moment.file = m_file;
    moment.isPaused = m_isPaused;
    moment.isFirstSweep = m_unasked > 0;
    moment.at = m_clock.now();
    moment.startedAt = m_startedAt;
    moment.utc = m_clock.utc();
    m_state = buildClusterState(std::move(moment), m_keeper->evaluation(), m_keeper->states());
}

void Watch::Private::publish()
{
    makeState();
    if (m_options.history)
        m_options.history->published(m_state);
    tellPasts();
}

/// Every ten minutes, and with the next snapshot where somebody has told what was before: whoever replays a recording
/// from any moment on has one soon, and goes on from what this watch knew.
void Watch::Private::tellPasts()
{
    if (!m_options.history)
        return;
    const qint64 number = (m_state->utc.toMSecsSinceEpoch() - PastDelay) / GoroutinePast::SlotLength;
    const bool isDue = std::exchange(m_pastsTold, number) != number;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const bool isNew = std::exchange(m_targets[i].isPastNew, false);
        const GoroutinePast *past = m_keeper->evaluator().goroutines(TargetId{static_cast<int>(i)});
        if ((isDue || isNew) && past)
            m_options.history->remembered(*past, m_state->utc, m_targets[i].settings.name);
    }
}

void Watch::Private::maybeFinish()
{
    const auto isQuiet = [this] {
        return m_scheduler->isQuiet() && m_inboxBegin == m_inbox.size() && m_beingRead.empty() && !m_canary.isBusy();
    };
    if (!m_options.isOneRound || m_phase != Phase::Asking || !isQuiet())
        return;
    askWanted(true);
    if (!isQuiet())
        return;
    // Only now: before everything has answered, views could seem to differ that do not.
    m_keeper->evaluate(m_clock.now(), m_clock.utc(), false);
    takeRechecks();
    if (m_scheduler->isIdle())
        finish();
}

void Watch::Private::finish()
{
    if (m_phase == Phase::Finished)
        return;
    m_phase = Phase::Finished;
    m_endTimer->stop();
    m_secretTimer->stop();
    if (m_scheduler)
        m_scheduler->pause();
    m_canary.stop();
    m_keeper->evaluate(m_clock.now(), m_clock.utc(), true);
    m_keeper->build([] { return false; });
    publish();
    const QPointer<Watch> owner(&m_owner);
    Q_EMIT owner->stateChanged();
    if (owner)
        Q_EMIT owner->finished();
}

} // namespace rollcall
