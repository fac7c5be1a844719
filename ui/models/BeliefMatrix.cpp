// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BeliefMatrix.h"

#include "ui/models/CopyText.h"
#include "ui/models/Words.h"

#include <QCoreApplication>
#include <algorithm>

namespace rollcall {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(BeliefMatrix)
};

constexpr std::array Sources{BeliefSource::Api, BeliefSource::Gossip};

std::size_t at(BeliefSource source)
{
    return source == BeliefSource::Api ? 0 : 1;
}

bool shows(BeliefView view, BeliefSource source)
{
    return view == BeliefView::Both || (view == BeliefView::Api) == (source == BeliefSource::Api);
}

/// How much a mark has to tell: of two that disagree the higher one is shown.
int weight(Belief belief)
{
    switch (belief) {
    case Belief::Unknown:
        return 0;
    case Belief::Seen:
        return 1;
    case Belief::Left:
        return 2;
    case Belief::Suspected:
        return 3;
    case Belief::NotSeen:
        return 4;
    case Belief::Dead:
        return 5;
    }
    return 0;
}

using Identity = std::pair<QString, QString>;

std::vector<Identity> strangersIn(const ClusterState &state, const BeliefBlock &block)
{
    std::vector<Identity> all;
    for (const TargetId node : block.nodes) {
        for (const BeliefSource source : Sources) {
            const BeliefRow *row = beliefRow(state.target(node), source);
            if (!row)
                continue;
            for (const BeliefRow::Stranger &stranger : row->strangers)
                all.emplace_back(stranger.name, stranger.address);
        }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() > BeliefMatrix::MostStrangers)
        all.resize(BeliefMatrix::MostStrangers);
    return all;
}

Belief beliefOf(const BeliefRow &row, const Identity &stranger)
{
    for (const BeliefRow::Stranger &each : row.strangers) {
        if (each.name == stranger.first && each.address == stranger.second)
            return each.belief;
    }
    return Belief::NotSeen;
}

} // namespace

BeliefMatrix BeliefMatrix::make(const ClusterState &state, const BeliefBlock &block)
{
    BeliefMatrix matrix;
    matrix.clusterName = Wording::plain(state.file->name, 60);
    matrix.product = words::product(block.product);
    matrix.hasApi = block.hasApi;
    matrix.hasGossip = block.hasGossip;
    matrix.isGrey = state.isOffline || state.isPaused;
    for (const TargetId node : block.nodes) {
        const TargetState &target = state.target(node);
        matrix.members.push_back(
            {node, Wording::plain(target.settings.name, 64), QString(), target.state, words::stateWord(target.state)});
    }
    const std::vector<Identity> strangers = strangersIn(state, block);
    for (const Identity &stranger : strangers) {
        const QString &name = stranger.first.isEmpty() ? stranger.second : stranger.first;
        matrix.members.push_back(
            {TargetId{}, Wording::plain(name, 64), Wording::plain(stranger.second, 64), State::Unknown, QString()});
    }
    for (const TargetId node : block.nodes) {
        Row shown;
        shown.cells.resize(matrix.members.size(), {Belief::Unknown, Belief::Unknown});
        for (const BeliefSource source : Sources) {
            const BeliefRow *row = beliefRow(state.target(node), source);
            if (!row)
                continue;
            shown.lists[at(source)] = {true, row->isCurrent, row->at};
            for (std::size_t i = 0; i < block.nodes.size(); ++i)
                shown.cells[i][at(source)] = row->belief(block.nodes[i]);
            for (std::size_t i = 0; i < strangers.size(); ++i)
                shown.cells[block.nodes.size() + i][at(source)] = beliefOf(*row, strangers[i]);
        }
        matrix.rows.push_back(std::move(shown));
    }
    return matrix;
}

const BeliefMatrix::List &BeliefMatrix::list(int row, BeliefSource source) const
{
    return rows[static_cast<std::size_t>(row)].lists[at(source)];
}

Belief BeliefMatrix::belief(int row, int column, BeliefSource source) const
{
    return rows[static_cast<std::size_t>(row)].cells[static_cast<std::size_t>(column)][at(source)];
}

bool BeliefMatrix::isKnown(int row, BeliefView view) const
{
    return std::any_of(Sources.begin(), Sources.end(),
                       [&](BeliefSource source) { return shows(view, source) && list(row, source).isKnown; });
}

bool BeliefMatrix::isStale(int row, BeliefSource source) const
{
    const List &shown = list(row, source);
    return shown.isKnown && (isGrey || !shown.isCurrent);
}

bool BeliefMatrix::isDifferent(int row, int column) const
{
    // Strangers are named as each source names them: nothing to compare.
    if (row == column || member(column).isStranger() || !list(row, BeliefSource::Api).isCurrent ||
        !list(row, BeliefSource::Gossip).isCurrent)
        return false;
    const Belief api = belief(row, column, BeliefSource::Api);
    const Belief gossip = belief(row, column, BeliefSource::Gossip);
    return !isUndecided(api) && !isUndecided(gossip) && isMemberBelief(api) != isMemberBelief(gossip);
}

BeliefSource BeliefMatrix::shownSource(int row, int column, BeliefView view) const
{
    if (view != BeliefView::Both)
        return view == BeliefView::Api ? BeliefSource::Api : BeliefSource::Gossip;
    const List &api = list(row, BeliefSource::Api);
    const List &gossip = list(row, BeliefSource::Gossip);
    if (api.isCurrent != gossip.isCurrent)
        return api.isCurrent ? BeliefSource::Api : BeliefSource::Gossip;
    const int first = weight(belief(row, column, BeliefSource::Api));
    const int second = weight(belief(row, column, BeliefSource::Gossip));
    return second > first ? BeliefSource::Gossip : BeliefSource::Api;
}

BeliefView BeliefMatrix::possible(BeliefView wanted) const
{
    if (!hasGossip)
        return BeliefView::Api;
    return hasApi ? wanted : BeliefView::Gossip;
}

QString BeliefMatrix::cellText(int row, int column, BeliefView view, TimePoint now) const
{
    const QString &from = member(row).name;
    if (row == column)
        return Texts::tr("%1 itself").arg(from);
    QStringList parts;
    for (const BeliefSource source : Sources) {
        if (!shows(view, source) || (source == BeliefSource::Api ? !hasApi : !hasGossip))
            continue;
        const QString clause = words::wording().belief(from, member(column).name, belief(row, column, source));
        const List &shown = list(row, source);
        if (!shown.isKnown) {
            parts << (source == BeliefSource::Api ? Texts::tr("%1 by its API") : Texts::tr("%1 by gossip")).arg(clause);
            continue;
        }
        const QString age = words::age(std::chrono::duration_cast<Milliseconds>(now - shown.at));
        QString part =
            (source == BeliefSource::Api ? Texts::tr("%1, by its API, %2 ago") : Texts::tr("%1, by gossip, %2 ago"))
                .arg(clause, age);
        if (isStale(row, source))
            part = Texts::tr("%1 and not heard since").arg(part);
        parts << part;
    }
    if (isDifferent(row, column) && view == BeliefView::Both)
        parts << Texts::tr("the two differ");
    return parts.join(QStringLiteral("; "));
}

QString BeliefMatrix::staleAge(int row, BeliefView view, TimePoint now) const
{
    std::optional<TimePoint> newest;
    for (const BeliefSource source : Sources) {
        if (!shows(view, source) || !list(row, source).isKnown)
            continue;
        if (!isStale(row, source))
            return {};
        newest = std::max(newest.value_or(list(row, source).at), list(row, source).at);
    }
    return newest ? words::age(std::chrono::duration_cast<Milliseconds>(now - *newest)) : QString();
}

QString BeliefMatrix::rowText(int row, BeliefView view, TimePoint now) const
{
    QString text = member(row).name + QStringLiteral(" – ") + member(row).stateWord;
    const QString age = staleAge(row, view, now);
    if (!age.isEmpty())
        return text + u'\n' + Texts::tr("Its list is %1 old and could not be read since.").arg(age);
    return isKnown(row, view) ? text : QString(text + u'\n' + Texts::tr("Its list is not known."));
}

QString BeliefMatrix::columnText(int column) const
{
    const Member &shown = member(column);
    if (!shown.isStranger())
        return shown.name + QStringLiteral(" – ") + shown.stateWord;
    const QString who =
        shown.address.isEmpty() || shown.address == shown.name ? shown.name : shown.name + u' ' + shown.address;
    return who + QStringLiteral(" – ") + Texts::tr("unexpected: no node of the file");
}

QString BeliefMatrix::cellWord(int row, int column, BeliefView view) const
{
    if (row == column)
        return Texts::tr("itself");
    const auto word = [&](BeliefSource source) { return words::wording().beliefWord(belief(row, column, source)); };
    if (view == BeliefView::Both && isDifferent(row, column))
        return Texts::tr("API: %1, gossip: %2").arg(word(BeliefSource::Api), word(BeliefSource::Gossip));
    const BeliefSource source = shownSource(row, column, view);
    return isStale(row, source) ? Texts::tr("%1 (old)").arg(word(source)) : word(source);
}

QString BeliefMatrix::toText(BeliefView view) const
{
    QStringList head{Texts::tr("row sees column")};
    for (const Member &each : members)
        head << each.name;
    QString text = head.join(u'\t') + u'\n';
    for (int row = 0; row < rowCount(); ++row) {
        QStringList cells{member(row).name};
        for (int column = 0; column < columnCount(); ++column)
            cells << cellWord(row, column, view);
        text += cells.join(u'\t') + u'\n';
    }
    return text;
}

QString BeliefMatrix::toMarkdown(BeliefView view) const
{
    QString text = QStringLiteral("| ") + Texts::tr("row sees column");
    QString rule = QStringLiteral("|---");
    for (const Member &each : members) {
        text += QStringLiteral(" | ") + copy_text::escaped(each.name);
        rule += QStringLiteral("|---");
    }
    text += QStringLiteral(" |\n") + rule + QStringLiteral("|\n");
    for (int row = 0; row < rowCount(); ++row) {
        text += QStringLiteral("| ") + copy_text::escaped(member(row).name);
        for (int column = 0; column < columnCount(); ++column)
            text += QStringLiteral(" | ") + cellWord(row, column, view);
        text += QStringLiteral(" |\n");
    }
    return text;
}

} // namespace rollcall
