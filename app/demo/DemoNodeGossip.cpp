// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a Mattermost node's gossip layer holds of the others.
#include "demo/DemoNode.h"

#include <algorithm>

namespace rollcall::demo {

using namespace std::chrono_literals;
using gossip::WireState;

namespace {

std::optional<WireState> heldAfter(std::chrono::nanoseconds silence)
{
    if (silence < DemoNode::SuspectAfter)
        return WireState::Alive;
    if (silence < DemoNode::DeadAfter)
        return WireState::Suspect;
    if (silence < DemoNode::GoneAfter)
        return WireState::Dead;
    return std::nullopt;
}

} // namespace

bool DemoNode::openGossip()
{
    return !m_world.gossip || has(Trouble::GossipSilent) || m_gossip.listen(m_api.address(), m_gossip.port());
}

void DemoNode::reopenGossip()
{
    if (isUp() && !m_gossip.isListening() && !openGossip())
        m_later.after(1s, [this] { reopenGossip(); });
}

void DemoNode::setIsland(int island)
{
    if (m_island == island)
        return;
    m_island = island;
    m_inIslandSince = m_world.clock.now();
}

std::optional<TimePoint> DemoNode::since(Trouble trouble) const
{
    const auto found = m_troubles.find(trouble);
    return found == m_troubles.end() ? std::nullopt : std::optional(found->second);
}

bool DemoNode::isDeafTo(const DemoNode &other) const
{
    // One of its peers alone: the next, and behind the last the first.
    const auto next = static_cast<std::size_t>(m_index + 1) % m_world.nodes.size();
    return has(Trouble::GossipOneWay) && m_world.nodes[next].get() == &other;
}

std::optional<TimePoint> DemoNode::deafSince(const DemoNode &other) const
{
    std::optional<TimePoint> first;
    const auto consider = [&first](std::optional<TimePoint> since) {
        if (since && (!first || *since < *first))
            first = since;
    };
    consider(other.m_crashedAt);
    consider(since(Trouble::GossipAlone));
    consider(other.since(Trouble::GossipAlone));
    if (isDeafTo(other))
        consider(since(Trouble::GossipOneWay));
    if (m_island != other.m_island)
        consider(std::max(m_inIslandSince, other.m_inIslandSince));
    return first;
}

std::optional<WireState> DemoNode::holds(const DemoNode &other) const
{
    const std::optional<TimePoint> left = other.since(Trouble::GossipLeft);
    if (&other == this)
        return left ? WireState::Left : WireState::Alive; // never for suspect or dead
    const TimePoint now = m_world.clock.now();
    const std::optional<TimePoint> deaf = deafSince(other);
    const bool saidGoodbye = left && (!deaf || *left <= *deaf);
    const std::optional<TimePoint> lost = saidGoodbye ? left : deaf;
    if (!lost) {
        const std::optional<TimePoint> doubted = other.since(Trouble::GossipSuspect);
        return doubted && now - *doubted >= SuspectAfter ? WireState::Suspect : WireState::Alive;
    }
    if (*lost < m_startedAt)
        return std::nullopt; // it never knew it: nobody is told of the dead when joining
    // Before memberlist 0.3.1 who left is never forgotten.
    return saidGoodbye ? WireState::Left : heldAfter(now - *lost);
}

bool DemoNode::lists(const DemoNode &other) const
{
    const std::optional<WireState> held = holds(other);
    return m_island == other.m_island && (held == WireState::Alive || held == WireState::Suspect);
}

bool DemoNode::hears(const DemoNode &other) const
{
    return !deafSince(other) && !has(Trouble::GossipLeft) && !other.has(Trouble::GossipLeft);
}

quint32 DemoNode::flaps() const
{
    const std::optional<TimePoint> doubted = since(Trouble::GossipSuspect);
    return doubted ? static_cast<quint32>((m_world.clock.now() - *doubted) / FlapTime) : 0;
}

quint32 DemoNode::incarnation() const
{
    return m_incarnation + flaps();
}

bool DemoNode::isHeldByPeers() const
{
    return std::any_of(m_world.nodes.begin(), m_world.nodes.end(),
                       [this](const auto &node) { return node.get() != this && node->isUp() && node->holds(*this); });
}

double DemoNode::healthScore() const
{
    return m_island != 0 || has(Trouble::GossipAlone) || has(Trouble::GossipOneWay) ? 3 : 0;
}

std::vector<GossipMember> DemoNode::gossipMembers()
{
    std::vector<GossipMember> members;
    for (const auto &node : m_world.nodes) {
        if (const std::optional<WireState> held = holds(*node))
            members.push_back({.name = node->gossipName(),
                               .address = node->address().toIPv4Address(),
                               .port = node->gossipPort(),
                               .state = *held,
                               .incarnation = node->incarnation()});
    }
    // A real one goes through them in random order, too.
    std::shuffle(members.begin(), members.end(), m_world.random);
    return members;
}

} // namespace rollcall::demo
