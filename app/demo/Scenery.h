// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Result.h"
#include "demo/Answers.h"
#include "demo/Certificate.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rollcall::demo {

class DemoProxy;

/// One entry of a product's faults. The texts are English, marked for the translators of "Faults".
struct FaultRow
{
    const char *name; ///< `node-crash`, as `--fault` takes it
    const char *title;
    const char *effect;
    bool isOfProxy = false;
};

/// How the gossip ports of Mattermost nodes speak; encrypted: compressed, too.
enum class GossipMode { Plain, Compressed, Encrypted, Off };

/// What all parts of a built-in cluster share.
class Stage
{
public:
    Stage(Clock &time, unsigned seed, QByteArray mattermost, GossipMode gossipMode);

    Clock &clock;
    Random random; ///< of everything that moves; repeatable
    TimePoint began;
    QByteArray mattermostVersion;
    GossipMode gossip;

    /// Counts the addresses that are given out: no two nodes of a cluster share one, whatever their product. A member
    /// list that names an address means one node.
    int takeAddress() { return m_addresses++; }

    /// A secret that nobody else on this machine knows beforehand: not from the seed.
    static QByteArray newSecret();
    /// Keeps a secret where the cluster file says, in a file of mode 0600 that goes with the cluster.
    Result<void> keep(const QString &fileName, const QByteArray &secret) const;
    QString pathOf(const QString &fileName) const { return m_folder.filePath(fileName); }
    /// The key and certificate of all nodes: a product that ships one ships the same with each.
    const Identity &identity();

private:
    QTemporaryDir m_folder;
    std::optional<Identity> m_identity;
    int m_addresses = 0;
};

/// Members of a JSON object in the order in which they are to stand; the values are JSON already.
using JsonMembers = std::vector<std::pair<QByteArray, QByteArray>>;
/// Them as an object on one line.
QByteArray oneLine(const JsonMembers &members);
/// A JSON string with its quotes.
QByteArray quoted(const QString &text);
/// `{ "file": PATH }`
QByteArray fileReference(const QString &path);
/// `{ "user": USER, "password": { "file": PATH } }`
QByteArray loginOf(const QByteArray &user, const QString &path);

/// What a part writes into the cluster file.
struct FilePart
{
    QByteArray publicUrl; ///< empty: no proxy
    JsonMembers shared;   ///< what holds for all its nodes: for the cluster, or for each node of a mixed one
    std::vector<JsonMembers> nodes;
    std::vector<JsonMembers> probes;
};

/// The nodes of one product, and their proxy. Which node has which fault is asked here; who gets one when nobody is
/// named, and what is refused, is DemoCluster's.
class Scenery
{
public:
    virtual ~Scenery() = default;

    /// Listens.
    virtual Result<void> start() = 0;
    /// Valid once started.
    virtual FilePart filePart() const = 0;
    virtual QStringList nodeNames() const = 0;
    /// Whether the fault, one of the cluster's and none of the proxy, makes sense on this node.
    virtual bool canHave(const QString &fault, const QString &node) const = 0;
    virtual bool has(const QString &fault, const QString &node) const = 0;
    /// Puts it on or mends it; nothing happens where it is so already.
    virtual void set(const QString &fault, const QString &node, bool isOn) = 0;
    /// Null: there is none.
    virtual DemoProxy *proxy() = 0;
};

/// A product as the built-in cluster plays it. Each product's file ends in the function that gives its own.
struct DemoProduct
{
    const char *name; ///< as `--product` takes it
    int usualNodes;
    std::vector<FaultRow> (*faults)(); ///< in the order of the menu
    std::unique_ptr<Scenery> (*make)(Stage &stage, int nodes);
};

/// All, in the order of the contract; the mixed one last.
const std::vector<DemoProduct> &demoProducts();
/// Null: there is none of this name.
const DemoProduct *demoProductNamed(const QString &name);

} // namespace rollcall::demo
