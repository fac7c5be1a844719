// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PaletteEntries.h"

#include "ui/MainWindow.h"
#include "ui/models/Words.h"

#include <QAction>
#include <QFileInfo>

namespace rollcall {

std::vector<CommandPalette::Entry> paletteEntries(MainWindow &window, const QList<QAction *> &actions)
{
    std::vector<CommandPalette::Entry> entries;
    OpenClusters &clusters = window.parts().clusters;
    for (const ClusterKey key : clusters.keys()) {
        const ClusterStatePtr state = clusters.state(key);
        const QString name = Wording::plain(state->file->name, 80);
        for (const TargetStatePtr &target : state->targets) {
            const TargetId id = target->id;
            const QString title =
                target->settings.isProxy ? CommandPalette::tr("Proxy") : Wording::plain(target->settings.name, 80);
            entries.push_back({title, CommandPalette::tr("node of %1, %2").arg(name, words::stateWord(target->state)),
                               target->state, [&window, &clusters, key, id] {
                                   if (clusters.contains(key))
                                       window.showNode(key, id);
                               }});
        }
    }
    for (QAction *action : actions) {
        if (action->isEnabled())
            entries.push_back({QString(action->text()).remove(u'&'),
                               action->shortcut().toString(QKeySequence::NativeText), std::nullopt,
                               [action] { action->trigger(); }});
    }
    for (const QString &path : window.recentFiles())
        entries.push_back({QFileInfo(path).fileName(), CommandPalette::tr("open %1").arg(path), std::nullopt,
                           [&window, path] { window.openFile(path); }});
    return entries;
}

} // namespace rollcall
