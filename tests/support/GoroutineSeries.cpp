// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/GoroutineSeries.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rollcall::test {

namespace {
constexpr double day = 86'400;
}

GoroutineSeries::GoroutineSeries(std::uint64_t seed, bool hasLeak) : m_random(seed)
{
    const double kind = uniform(0, 1);
    const int count = kind < 0.2 ? 1 : kind < 0.35 ? 2 : kind < 0.7 ? 3 : 5;
    m_begin = std::floor(uniform(0, 7 * day));
    m_perSession = std::exp(uniform(std::log(100.0), std::log(3000.0))) * count;
    m_night = uniform(0.2, 0.8);
    m_weekend = uniform(0.2, 1);
    m_ramp = uniform(1.5, 4);
    m_isSine = uniform(0, 1) < 0.4;
    m_noise = std::exp(uniform(std::log(0.003), std::log(0.05)));
    m_noiseTime = std::exp(uniform(std::log(15.0), std::log(600.0)));
    m_white = uniform(0.002, 0.02);
    m_spikes = uniform(0, 4);
    m_bursts = uniform(0, 1);
    m_steps = uniform(0, 0.1);
    m_restarts = uniform(0, 0.15);
    m_return = uniform(300, 3600);
    double all = 0;
    for (int i = 0; i < count; ++i) {
        Node node;
        node.base = uniform(80, 400);
        node.due = uniform(0.8, 1.2);
        node.started = -uniform(day, 30 * day);
        all += node.due;
        m_nodes.push_back(node);
    }
    for (Node &node : m_nodes) {
        node.due /= all;
        node.share = node.due;
    }
    double top = 0;
    for (const Node &node : m_nodes)
        top = std::max(top, node.base + node.due * m_perSession);
    if (hasLeak) {
        m_threshold = std::round(top * uniform(1.5, 6));
        // From a quarter of an hour to a day and a half.
        const double takes = std::exp(uniform(std::log(900.0), std::log(1.5 * day)));
        m_leak =
            Leak{uniform(600, 0.5 * day),
                 (*m_threshold - m_nodes[0].base - m_nodes[0].due * m_perSession * 0.6) / takes, uniform(0, 1) < 0.25};
        m_restarts = m_nodes.size() > 1 ? m_restarts : 0;
    } else if (uniform(0, 1) < 0.67) {
        m_threshold = std::round(top * uniform(2, 6));
    }
    step(1);
    m_time = 0;
}

double GoroutineSeries::uniform(double from, double to)
{
    return from + (to - from) * static_cast<double>(m_random() >> 11U) * 0x1p-53;
}

/// Near enough to normal, and quick: the tails that matter are made of spikes and bursts.
double GoroutineSeries::normal()
{
    const std::uint64_t bits = m_random();
    double sum = 0;
    for (unsigned part = 0; part < 4; ++part)
        sum += static_cast<double>((bits >> (16 * part)) & 0xFFFFU) / 65536.0;
    return (sum - 2) * std::sqrt(3.0);
}

bool GoroutineSeries::happens(double perDay, double seconds)
{
    return uniform(0, 1) < perDay * seconds / day;
}

double GoroutineSeries::loadAt(double time) const
{
    const double now = m_begin + time;
    const double hour = std::fmod(now, day) / 3600;
    const int weekday = static_cast<int>(now / day) % 7;
    double wave = 0;
    if (m_isSine) {
        wave = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * (hour - 3) / 24);
    } else {
        const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
        // Five units of the sigmoid's argument are the ramp's whole height, but for a tenth.
        wave = sigmoid((hour - 8.5) * 5 / m_ramp) - sigmoid((hour - 18) * 5 / (1.5 * m_ramp));
    }
    const double height = weekday >= 5 ? m_weekend : 1;
    return m_night + (1 - m_night) * std::clamp(wave, 0.0, 1.0) * height;
}

/// Sessions go where a node answers; a node that came back is found again little by little.
void GoroutineSeries::share(double seconds)
{
    double lost = 0;
    double taken = 0;
    for (const Node &node : m_nodes) {
        if (node.downUntil > m_time)
            lost += node.share;
    }
    for (Node &node : m_nodes) {
        if (node.downUntil > m_time) {
            node.share = 0;
            continue;
        }
        node.share += (node.due - node.share) * (1 - std::exp(-seconds / m_return));
        taken += node.share;
    }
    if (taken <= 0)
        return;
    // Whoever lost its node reconnects within a minute or two, wherever it is let in.
    const double quick = 1 - std::exp(-seconds / 45);
    for (Node &node : m_nodes)
        node.share += node.share / taken * std::max(lost, (1 - taken) * quick);
}

void GoroutineSeries::step(double seconds)
{
    m_time += seconds;
    m_sway += -m_sway * seconds / 1800 + 0.03 * std::sqrt(2 * std::min(seconds, 1800.0) / 1800) * normal();
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        Node &node = m_nodes[i];
        const bool mayRestart = !m_leak || i > 0;
        if (mayRestart && node.downUntil <= m_time && happens(m_restarts, seconds)) {
            node.downUntil = m_time + uniform(40, 300);
            node.started = node.downUntil;
            node.leaked = node.burst = node.burstRise = 0;
        }
    }
    share(seconds);
    const double load = loadAt(m_time) * (1 + m_sway);
    for (Node &node : m_nodes)
        step(node, load, seconds);
    if (m_leak && m_time >= m_leak->after)
        m_nodes[0].leaked += m_leak->perSecond * seconds * (m_leak->followsLoad ? load / (0.4 + 0.6 * m_night) : 1);
}

void GoroutineSeries::step(Node &node, double load, double seconds)
{
    const double kept = std::exp(-seconds / m_noiseTime);
    node.noise = node.noise * kept + m_noise * std::sqrt(1 - kept * kept) * normal();
    if (happens(m_steps, seconds))
        node.step *= uniform(0, 1) < 0.5 ? uniform(0.7, 0.95) : uniform(1.05, 1.4);
    if (node.burstRise == 0 && node.burst < 0.01 && happens(m_bursts, seconds)) {
        node.burstTop = uniform(0.1, 0.6);
        node.burstRise = node.burstTop / uniform(60, 360);
        node.burstFall = uniform(300, 1200);
    }
    if (node.burstRise > 0) {
        node.burst += node.burstRise * seconds;
        if (node.burst >= node.burstTop)
            node.burstRise = 0;
    } else {
        node.burst *= std::exp(-seconds / std::max(node.burstFall, 1.0));
    }
    if (node.spikeLeft > 0) {
        --node.spikeLeft;
    } else if (happens(m_spikes, seconds)) {
        node.spikeLeft = static_cast<int>(uniform(1, 3.999)) - 1;
        node.spike = uniform(1.5, 5);
    } else {
        node.spike = 1;
    }
    const double calm = (node.base + node.share * m_perSession * load) * node.step;
    // A process that has just started is small for some seconds.
    const double young = std::min(1.0, 0.2 + (m_time - node.started) / 60);
    node.value =
        std::max(10.0, calm * young * (1 + node.noise + m_white * normal() + node.burst) * node.spike + node.leaked);
}

std::optional<double> GoroutineSeries::value(int node) const
{
    const Node &it = m_nodes[static_cast<std::size_t>(node)];
    if (it.downUntil > m_time)
        return std::nullopt;
    return std::round(it.value);
}

} // namespace rollcall::test
