// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "cluster/ClusterFile.h"
#include "health/ClusterState.h"
#include "history/HistoryInput.h"
#include "net/HttpClient.h"
#include "net/WebSocket.h"
#include "secrets/SecretStore.h"

#include <QObject>
#include <functional>
#include <memory>
#include <span>

namespace rollcall {

/// The three places a secret may live. Shared by all watches; any may be null in tests.
struct SecretStores
{
    SecretStore *keychain = nullptr;
    SecretStore *environment = nullptr;
    SecretStore *file = nullptr;
};

/// One cluster under watch: wires product, scheduler and evaluator, and tells when its state changes. The same object
/// serves the window, `watch` and `check`.
class Watch : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        /// One round for `check`: every probe once (the enhanced form where there is one), what that makes wanted,
        /// second attempts and views asked again; then finished().
        bool isOneRound = false;
        bool retries = true;                ///< false with `--no-retry`
        Milliseconds shortestSnapshot{100}; ///< stateChanged() comes at most this often
        /// Keeps only the probes for which it is true; for the benchmark. Empty: all.
        std::function<bool(const ProbeSpec &)> filter = {};
        bool parsesInPlace = false;      ///< large bodies on the calling thread, too; for tests whose time stands still
        bool recordsLateness = false;    ///< for takeLateness()
        unsigned seed = 0;               ///< of the rhythm; 0: random
        HistoryInput *history = nullptr; ///< told of everything, and outlives the watch; null: nobody is
        WebSocketClient *sockets = nullptr;         ///< null: of its own; tests put another in its place
        QString sshProgram = QStringLiteral("ssh"); ///< for a jump host; tests put another in its place
    };

    Watch(ClusterFile file, Clock &clock, HttpClient &http, SecretStores secrets, Options options,
          QObject *parent = nullptr);
    ~Watch() override;

    /// Reads the secrets, then asks. What could not be had is in problems(); the watch goes on without it. A store that
    /// lets one wait (a locked keychain) does not hold up the rest: what it gives later is taken up then.
    void start();
    void setPaused(bool isPaused);
    bool isPaused() const;
    /// Asks everything of one target (or of all, if invalid) now, the on-demand questions included.
    void probeNow(TargetId target = {});
    /// What a node's goroutines were before this watch; see Evaluator::rememberGoroutines(). A name that is none of the
    /// file's is left out.
    void rememberGoroutines(const QString &node, std::span<const GoroutinePast::Remembered> values);
    /// Another version of the same cluster's file: keeps what is known of the nodes that stay.
    void setFile(ClusterFile file);

    /// The newest snapshot; never null. Before the first answer every target is unknown.
    ClusterStatePtr state() const;
    const ClusterFile &file() const;
    /// What keeps the watch from seeing all it could, one line each: a secret that could not be read (where it was
    /// looked for and what to do, no values), a jump host that fails, a product that this version does not watch yet.
    QStringList problems() const;
    /// The last answer of each probe of a target, newest first, for the node page. Bodies are kept up to 64 KiB (16 KiB
    /// from 100 targets on); `detail` then says that there was more.
    std::vector<Answer> lastAnswers(TargetId target) const;
    /// See Scheduler; empty unless the options ask for it.
    std::vector<Milliseconds> takeLateness();

Q_SIGNALS:
    /// A new snapshot, at most ten a second. Also when only problems() changed.
    void stateChanged();
    /// Only with isOneRound: everything has been asked and state() is final.
    void finished();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall
