// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "demo/Answers.h"
#include "demo/GossipFrames.h"

#include <QByteArray>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace rollcall::demo {

class DemoNode;

/// What can be wrong. The order is that of the table in MattermostNodes.cpp.
enum class Trouble {
    Crash,
    Hang,
    DatabaseUnhealthy,
    FilestoreUnhealthy,
    GoroutineLeak,
    GoroutinesOverThreshold,
    VersionMismatch,
    ConfigMismatch,
    ConfigMismatchMasked,
    GossipSplit,
    ClockSkew,
    Proxy502,
    Slow,
    Malformed,
    RateLimited,
    TokenForbidden,
    TokenRejected,
    DeliveryLost,
    DeliverySlow,
    FileNotShared,
    WebsocketRefused,
    GossipOneWay,
    GossipAlone,
    GossipSuspect,
    GossipSilent,
    GossipLeft,
    ProxySkipsNode,
};

/// A post of the demonstration's channel; deleted ones are gone.
struct Post
{
    QByteArray id;
    QByteArray json; ///< as the API gives it
};

struct StoredFile
{
    QByteArray bytes;
    int node = 0; ///< that took it
};

/// What the Mattermost nodes of the built-in cluster share.
struct World
{
    Clock &clock;
    Random random;
    QByteArray version;
    QByteArray token; ///< the one that opens the endpoints that need one
    QByteArray publicUrl;
    TimePoint began;
    std::optional<GossipWire> gossip; ///< absent: no node has a gossip port
    std::vector<std::unique_ptr<DemoNode>> nodes;
    std::vector<Post> posts = {};                ///< oldest first; bounded
    std::map<QByteArray, StoredFile> files = {}; ///< by id; bounded
};

} // namespace rollcall::demo
