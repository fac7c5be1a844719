// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/BeliefBlocks.h"

#include <QString>
#include <array>
#include <vector>

namespace rollcall {

/// Which lists a matrix shows.
enum class BeliefView { Api, Gossip, Both };

/// Who sees whom in one block, as plain values: rows are nodes, columns are nodes and then the members that are no node
/// of the file.
struct BeliefMatrix
{
    /// Strangers beyond this many have no column; the sentences count them.
    static constexpr std::size_t MostStrangers = 12;

    struct Member
    {
        TargetId target; ///< invalid: a stranger
        QString name;    ///< fit to be shown
        QString address; ///< of a stranger; fit to be shown
        State state = State::Unknown;
        QString stateWord; ///< empty for a stranger
        bool isStranger() const { return !target.isValid(); }
        bool operator==(const Member &) const = default;
    };
    /// One node's list by one source.
    struct List
    {
        bool isKnown = false;   ///< there is one, whatever its age
        bool isCurrent = false; ///< false: greyed, and no sentence is made from it
        TimePoint at;
        bool operator==(const List &) const = default;
    };
    struct Row
    {
        std::array<List, 2> lists; ///< by BeliefSource
        std::vector<std::array<Belief, 2>> cells;
        bool operator==(const Row &) const = default;
    };

    QString clusterName; ///< fit to be shown
    QString product;     ///< as it is called
    bool hasApi = false;
    bool hasGossip = false;
    bool isGrey = false; ///< nothing is asked now: offline or paused
    std::vector<Member> members;
    std::vector<Row> rows; ///< for the first members

    static BeliefMatrix make(const ClusterState &state, const BeliefBlock &block);

    int rowCount() const { return static_cast<int>(rows.size()); }
    int columnCount() const { return static_cast<int>(members.size()); }
    const Member &member(int index) const { return members[static_cast<std::size_t>(index)]; }
    const List &list(int row, BeliefSource source) const;
    Belief belief(int row, int column, BeliefSource source) const;
    /// Whether any of the shown lists of this row was ever read.
    bool isKnown(int row, BeliefView view) const;
    /// Shown greyed: an old list, or nothing is asked now.
    bool isStale(int row, BeliefSource source) const;
    /// API and gossip of this node disagree on whether the other is a member.
    bool isDifferent(int row, int column) const;
    /// What a cell shows where there is room for one mark: what both say or the one that says anything; where they
    /// disagree, the worse one.
    BeliefSource shownSource(int row, int column, BeliefView view) const;
    /// The view that can be shown: one source, where the other has nothing.
    BeliefView possible(BeliefView wanted) const;

    /// `app1 holds app3 dead, by gossip, 4 s ago`.
    QString cellText(int row, int column, BeliefView view, TimePoint now) const;
    /// The name, the state, and of a row how old its list is where it is old.
    QString rowText(int row, BeliefView view, TimePoint now) const;
    QString columnText(int column) const;
    /// `2 min` of a list that is old; else empty.
    QString staleAge(int row, BeliefView view, TimePoint now) const;

    /// Tab-separated, with the names at both edges.
    QString toText(BeliefView view) const;
    QString toMarkdown(BeliefView view) const;

    bool operator==(const BeliefMatrix &) const = default;

private:
    QString cellWord(int row, int column, BeliefView view) const;
};

} // namespace rollcall
