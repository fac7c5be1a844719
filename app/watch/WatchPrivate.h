// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/SshTunnel.h"
#include "probe/Scheduler.h"
#include "products/Product.h"
#include "watch/CanaryKeeper.h"
#include "watch/CredentialsReader.h"
#include "watch/RecentAnswers.h"
#include "watch/StateKeeper.h"
#include "watch/Watch.h"

#include <QThreadPool>

namespace rollcall {

/// The wiring of a Watch. Answers come in from the scheduler, wait in an inbox so that no event has too many of them,
/// are read by the product, folded by the keeper, and lead to further questions; now and then a snapshot is made.
struct Watch::Private
{
public:
    Private(Watch &owner, ClusterFile file, Clock &clock, HttpClient &http, SecretStores secrets, Options options);
    ~Private();
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    void start();
    void setPaused(bool isPaused);
    bool isPaused() const { return m_isPaused; }
    void probeNow(TargetId target);
    void rememberGoroutines(const QString &node, std::span<const GoroutinePast::Remembered> values);
    void setFile(ClusterFile file);
    ClusterStatePtr state() const { return m_state; }
    const ClusterFile &file() const { return *m_file; }
    QStringList problems() const;
    std::vector<Answer> lastAnswers(TargetId target) const;
    std::vector<Milliseconds> takeLateness();

private:
    enum class Phase { NotStarted, ReadingSecrets, Asking, Finished };

    struct Target
    {
        const Product *product = nullptr; ///< null: not watched by this version
        TargetSettings settings;
        std::vector<ProbeSpecPtr> specs;
        std::vector<TimePoint> askedAt; ///< by the place in `specs`: when it was last asked on demand or answered
        RecentAnswers answers;
        bool hasOnDemand = false;
        bool isPastNew = false;                    ///< it was told what its goroutines did before
        bool isAsked = false;                      ///< its primary probe gave a result
        bool isConcerned = false;                  ///< since the last look at what is wanted
        TimePoint lookedAt = TimePoint::min();     ///< when the product was last asked what it wants
        TimePoint limitedUntil = TimePoint::min(); ///< it said 429: only a person may ask more
    };

    // Beginning
    void readSecrets();
    void secretsProgressed();
    void openTunnel();
    void tunnelChanged();
    /// Once the secrets and the way there are known, or will not come soon.
    void beginIfReady();
    void begin();
    QString proxyOf(const Target &target) const;
    void makeTargets();
    void makeProbes();
    void startCanary();
    bool takesPart(TargetId id) const;
    void askFirstRound(bool isOfAll);
    /// Whether the product may want it besides its rhythm, or has none for it.
    static bool isOnDemand(const ProbeSpec &spec, const Target &target);
    Milliseconds longestTimeout() const;

    // Answers
    void receive(Answer &&answer);
    void drainInbox();
    void read(Answer &&answer);
    void readElsewhere(Answer &&answer);
    void take(const Observation &observation, Answer &&answer);
    void tellHealth(const Observation &observation);
    void askAgainAfterReturn(Target &target);
    void takeRechecks();
    void askWanted(bool isOfAll);
    void woke();
    void dropAnswers();
    int placeOf(const Target &target, const ProbeSpecPtr &spec) const;

    // Snapshots
    void requestSnapshot();
    void makeSnapshot();
    void buildSnapshot();
    void makeState();
    void publish();
    void tellPasts();
    void maybeFinish();
    void finish();

    Watch &m_owner;
    Clock &m_clock;
    HttpClient &m_http;
    SecretStores m_stores;
    Options m_options;
    std::unique_ptr<WebSocketClient> m_ownSockets; ///< null: the options name another
    WebSocketClient &m_sockets;
    std::shared_ptr<const ClusterFile> m_file;
    mutable std::shared_ptr<const ClusterFile> m_remarksOf; ///< which file m_remarks are of
    mutable QStringList m_remarks;
    Phase m_phase = Phase::NotStarted;
    bool m_isPaused = false;
    QDateTime m_startedAt;
    TimePoint m_hardEnd;

    std::vector<Target> m_targets;
    int m_unasked = 0; ///< targets whose primary probe gave no result yet
    std::unique_ptr<CredentialsReader> m_credentials;
    bool m_hasWaited = false;            ///< long enough for the secrets
    std::unique_ptr<SshTunnel> m_tunnel; ///< with a jump host only
    QString m_tunnelHost;                ///< that it leads through
    std::unique_ptr<StateKeeper> m_keeper;
    std::unique_ptr<Scheduler> m_scheduler;
    CanaryKeeper m_canary;

    std::vector<Answer> m_inbox;
    std::size_t m_inboxBegin = 0;
    std::vector<std::size_t> m_concerned;
    std::vector<ProbeSpecPtr> m_beingRead; ///< in the pool
    unsigned m_generation = 0;             ///< of what the pool reads: answers from before a change are dropped
    std::unique_ptr<QThreadPool> m_pool;

    std::unique_ptr<Timer> m_inboxTimer;
    std::unique_ptr<Timer> m_snapshotTimer;
    std::unique_ptr<Timer> m_secretTimer;
    std::unique_ptr<Timer> m_endTimer;
    bool m_isBuilding = false;
    TimePoint m_snapshotBegun;
    TimePoint m_snapshotAt = TimePoint::min(); ///< of the last one
    Milliseconds m_snapshotGap;                ///< to the next: longer when they are costly
    TimePoint::duration m_snapshotCost{0};
    ClusterStatePtr m_state;
    qint64 m_pastsTold = -1; ///< number of the last ten minutes for which the history got the goroutines' pasts
};

} // namespace rollcall
