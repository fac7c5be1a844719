// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "health/BeliefBlocks.h"
#include "health/ClusterState.h"
#include "health/Finding.h"

#include <QString>
#include <functional>

namespace rollcall {

/// One sentence beside the belief matrix, and how bad its news are.
struct BeliefLine
{
    State state = State::Ok;
    QString text;
    bool operator==(const BeliefLine &) const = default;
};

/// The one place where text for people is made from codes, targets and evidence. English by itself, for JSON and the
/// terminal; the window hands in a translator. Text from a node that ends up in a sentence is made safe first: control
/// and bidirectional characters are shown as their code, and it is cut to a sensible length.
class Wording
{
public:
    /// Source text (context `Wording`) and the number for plural forms (-1: none) to the translated text.
    using Translate = std::function<QString(const char *source, int n)>;
    /// A number with so many decimals, as the readers write it.
    using Figure = std::function<QString(double value, int decimals)>;
    /// As programs write it: `12345.6`.
    static QString bare(double value, int decimals);
    struct Language
    {
        Translate translate;
        Figure figure = bare;
    };

    Wording();
    explicit Wording(Language language);

    /// One finding as a sentence.
    QString message(const ClusterFile &file, const Finding &finding) const;
    /// The first reason on a tile: a few words, without the node's name.
    QString shortReason(const Finding &finding) const;
    /// The cluster in one sentence that can be said on the phone: the culprit first, then what it means.
    QString verdict(const ClusterState &state) const;
    /// What is unknown and why (no token, a permission, an old version); empty when nothing is.
    QStringList unknowns(const ClusterState &state, TargetId target) const;
    QString stateWord(State state) const;

    /// What the lists of some nodes say together, worst first: who is cut off, who is held dead, who is listed and no
    /// node of the file, where a node's API and its gossip differ. Bounded, however many nodes there are. Only lists
    /// that are current count.
    std::vector<BeliefLine> beliefs(const ClusterState &state, const BeliefBlock &block) const;
    /// Which of their lists are not known now and why; one sentence for each reason.
    std::vector<BeliefLine> beliefGaps(const ClusterState &state, const std::vector<TargetId> &nodes) const;
    /// What no list can tell; the same for every cluster.
    QString beliefNote() const;
    /// `40 s`, `7 min`.
    QString duration(Milliseconds duration) const;

    /// One cell: `app1 holds app3 dead`. Both names are fit to be shown.
    QString belief(const QString &from, const QString &to, Belief belief) const;
    /// `not seen`.
    QString beliefWord(Belief belief) const;

    /// Text from a node, fit to be shown as one line of plain text.
    static QString plain(QStringView text, qsizetype longest = 160);

private:
    Language m_language;
};

} // namespace rollcall
