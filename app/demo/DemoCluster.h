// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Result.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>

namespace rollcall {

/// The built-in cluster: nodes of one product, or of several, that really listen on loopback and answer byte-true to
/// what is known of real servers. Nothing else in the program knows that they are not real.
class DemoCluster : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxNodes = 64;

    struct Options
    {
        QString product = QStringLiteral("mattermost"); ///< one of products()
        std::optional<int> nodes = std::nullopt;        ///< 1 to MaxNodes; absent: as many as the product usually has
        QString version = QStringLiteral("5.35.4");     ///< of Mattermost
        QString gossip = QStringLiteral("compressed");  ///< one of gossipModes(): of Mattermost's gossip ports
        bool canary = false;                            ///< whether its cluster file has one (Mattermost only)
        unsigned seed = 1;                              ///< of everything that moves
        Clock *clock = nullptr;                         ///< what its moves, delays and dates go by; null: the real one
    };

    /// One entry of the Faults menu.
    struct Fault
    {
        QString name;   ///< `node-crash`, as `--fault` takes it
        QString title;  ///< English; for the menu
        QString effect; ///< English; what will be seen
    };

    /// What `--product` takes, in the order of the contract; `mixed` last: one cluster of several products.
    static QStringList products();
    /// What `--gossip` takes. `encrypted` is compressed, too; its key is in a file of mode 0600 beside the token.
    /// `off`: no node has a gossip port.
    static QStringList gossipModes();
    /// The faults of that product; empty for one that is not known.
    static QList<Fault> faultsOf(const QString &product);

    explicit DemoCluster(const Options &options, QObject *parent = nullptr);
    ~DemoCluster() override;

    /// Listens; an unknown product or gossip mode is an error that lists the known. The ports are the system's choice.
    /// A fault put on before has then been there for a while: a node that crashed is in nobody's list any more.
    Result<void> start();
    /// The cluster file to reach it, valid while it runs. Its token is in a file of mode 0600 beside it.
    QByteArray clusterFile() const;

    /// Those of its product, in the order of the menu.
    QList<Fault> faults() const;
    /// Whether it is a fault of the proxy, which takes no node.
    bool isOfProxy(const QString &fault) const;
    QStringList nodeNames() const;
    /// The nodes that can have this fault: a port that only some have is closed on none of the others.
    QStringList nodesFor(const QString &fault) const;
    /// Puts a fault on a node (empty: the one that shows it best). An unknown name or node is an error that lists the
    /// known; so is a node that cannot have it.
    Result<void> inject(const QString &fault, const QString &node = {});
    /// Mends one fault, or all. A node that crashed takes a few seconds to start again.
    Result<void> mend(const QString &fault = {}, const QString &node = {});
    /// `fault:node` for each in force; the proxy's as `fault:proxy`.
    QStringList activeFaults() const;

Q_SIGNALS:
    void faultsChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall
