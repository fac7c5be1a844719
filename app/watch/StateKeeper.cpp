// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/StateKeeper.h"

#include "health/StateBuilder.h"

namespace rollcall {

namespace {

// A finding can begin or end by time alone: a certificate, a grace, the limit of an upgrade.
constexpr std::chrono::seconds LongestWithoutEvaluation{15};
// What a target shows can depend on the lists of others. Up to so many all are built anew when the rules have run;
// with more it waits for the target's own next answer.
constexpr std::size_t FewTargets = 200;

} // namespace

StateKeeper::StateKeeper(std::shared_ptr<const ClusterFile> file, Evaluator::Options options)
    : m_file(std::move(file)), m_evaluator(*m_file, options)
{
    const auto count = static_cast<std::size_t>(m_file->targetCount());
    m_states.resize(count);
    m_isChanged.resize(count);
    m_changed.reserve(count);
    pointAtFacts();
    for (std::size_t i = 0; i < count; ++i)
        markChanged(i);
}

StateKeeper::StateKeeper(const StateKeeper &other)
    : m_file(other.m_file),
      m_evaluator(other.m_evaluator),
      m_evaluation(other.m_evaluation),
      m_evaluatedAt(other.m_evaluatedAt),
      m_states(other.m_states),
      m_isChanged(other.m_isChanged),
      m_changed(other.m_changed),
      m_hasNews(other.m_hasNews)
{
    pointAtFacts();
}

void StateKeeper::pointAtFacts()
{
    m_facts.reserve(m_states.size());
    for (std::size_t i = 0; i < m_states.size(); ++i)
        m_facts.push_back(&m_evaluator.facts(TargetId{static_cast<int>(i)}));
}

void StateKeeper::markChanged(std::size_t target)
{
    m_hasNews = true;
    if (m_isChanged[target])
        return;
    m_isChanged[target] = true;
    m_changed.push_back(target);
}

void StateKeeper::observe(const Observation &observation)
{
    m_evaluator.observe(observation);
    markChanged(observation.spec->target.index());
}

bool StateKeeper::hasOtherFindings(std::size_t target) const
{
    const std::vector<std::size_t> &now = m_evaluation.findingsOf[target];
    const std::vector<Finding> &before = m_states[target]->findings;
    if (now.size() != before.size())
        return true;
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (!(m_evaluation.findings[now[i]] == before[i]))
            return true;
    }
    return false;
}

void StateKeeper::evaluate(TimePoint now, const QDateTime &utc, bool isSure)
{
    m_hasNews = false;
    const bool isFirst = m_evaluatedAt == TimePoint::min();
    if (!isSure && !isFirst && !m_evaluator.isDirty() && now - m_evaluatedAt < LongestWithoutEvaluation)
        return;
    m_evaluation = m_evaluator.evaluate(now, utc);
    m_evaluatedAt = now;
    const bool buildsAll = isSure || m_states.size() <= FewTargets;
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (m_isChanged[i])
            continue;
        if (buildsAll || !m_states[i] || (m_evaluation.hasChanged && hasOtherFindings(i)))
            markChanged(i);
    }
    m_hasNews = false;
}

bool StateKeeper::build(const std::function<bool()> &isEnough)
{
    // From the back: an observation that comes between two slices is simply one more to build.
    int built = 0;
    while (!m_changed.empty()) {
        const std::size_t target = m_changed.back();
        m_changed.pop_back();
        m_isChanged[target] = false;
        m_states[target] = buildTargetState(m_evaluator, m_evaluation, TargetId{static_cast<int>(target)});
        if (++built % 16 == 0 && isEnough())
            return m_changed.empty();
    }
    return true;
}

} // namespace rollcall
