// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

namespace rollcall::test {

/// A cluster whose goroutines behave as those of real ones do: daily waves and weekends that all nodes share, sessions
/// that move to the others when a node restarts and come back slowly, noise with a memory, single spikes, bursts of
/// work, steps; and, where it is asked for, one node that leaks. Everything follows from the seed.
class GoroutineSeries
{
public:
    struct Leak
    {
        double after = 0;         ///< seconds from the begin
        double perSecond = 0;     ///< goroutines, on the average
        bool followsLoad = false; ///< faster by day than by night
    };

    /// One node in five is alone, the others have up to four siblings.
    explicit GoroutineSeries(std::uint64_t seed, bool hasLeak);

    int nodes() const { return static_cast<int>(m_nodes.size()); }
    /// Seconds since 1970 at the first step, in a week in which all time is real: what ran before started after 1970.
    double beginsAt() const { return Monday + m_begin; }
    /// Over which a node would be ill; absent in a third of the clusters without a leak.
    std::optional<double> threshold() const { return m_threshold; }
    /// Of node 0.
    const std::optional<Leak> &leak() const { return m_leak; }

    /// Time moves on.
    void step(double seconds);
    /// Seconds since the begin.
    double time() const { return m_time; }
    /// Absent: it is down.
    std::optional<double> value(int node) const;
    /// When its process started, as value() counts time, before 0 for what ran before.
    double startedAt(int node) const { return m_nodes[static_cast<std::size_t>(node)].started; }

private:
    struct Node
    {
        double base = 0;
        double share = 0; ///< of the sessions, as it is now
        double due = 0;   ///< as it would be in peace
        double noise = 0; ///< with a memory
        double value = 0;
        double leaked = 0;
        double started = 0;
        double downUntil = -1;
        double step = 1; ///< what changed for good
        double burst = 0;
        double burstTop = 0;
        double burstRise = 0; ///< by second while it rises
        double burstFall = 0; ///< time constant, seconds
        double spike = 1;
        int spikeLeft = 0;
    };

    double uniform(double from, double to);
    double normal();
    bool happens(double perDay, double seconds);
    double loadAt(double time) const;
    void share(double seconds);
    void step(Node &node, double load, double seconds);

    std::mt19937_64 m_random;
    std::vector<Node> m_nodes;
    std::optional<Leak> m_leak;
    std::optional<double> m_threshold;
    double m_time = 0;
    static constexpr double Monday = 19'667 * 86'400.0; ///< 0:00 UTC
    double m_begin = 0;                                 ///< seconds from then
    // The cluster's nature.
    double m_perSession = 0; ///< goroutines of the load at its height, of all nodes
    double m_night = 0;
    double m_weekend = 0;
    double m_ramp = 0; ///< hours of the morning
    bool m_isSine = false;
    double m_noise = 0;
    double m_noiseTime = 0;
    double m_white = 0;
    double m_spikes = 0;
    double m_bursts = 0;
    double m_steps = 0;
    double m_restarts = 0;
    double m_return = 0; ///< time constant of sessions that come back, seconds
    double m_sway = 0;   ///< of the load, with a memory of half an hour
};

} // namespace rollcall::test
