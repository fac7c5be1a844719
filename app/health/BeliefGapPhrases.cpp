// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Phrases.h"

#include <map>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t MostSentences = 10;

/// A text for one node and a text for several; null: the same.
struct Verb
{
    const char *one;
    const char *many;
};

/// What is to be said of nodes with that gap; null: nothing. `%1` are the nodes, `%2` words of the node.
Verb gapVerb(BeliefGap gap, BeliefSource source)
{
    const bool isApi = source == BeliefSource::Api;
    switch (gap) {
    case BeliefGap::None:
    case BeliefGap::NoSuchList:
        return {nullptr, nullptr};
    case BeliefGap::NotAsked:
        return isApi ? Verb{QT_TRANSLATE_NOOP("Wording", "%1 has not told its list yet"),
                            QT_TRANSLATE_N_NOOP("Wording", "%1 have not told their lists yet")}
                     : Verb{QT_TRANSLATE_NOOP("Wording", "the gossip of %1 has not been asked yet"), nullptr};
    case BeliefGap::NoToken:
        return {QT_TRANSLATE_NOOP("Wording", "without a token the API of %1 tells no list"), nullptr};
    case BeliefGap::Rejected:
        return {QT_TRANSLATE_NOOP("Wording", "the API of %1 rejects the credentials"), nullptr};
    case BeliefGap::Forbidden:
        return {QT_TRANSLATE_NOOP("Wording", "the token may not read the list of %1 (missing permission: %2)"),
                QT_TRANSLATE_N_NOOP("Wording", "the token may not read the lists of %1 (missing permission: %2)")};
    case BeliefGap::NotOffered:
        return {QT_TRANSLATE_NOOP("Wording", "the version or edition of %1 tells no list"), nullptr};
    case BeliefGap::Silent:
        return isApi ? Verb{QT_TRANSLATE_NOOP("Wording", "%1 does not answer: its list is unknown, or as it was last"),
                            QT_TRANSLATE_N_NOOP("Wording", "%1 do not answer: their lists are unknown, or as they were "
                                                           "last")}
                     : Verb{QT_TRANSLATE_NOOP("Wording", "the gossip port of %1 does not answer"),
                            QT_TRANSLATE_N_NOOP("Wording", "the gossip ports of %1 do not answer")};
    case BeliefGap::Unusable:
        return isApi ? Verb{QT_TRANSLATE_NOOP("Wording", "the API of %1 gave no usable list"), nullptr}
                     : Verb{QT_TRANSLATE_NOOP("Wording", "the gossip port of %1 gave no usable list"),
                            QT_TRANSLATE_N_NOOP("Wording", "the gossip ports of %1 gave no usable list")};
    case BeliefGap::Off:
        return {QT_TRANSLATE_NOOP("Wording", "the gossip of %1 is not asked: the cluster file switches it off"),
                nullptr};
    case BeliefGap::NeedsKey:
        return {QT_TRANSLATE_NOOP("Wording", "the gossip of %1 is encrypted and the key is not at hand"), nullptr};
    case BeliefGap::KeyRefused:
        return {QT_TRANSLATE_NOOP("Wording", "the gossip of %1 is encrypted with another key than the one given"),
                nullptr};
    case BeliefGap::NotEncrypted:
        return {QT_TRANSLATE_NOOP("Wording", "a gossip key is given, but %1 does not encrypt: its answer counts for "
                                             "nothing"),
                QT_TRANSLATE_N_NOOP("Wording", "a gossip key is given, but %1 do not encrypt: their answers count for "
                                               "nothing")};
    case BeliefGap::Complains:
        return {QT_TRANSLATE_NOOP("Wording", "the gossip of %1 refuses to tell its list: %2"), nullptr};
    }
    return {nullptr, nullptr};
}

QString wordsOfNode(const TargetState &target, BeliefGap gap)
{
    if (gap == BeliefGap::Forbidden) {
        const auto outcome = target.facts.outcomes.find(u"cluster.status"_s);
        return outcome == target.facts.outcomes.end() ? QString() : Wording::plain(outcome->second.permission, 80);
    }
    if (gap == BeliefGap::Complains && target.facts.gossip)
        return Wording::plain(target.facts.gossip->value.complaint, 80);
    return {};
}

} // namespace

std::vector<BeliefLine> Wording::beliefGaps(const ClusterState &state, const std::vector<TargetId> &nodes) const
{
    const Phrases phrases(m_language, state.file.get());
    std::vector<BeliefLine> lines;
    for (const BeliefSource source : {BeliefSource::Api, BeliefSource::Gossip}) {
        std::map<std::pair<BeliefGap, QString>, std::vector<TargetId>> gaps;
        for (const TargetId node : nodes) {
            const TargetState &target = state.target(node);
            const BeliefGap gap = beliefGap(target, source);
            gaps[{gap, wordsOfNode(target, gap)}].push_back(node);
        }
        for (const auto &[gap, who] : gaps) {
            const Verb verb = gapVerb(gap.first, source);
            if (!verb.one || lines.size() >= MostSentences)
                continue;
            const int n = static_cast<int>(who.size());
            const bool isAll = who.size() == nodes.size() && n > 2;
            const QString names =
                isAll ? phrases.text(QT_TRANSLATE_N_NOOP("Wording", "all %n nodes"), n) : phrases.names(who);
            const bool hasWords = gap.first == BeliefGap::Forbidden || gap.first == BeliefGap::Complains;
            const QString pattern = verb.many ? phrases.text(verb.one, verb.many, n) : phrases.text(verb.one);
            const QString clause = hasWords ? pattern.arg(names, gap.second) : pattern.arg(names);
            lines.push_back(
                {State::Unknown, phrases.text(QT_TRANSLATE_NOOP("Wording", "%1.")).arg(phrases.sentence(clause))});
        }
    }
    return lines;
}

QString Wording::beliefNote() const
{
    return Phrases(m_language, nullptr)
        .text(QT_TRANSLATE_NOOP("Wording",
                                "Blocked UDP between two members cannot be seen from here: as long as TCP "
                                "gets through, they keep each other alive over it. The servers' logs tell."));
}

QString Wording::belief(const QString &from, const QString &to, Belief belief) const
{
    const Phrases phrases(m_language, nullptr);
    switch (belief) {
    case Belief::Unknown:
        break;
    case Belief::NotSeen:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 does not see %2")).arg(from, to);
    case Belief::Seen:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 sees %2")).arg(from, to);
    case Belief::Suspected:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 suspects %2")).arg(from, to);
    case Belief::Dead:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 holds %2 dead")).arg(from, to);
    case Belief::Left:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 has it that %2 left")).arg(from, to);
    }
    return phrases.text(QT_TRANSLATE_NOOP("Wording", "whether %1 sees %2 is not known")).arg(from, to);
}

QString Wording::beliefWord(Belief belief) const
{
    const Phrases phrases(m_language, nullptr);
    switch (belief) {
    case Belief::Unknown:
        break;
    case Belief::NotSeen:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "not seen"));
    case Belief::Seen:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "seen"));
    case Belief::Suspected:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "suspected"));
    case Belief::Dead:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "dead"));
    case Belief::Left:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "left"));
    }
    return phrases.text(QT_TRANSLATE_NOOP("Wording", "unknown"));
}

} // namespace rollcall
