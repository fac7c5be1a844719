// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Announcer.h"

#include "ui/models/Words.h"

#include <QAccessible>

namespace rollcall {

Announcer::Announcer(const OpenClusters &clusters, QWidget *parent) : QLabel(parent), m_clusters(clusters)
{
    setObjectName(QStringLiteral("announcer"));
    setTextFormat(Qt::PlainText);
    setContentsMargins(8, 0, 8, 2);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void Announcer::say(const QString &text)
{
    setText(text);
    setAccessibleName(text);
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void Announcer::sayChanges(const std::vector<BoardModel::Change> &changes)
{
    // The worst first: of a hundred changes at once those are the ones to hear.
    std::vector<BoardModel::Change> sorted = changes;
    std::erase_if(sorted, [](const auto &change) { return change.isFirstAnswer && change.to == State::Ok; });
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.to > b.to; });
    constexpr std::size_t Most = 3;
    QStringList parts;
    for (const BoardModel::Change &change : sorted) {
        if (static_cast<std::size_t>(parts.size()) == Most || !m_clusters.contains(change.cluster))
            break;
        const ClusterStatePtr state = m_clusters.state(change.cluster);
        const TargetState &target = state->target(change.target);
        QString part =
            tr("%1 is %2").arg(Wording::plain(target.settings.name, 60), words::stateWord(change.to).toLower());
        if (!target.findings.empty() && target.findings.front().severity != Severity::Info)
            part += QStringLiteral(": ") + words::wording().shortReason(target.findings.front());
        parts << part;
    }
    if (parts.isEmpty())
        return;
    QString text = parts.join(QStringLiteral("; "));
    if (sorted.size() > Most)
        text += tr("; and %n more change(s)", nullptr, static_cast<int>(sorted.size() - Most));
    // When it happened: what is shown may have been recorded.
    const QDateTime at = m_clusters.state(sorted.front().cluster)->utc.toLocalTime();
    say(at.time().toString(QStringLiteral("HH:mm:ss")) + QStringLiteral("  ") + text);
}

} // namespace rollcall
