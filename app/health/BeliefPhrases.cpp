// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Phrases.h"

#include <algorithm>
#include <map>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

using Nodes = std::vector<TargetId>;

/// Sentences of one kind; what is beyond is counted.
constexpr std::size_t MostSentences = 5;
constexpr std::size_t MostIslands = 4;

/// A text for one and a text for several.
struct Verb
{
    const char *one;
    const char *many;
};

bool contains(const Nodes &nodes, TargetId node)
{
    return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

/// What the lists of one source say of the nodes of one block.
class SourceView
{
public:
    SourceView(const Phrases &phrases, const ClusterState &state, const BeliefBlock &block, BeliefSource source)
        : m_phrases(phrases), m_state(state), m_block(block), m_source(source)
    {
        for (const TargetId node : block.nodes) {
            const BeliefRow *row = beliefRow(state.target(node), source);
            if (row && row->isCurrent)
                m_viewers.push_back(node);
        }
    }

    std::vector<BeliefLine> lines();

private:
    Belief belief(TargetId from, TargetId to) const { return beliefRow(m_state.target(from), m_source)->belief(to); }
    bool sees(TargetId from, TargetId to) const
    {
        const Belief held = belief(from, to);
        return isMemberBelief(held) || isUndecided(held);
    }
    bool isViewer(TargetId node) const { return contains(m_viewers, node); }
    QString text(const char *source, int n = -1) const { return m_phrases.text(source, n); }
    QString text(const Verb &verb, const Nodes &who) const
    {
        return m_phrases.text(verb.one, verb.many, static_cast<int>(who.size()));
    }
    QString names(const Nodes &nodes) const { return m_phrases.names(nodes); }
    QString name(TargetId node) const { return m_phrases.names({node}); }
    void say(State state, const QString &clause) { m_lines.push_back({state, clause}); }

    void collectMissing();
    void sayCuts();
    void sayLinks();
    void sayAgainst(TargetId to, const Nodes &froms);
    void sayFrom(TargetId from, const Nodes &tos);
    QString verbAgainst(TargetId to, const Nodes &froms, Belief belief) const;
    QString though(const QString &clause, TargetId to, const Nodes &froms) const;
    bool isAllBut(TargetId node, const Nodes &nodes) const;
    void saySuspects();
    void sayStrangers();
    void sayWhole();

    const Phrases &m_phrases;
    const ClusterState &m_state;
    const BeliefBlock &m_block;
    BeliefSource m_source;
    Nodes m_viewers;               ///< those whose list is current
    std::set<MissingLink> m_links; ///< not said yet
    std::vector<BeliefLine> m_lines;
};

void SourceView::collectMissing()
{
    for (const TargetId from : m_viewers) {
        for (const TargetId to : m_block.nodes) {
            if (from != to && !sees(from, to))
                m_links.insert({from, to});
        }
    }
}

/// All other nodes whose list is known, and at least two: "nobody" of one is no news.
bool SourceView::isAllBut(TargetId node, const Nodes &nodes) const
{
    return nodes.size() >= 2 && nodes.size() == m_viewers.size() - (isViewer(node) ? 1 : 0);
}

/// Groups that do not see each other at all, or not in one of the directions: each of them is a cluster of its own.
void SourceView::sayCuts()
{
    if (m_viewers.size() < 2 || m_links.empty())
        return;
    const BeliefShape shape = shapeOf(m_viewers, [this](TargetId a, TargetId b) { return sees(a, b); });
    const BeliefShape loose = shapeOf(m_viewers, [this](TargetId a, TargetId b) { return sees(a, b) || sees(b, a); });
    const auto groups = std::count_if(shape.islands.begin(), shape.islands.end(),
                                      [](const Nodes &island) { return island.size() > 1; });
    // A single node to which one way is open is told by its links.
    if (loose.islands.size() < 2 && groups < 2)
        return;
    const bool isMattermost = m_block.product == "mattermost"_L1;
    if (shape.islands.size() == 2 && m_viewers.size() > 2 && loose.islands.size() == 2 && groups == 1) {
        const TargetId loner =
            shape.islands.front().size() == 1 ? shape.islands.front().front() : shape.islands.back().front();
        const QString clause = text(QT_TRANSLATE_NOOP("Wording", "%1 sees nobody and nobody sees it")).arg(name(loner));
        say(State::Critical, isMattermost ? text(QT_TRANSLATE_NOOP("Wording", "%1: it elects itself leader and runs "
                                                                              "the scheduled jobs a second time"))
                                                .arg(clause)
                                          : clause);
        std::erase_if(m_links, [loner](const MissingLink &link) { return link.from == loner || link.to == loner; });
        return;
    }
    QString clause;
    if (m_viewers.size() == 2) {
        clause = text(QT_TRANSLATE_NOOP("Wording", "%1 and %2 do not see each other"))
                     .arg(name(m_viewers.front()), name(m_viewers.back()));
    } else {
        QStringList parts;
        for (const Nodes &island : shape.islands) {
            if (static_cast<std::size_t>(parts.size()) < MostIslands)
                parts << names(island);
        }
        const int more = static_cast<int>(shape.islands.size() - static_cast<std::size_t>(parts.size()));
        if (more > 0)
            parts << text(QT_TRANSLATE_N_NOOP("Wording", "%n more"), more);
        clause = text(QT_TRANSLATE_NOOP("Wording", "%1 islands: %2"))
                     .arg(m_phrases.number(static_cast<int>(shape.islands.size())),
                          parts.join(text(QT_TRANSLATE_NOOP("Wording", "; "))));
    }
    say(State::Critical, isMattermost ? text(QT_TRANSLATE_NOOP("Wording", "%1. Each elects its own leader and runs the "
                                                                          "scheduled jobs"))
                                            .arg(clause)
                                      : clause);
    std::map<TargetId, std::size_t> islandOf;
    for (std::size_t i = 0; i < shape.islands.size(); ++i) {
        for (const TargetId node : shape.islands[i])
            islandOf[node] = i;
    }
    std::erase_if(m_links, [&](const MissingLink &link) {
        return isViewer(link.to) && islandOf[link.from] != islandOf[link.to] && !sees(link.to, link.from);
    });
}

QString SourceView::verbAgainst(TargetId to, const Nodes &froms, Belief belief) const
{
    const bool isAll = isAllBut(to, froms);
    if (belief == Belief::Dead)
        return isAll ? text(QT_TRANSLATE_NOOP("Wording", "everyone but %1 holds %1 dead")).arg(name(to))
                     : text({QT_TRANSLATE_NOOP("Wording", "%1 holds %2 dead"),
                             QT_TRANSLATE_N_NOOP("Wording", "%1 hold %2 dead")},
                            froms)
                           .arg(names(froms), name(to));
    if (belief == Belief::Left)
        return isAll ? text(QT_TRANSLATE_NOOP("Wording", "%1 has left, as all the others have it")).arg(name(to))
                     : text({QT_TRANSLATE_NOOP("Wording", "%1 has it that %2 left"),
                             QT_TRANSLATE_N_NOOP("Wording", "%1 have it that %2 left")},
                            froms)
                           .arg(names(froms), name(to));
    return isAll ? text(QT_TRANSLATE_NOOP("Wording", "nobody sees %1")).arg(name(to))
                 : text({QT_TRANSLATE_NOOP("Wording", "%1 does not see %2"),
                         QT_TRANSLATE_N_NOOP("Wording", "%1 do not see %2")},
                        froms)
                       .arg(names(froms), name(to));
}

/// Whether the other way is open: `, though app3 sees all`. Empty where its own list is not known.
QString SourceView::though(const QString &clause, TargetId to, const Nodes &froms) const
{
    if (!isViewer(to))
        return clause;
    Nodes back;
    std::copy_if(froms.begin(), froms.end(), std::back_inserter(back), [&](TargetId from) { return sees(to, from); });
    if (back.empty())
        return text({QT_TRANSLATE_NOOP("Wording", "%1, nor does %2 see it"),
                     QT_TRANSLATE_N_NOOP("Wording", "%1, nor does %2 see them")},
                    froms)
            .arg(clause, name(to));
    if (back.size() < froms.size())
        return text(QT_TRANSLATE_NOOP("Wording", "%1, though %2 sees %3")).arg(clause, name(to), names(back));
    if (isAllBut(to, froms))
        return text(QT_TRANSLATE_NOOP("Wording", "%1, though %2 sees all")).arg(clause, name(to));
    return text({QT_TRANSLATE_NOOP("Wording", "%1, though %2 sees it"),
                 QT_TRANSLATE_N_NOOP("Wording", "%1, though %2 sees them")},
                froms)
        .arg(clause, name(to));
}

void SourceView::sayAgainst(TargetId to, const Nodes &froms)
{
    for (const Belief belief : {Belief::Dead, Belief::NotSeen, Belief::Left, Belief::Unknown}) {
        Nodes these;
        std::copy_if(froms.begin(), froms.end(), std::back_inserter(these),
                     [&](TargetId from) { return this->belief(from, to) == belief; });
        if (these.empty())
            continue;
        const State state = belief == Belief::Left ? State::Warning : State::Critical;
        if (these.size() == 1 && isViewer(to) && this->belief(to, these.front()) == belief)
            say(state, text(QT_TRANSLATE_NOOP("Wording", "%1 and %2 do not see each other"))
                           .arg(name(std::min(to, these.front())), name(std::max(to, these.front()))));
        else
            say(state, though(verbAgainst(to, these, belief), to, these));
        // The other way is told with it.
        for (const TargetId from : these) {
            m_links.erase({from, to});
            m_links.erase({to, from});
        }
    }
}

/// One node that misses several others.
void SourceView::sayFrom(TargetId from, const Nodes &tos)
{
    Nodes back;
    std::copy_if(tos.begin(), tos.end(), std::back_inserter(back),
                 [&](TargetId to) { return isViewer(to) && sees(to, from); });
    const bool isAll = tos.size() + 1 == m_block.nodes.size();
    QString clause = isAll ? text(QT_TRANSLATE_NOOP("Wording", "%1 sees nobody")).arg(name(from))
                           : text(QT_TRANSLATE_NOOP("Wording", "%1 does not see %2")).arg(name(from), names(tos));
    if (isAll && back.size() == tos.size())
        clause = text(QT_TRANSLATE_NOOP("Wording", "%1, though all the others see it")).arg(clause);
    else if (!isAll && back.size() == tos.size())
        clause = text(QT_TRANSLATE_NOOP("Wording", "%1, though they see it")).arg(clause);
    else if (!back.empty())
        clause = text({QT_TRANSLATE_NOOP("Wording", "%1, though %2 sees it"),
                       QT_TRANSLATE_N_NOOP("Wording", "%1, though %2 see it")},
                      back)
                     .arg(clause, names(back));
    say(State::Critical, clause);
    for (const TargetId to : tos) {
        m_links.erase({from, to});
        m_links.erase({to, from});
    }
}

/// The links that are left, the node that explains most of them first.
void SourceView::sayLinks()
{
    std::size_t said = 0;
    while (!m_links.empty() && said++ < MostSentences) {
        std::map<TargetId, Nodes> by;      // who does not see it
        std::map<TargetId, Nodes> without; // whom it does not see
        for (const MissingLink &link : m_links) {
            by[link.to].push_back(link.from);
            without[link.from].push_back(link.to);
        }
        const auto isSmaller = [](const auto &a, const auto &b) { return a.second.size() < b.second.size(); };
        const auto against = std::max_element(by.begin(), by.end(), isSmaller);
        const auto from = std::max_element(without.begin(), without.end(), isSmaller);
        if (from->second.size() > against->second.size())
            sayFrom(from->first, from->second);
        else
            sayAgainst(against->first, against->second);
    }
    if (!m_links.empty())
        say(State::Critical, m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "%n more link is missing"),
                                            QT_TRANSLATE_N_NOOP("Wording", "%n more links are missing"),
                                            static_cast<int>(m_links.size())));
    m_links.clear();
}

void SourceView::saySuspects()
{
    std::size_t said = 0;
    for (const TargetId to : m_block.nodes) {
        Nodes froms;
        for (const TargetId from : m_viewers) {
            if (from != to && belief(from, to) == Belief::Suspected)
                froms.push_back(from);
        }
        if (froms.empty() || ++said > MostSentences)
            continue;
        const QString who = isAllBut(to, froms)
                                ? text(QT_TRANSLATE_NOOP("Wording", "everyone but %1 suspects %1")).arg(name(to))
                                : text({QT_TRANSLATE_NOOP("Wording", "%1 suspects %2"),
                                        QT_TRANSLATE_N_NOOP("Wording", "%1 suspect %2")},
                                       froms)
                                      .arg(names(froms), name(to));
        say(State::Warning,
            text(QT_TRANSLATE_NOOP("Wording", "%1: unless it answers in time, it is declared dead")).arg(who));
    }
    if (said > MostSentences)
        say(State::Warning, m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "%n more is suspected"),
                                           QT_TRANSLATE_N_NOOP("Wording", "%n more are suspected"),
                                           static_cast<int>(said - MostSentences)));
}

void SourceView::sayStrangers()
{
    std::map<std::pair<QString, QString>, Nodes> strangers;
    for (const TargetId from : m_viewers) {
        for (const BeliefRow::Stranger &stranger : beliefRow(m_state.target(from), m_source)->strangers) {
            // Gossip remembers its dead for a while: that is no intruder.
            if (isMemberBelief(stranger.belief) && !contains(strangers[{stranger.name, stranger.address}], from))
                strangers[{stranger.name, stranger.address}].push_back(from);
        }
    }
    std::erase_if(strangers, [](const auto &entry) { return entry.second.empty(); });
    std::size_t said = 0;
    for (const auto &[who, froms] : strangers) {
        if (++said > MostSentences)
            break;
        QString shown = Wording::plain(who.first.isEmpty() ? who.second : who.first, 64);
        if (!who.first.isEmpty() && !who.second.isEmpty() && who.first != who.second)
            shown = text(QT_TRANSLATE_NOOP("Wording", "%1 (%2)")).arg(shown, Wording::plain(who.second, 64));
        const bool isAll = froms.size() == m_viewers.size() && froms.size() > 1;
        say(State::Warning,
            isAll ? text(QT_TRANSLATE_NOOP("Wording", "all list %1, which is no node of the file")).arg(shown)
                  : text({QT_TRANSLATE_NOOP("Wording", "%1 lists %2, which is no node of the file"),
                          QT_TRANSLATE_N_NOOP("Wording", "%1 list %2, which is no node of the file")},
                         froms)
                        .arg(names(froms), shown));
    }
    if (strangers.size() > MostSentences)
        say(State::Warning, m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "%n more member is no node of the file"),
                                           QT_TRANSLATE_N_NOOP("Wording", "%n more members are no nodes of the file"),
                                           static_cast<int>(strangers.size() - MostSentences)));
}

void SourceView::sayWhole()
{
    const int all = static_cast<int>(m_block.nodes.size());
    if (m_viewers.empty())
        return;
    if (all == 1)
        say(State::Ok, text(QT_TRANSLATE_NOOP("Wording", "%1 is the only node: there is nobody else to see"))
                           .arg(names(m_viewers)));
    else if (m_viewers.size() == 1)
        say(State::Ok, text(QT_TRANSLATE_NOOP("Wording", "%1 sees all the others; what they see is not known"))
                           .arg(names(m_viewers)));
    else if (m_viewers.size() < m_block.nodes.size())
        say(State::Ok, text(QT_TRANSLATE_NOOP("Wording", "%1 see each other and all the others; what those see is not "
                                                         "known"))
                           .arg(names(m_viewers)));
    else if (all == 2)
        say(State::Ok, text(QT_TRANSLATE_NOOP("Wording", "%1 see each other")).arg(names(m_viewers)));
    else
        say(State::Ok, text(QT_TRANSLATE_N_NOOP("Wording", "all %n nodes see each other"), all));
}

std::vector<BeliefLine> SourceView::lines()
{
    collectMissing();
    const bool isWhole = m_links.empty();
    sayCuts();
    sayLinks();
    saySuspects();
    if (isWhole && m_lines.empty())
        sayWhole();
    sayStrangers();
    return m_lines;
}

/// Nodes whose API counts another as a member and whose gossip does not, or the other way round.
std::vector<BeliefLine> differences(const Phrases &phrases, const ClusterState &state, const BeliefBlock &block)
{
    struct Case
    {
        TargetId to;
        Belief held;
        auto operator<=>(const Case &) const = default;
    };
    std::map<Case, Nodes> cases;
    for (const TargetId from : block.nodes) {
        const BeliefRow *api = beliefRow(state.target(from), BeliefSource::Api);
        const BeliefRow *gossip = beliefRow(state.target(from), BeliefSource::Gossip);
        if (!api || !gossip || !api->isCurrent || !gossip->isCurrent)
            continue;
        for (const TargetId to : block.nodes) {
            if (from != to && !isUndecided(gossip->belief(to)) &&
                isMemberBelief(api->belief(to)) != isMemberBelief(gossip->belief(to)))
                cases[{to, gossip->belief(to)}].push_back(from);
        }
    }
    const auto verbOf = [](Belief held) -> Verb {
        switch (held) {
        case Belief::Dead:
            return {QT_TRANSLATE_NOOP("Wording", "%1 lists %2 in its API, but its gossip holds it dead"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 list %2 in their API, but their gossip holds it dead")};
        case Belief::Left:
            return {QT_TRANSLATE_NOOP("Wording", "%1 lists %2 in its API, but in its gossip it has left"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 list %2 in their API, but in their gossip it has left")};
        case Belief::Seen:
        case Belief::Suspected:
            return {QT_TRANSLATE_NOOP("Wording", "%1 does not list %2 in its API, but its gossip sees it"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 do not list %2 in their API, but their gossip sees it")};
        case Belief::NotSeen:
        case Belief::Unknown:
            break;
        }
        return {QT_TRANSLATE_NOOP("Wording", "%1 lists %2 in its API, but its gossip does not know it"),
                QT_TRANSLATE_N_NOOP("Wording", "%1 list %2 in their API, but their gossip does not know it")};
    };
    std::vector<BeliefLine> lines;
    for (const auto &[what, froms] : cases) {
        if (lines.size() == MostSentences) {
            lines.push_back({State::Warning,
                             phrases.text(QT_TRANSLATE_N_NOOP("Wording", "%n more difference between API and gossip"),
                                          QT_TRANSLATE_N_NOOP("Wording", "%n more differences between API and gossip"),
                                          static_cast<int>(cases.size() - MostSentences))});
            break;
        }
        const Verb verb = verbOf(what.held);
        lines.push_back({State::Warning, phrases.text(verb.one, verb.many, static_cast<int>(froms.size()))
                                             .arg(phrases.names(froms), phrases.names({what.to}))});
    }
    return lines;
}

} // namespace

std::vector<BeliefLine> Wording::beliefs(const ClusterState &state, const BeliefBlock &block) const
{
    const Phrases phrases(m_language, state.file.get());
    std::vector<BeliefLine> api = SourceView(phrases, state, block, BeliefSource::Api).lines();
    std::vector<BeliefLine> gossip = SourceView(phrases, state, block, BeliefSource::Gossip).lines();
    std::vector<BeliefLine> lines;
    const auto add = [&](State worst, const QString &clause) {
        lines.push_back({worst, phrases.text(QT_TRANSLATE_NOOP("Wording", "%1.")).arg(phrases.sentence(clause))});
    };
    // What both say is said once; what one says alone, with whose word it is.
    const bool isTwofold = !api.empty() && !gossip.empty();
    for (const BeliefLine &line : api) {
        const bool isShared = std::erase(gossip, line) > 0;
        add(line.state, isTwofold && !isShared
                            ? phrases.text(QT_TRANSLATE_NOOP("Wording", "by the API, %1")).arg(line.text)
                            : line.text);
    }
    for (const BeliefLine &line : gossip)
        add(line.state,
            isTwofold ? phrases.text(QT_TRANSLATE_NOOP("Wording", "by gossip, %1")).arg(line.text) : line.text);
    for (const BeliefLine &line : differences(phrases, state, block))
        add(line.state, line.text);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const BeliefLine &a, const BeliefLine &b) { return a.state > b.state; });
    return lines;
}

} // namespace rollcall
