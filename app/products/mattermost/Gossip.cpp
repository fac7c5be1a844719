// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/MembershipQuery.h"
#include "gossip/Requests.h"
#include "products/Exchange.h"
#include "products/Questions.h"
#include "products/mattermost/Mattermost.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::mattermost {

namespace {

/// The members sync with each other every 30 s; more than this would be more traffic than theirs.
constexpr Milliseconds ShortestInterval = 5s;

std::optional<GossipFact::Access> accessOf(gossip::Reply::Kind kind)
{
    using Kind = gossip::Reply::Kind;
    switch (kind) {
    case Kind::Members:
        return GossipFact::Access::Read;
    case Kind::NeedsKey:
        return GossipFact::Access::NeedsKey;
    case Kind::KeyRefused:
        return GossipFact::Access::KeyRefused;
    case Kind::NotEncrypted:
        return GossipFact::Access::NotEncrypted;
    case Kind::Error:
        return GossipFact::Access::Refused;
    case Kind::Ack:
    case Kind::Empty:
    case Kind::NotMemberlist:
    case Kind::Damaged:
    case Kind::TooLarge:
        return {};
    }
    return {};
}

/// Whether the port itself failed, rather than the way there or what was to be sent.
bool isOfThePort(NetFailure failure)
{
    return failure == NetFailure::Refused || failure == NetFailure::Timeout || failure == NetFailure::Closed ||
           failure == NetFailure::Reset || failure == NetFailure::NoRoute;
}

} // namespace

ProbeSpecPtr makeGossipProbe(const questions::Target &target)
{
    const std::optional<GossipSettings> &settings = target.settings.gossip;
    if (!settings || !settings->enabled)
        return {};
    std::vector<Secret> keys;
    if (settings->key) {
        if (!target.credentials.gossipKey)
            return {}; // asked without it, an encrypted cluster would only log an error
        Result<std::vector<Secret>> read = gossip::keysFrom(*target.credentials.gossipKey);
        if (!read)
            return {};
        keys = std::move(read).value();
    }
    std::shared_ptr<ProbeSpec> spec = target.connect(u"gossip"_s, static_cast<int>(Topic::Gossip), settings->port, 0.8);
    TcpRequest request = spec->tcp();
    request.question = std::make_shared<gossip::MembershipQuery>(std::move(keys), settings->label.toUtf8());
    request.proxy = target.credentials.proxy;
    spec->endpoint = u"gossip %1:%2"_s.arg(request.host).arg(request.port);
    spec->request = request;
    spec->isSparing = true;
    spec->interval = std::max(target.settings.interval, ShortestInterval);
    return spec;
}

Observation readGossip(const Answer &answer)
{
    Observation observation = exchange::begin(answer);
    const TcpResult *tcp = answer.tcp();
    if (!tcp)
        return observation;
    auto *query = static_cast<gossip::MembershipQuery *>(answer.spec->tcp().question.get());
    // A port of another kind may greet and then wait for ever: that is heard, too.
    const bool hasGreeted = tcp->failure == NetFailure::Timeout && !tcp->answer.isEmpty();
    gossip::Reply reply;
    if (tcp->failure == NetFailure::None || hasGreeted)
        reply = query->read(tcp->answer);
    Outcome &outcome = observation.outcome;
    if (hasGreeted && reply.kind == gossip::Reply::Kind::NotMemberlist) {
        outcome.failure = NetFailure::None;
    } else if (tcp->failure != NetFailure::None) {
        if (isOfThePort(tcp->failure))
            observation.facts.emplace_back(GossipFact{GossipFact::Access::Silent, {}, false, false, {}});
        return observation;
    }
    if (const auto access = accessOf(reply.kind)) {
        if (*access == GossipFact::Access::NotEncrypted) {
            exchange::complain(outcome, Outcome::Kind::Unexpected,
                               u"a gossip key is given, and the answer is not encrypted: nothing of it is believed"_s,
                               tcp->answer);
        } else if (*access == GossipFact::Access::Refused) {
            exchange::complain(outcome, Outcome::Kind::Unexpected, reply.text, tcp->answer);
        }
        // Another of the given keys fits: the next request is sealed with it.
        observation.isPointless = *access != GossipFact::Access::Read && reply.key < 0;
        observation.facts.emplace_back(
            GossipFact{*access, std::move(reply.members), reply.isSealed, reply.isCompressed, reply.text});
        return observation;
    }
    observation.isPointless = reply.kind == gossip::Reply::Kind::NotMemberlist;
    const bool isTooLarge = reply.kind == gossip::Reply::Kind::TooLarge;
    const bool isDamaged = reply.kind == gossip::Reply::Kind::Damaged;
    exchange::complain(outcome,
                       isTooLarge  ? Outcome::Kind::TooLarge
                       : isDamaged ? Outcome::Kind::Malformed
                                   : Outcome::Kind::Unexpected,
                       reply.text.isEmpty() ? u"not the answer of a gossip port"_s : reply.text, tcp->answer);
    return observation;
}

} // namespace rollcall::mattermost
