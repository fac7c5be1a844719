// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a chart, as a menu: each gesture of the mouse has its line there, with its key.
#include "ui/charts/TimeChart.h"
#include "ui/models/Words.h"
#include "ui/pages/TrendsPage.h"

#include <QMenu>
#include <QPushButton>
#include <QSpinBox>

namespace rollcall {

using namespace Qt::StringLiterals;

void TrendsPage::showMenu(const QPoint &place, const TimeChart &chart, std::optional<int> value)
{
    delete findChild<QMenu *>(u"trendsMenu"_s);
    auto *menu = new QMenu(this);
    menu->setObjectName(u"trendsMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // The keys are the page's: here they are only named.
    const auto add = [this](QMenu *to, const QString &text, const QString &key, const QString &name, auto &&act) {
        QAction *action = to->addAction(key.isEmpty() ? text : QString(text + u'\t' + key));
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    const auto keyText = [](int keys) { return QKeySequence(keys).toString(QKeySequence::NativeText); };
    const qint64 quarter = m_model.range().span() / 4;
    add(menu, tr("Zoom &In"), u"+"_s, u"menuZoomIn"_s, [this] { m_model.zoomIn(); });
    add(menu, tr("Zoom &Back"), keyText(Qt::Key_Backspace), u"menuZoomBack"_s, [this] {
        m_model.zoomBack();
    })->setEnabled(m_model.canZoomBack());
    add(menu, tr("&Earlier"), keyText(int(Qt::SHIFT) | Qt::Key_Left), u"menuEarlier"_s,
        [this, quarter] { m_model.pan(-quarter); });
    add(menu, tr("&Later"), keyText(int(Qt::SHIFT) | Qt::Key_Right), u"menuLater"_s, [this, quarter] {
        m_model.pan(quarter);
    })->setEnabled(!m_model.followsNow());
    menu->addSeparator();
    const bool hasEvents = !m_model.events().empty();
    add(menu, tr("&Previous Event"), u"P"_s, u"menuPrevious"_s, [this] { jump(-1); })->setEnabled(hasEvents);
    add(menu, tr("&Next Event"), u"N"_s, u"menuNext"_s, [this] { jump(1); })->setEnabled(hasEvents);
    menu->addSeparator();
    QMenu *alone = menu->addMenu(tr("Show &Alone"));
    const QStringList &targets = m_model.targets();
    for (qsizetype i = 0; i < targets.size(); ++i) {
        const QString key = i < 9 ? keyText(int(Qt::ALT) | (Qt::Key_1 + static_cast<int>(i))) : QString();
        QAction *action = add(alone, Wording::plain(targets[i], 60).replace(u'&', u"&&"_s), key,
                              u"menuAlone%1"_s.arg(i + 1), [this, name = targets[i]] { m_model.isolate(name); });
        action->setCheckable(true);
        action->setChecked(m_model.isolated() == targets[i]);
    }
    add(menu, tr("Show All N&odes"), {}, u"menuShowAll"_s, [this] {
        m_model.showAll();
    })->setEnabled(!m_model.showsAll());
    if (chart.content().hasThreshold && !chart.content().isThresholdFixed) {
        menu->addSeparator();
        if (value)
            add(menu, tr("&Move the Threshold to %1").arg(words::count(*value)), {}, u"menuThresholdHere"_s,
                [this, value] { askThreshold(*value); });
        add(menu, tr("Set the &Threshold…"), {}, u"menuThreshold"_s, [this] {
            m_threshold->setFocus(Qt::ShortcutFocusReason);
            m_threshold->selectAll();
        });
    }
    menu->addSeparator();
    menu->addMenu(m_chartMenu);
    menu->addMenu(m_exportMenu);
    menu->popup(place);
}

} // namespace rollcall
