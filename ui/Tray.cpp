// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Tray.h"

#include "ui/theme/AppIcon.h"
#include "ui/theme/StateShape.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QSystemTrayIcon>
#include <QTimer>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

Tray::Tray(const Theme &theme, QObject *parent) : QObject(parent), m_theme(theme), m_timer(new QTimer(this))
{
    m_timer->setInterval(std::chrono::minutes(1));
    m_timer->setTimerType(Qt::VeryCoarseTimer);
    connect(m_timer, &QTimer::timeout, this, &Tray::look);
    connect(&m_theme, &Theme::changed, this, &Tray::refresh);
}

Tray::~Tray() = default;

void Tray::start()
{
    look();
    m_timer->start();
}

/// A tray may come and go with the desktop's panel.
void Tray::look()
{
    const bool isThere = QSystemTrayIcon::isSystemTrayAvailable();
    if (isThere == m_isAvailable)
        return;
    m_isAvailable = isThere;
    if (isThere && !m_icon) {
        m_menu = std::make_unique<QMenu>();
        connect(m_menu->addAction(tr("&Show")), &QAction::triggered, this, &Tray::showWanted);
        m_pause = m_menu->addAction(tr("&Pause"));
        m_pause->setCheckable(true);
        connect(m_pause, &QAction::triggered, this, &Tray::pauseWanted);
        m_acknowledge = m_menu->addAction(tr("&Acknowledge All"));
        connect(m_acknowledge, &QAction::triggered, this, &Tray::acknowledgeWanted);
        m_menu->addSeparator();
        connect(m_menu->addAction(tr("&Quit")), &QAction::triggered, this, &Tray::quitWanted);
        m_icon = std::make_unique<QSystemTrayIcon>();
        m_icon->setContextMenu(m_menu.get());
        connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                Q_EMIT showWanted();
        });
    }
    refresh();
    if (m_icon)
        m_icon->setVisible(isThere);
    Q_EMIT availabilityChanged(isThere);
}

void Tray::setCluster(const QString &cluster, const ClusterStatePtr &state, const QString &verdict)
{
    m_clusters[cluster] = {state, verdict};
    refresh();
}

void Tray::removeCluster(const QString &cluster)
{
    m_clusters.erase(cluster);
    refresh();
}

State Tray::worst() const
{
    State worst = State::Ok;
    for (const auto &[name, cluster] : m_clusters)
        worst = std::max(worst, cluster.state->state);
    return worst;
}

int Tray::count() const
{
    const State state = worst();
    if (state < State::Warning)
        return 0;
    int result = 0;
    for (const auto &[name, cluster] : m_clusters)
        result += static_cast<int>(std::count_if(cluster.state->targets.begin(), cluster.state->targets.end(),
                                                 [state](const TargetStatePtr &each) { return each->state == state; }));
    return result;
}

QString Tray::toolTip() const
{
    constexpr qsizetype MostLines = 5;
    std::vector<std::pair<State, QString>> lines;
    for (const auto &[name, cluster] : m_clusters)
        lines.emplace_back(cluster.state->state, tr("%1: %2").arg(name, cluster.verdict));
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto &first, const auto &second) { return first.first > second.first; });
    QStringList text;
    for (const auto &[state, line] : lines) {
        if (text.size() < MostLines)
            text << line;
    }
    return text.isEmpty() ? tr("Rollcall watches no cluster") : text.join(u'\n');
}

QIcon Tray::icon() const
{
    if (m_clusters.empty())
        return appIcon();
    const Colours &colours = m_theme.colours();
    const State state = worst();
    const int number = count();
    QIcon icon;
    for (const int side : {16, 22, 32, 48, 64}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        const QRectF box = QRectF(0, 0, side, side).adjusted(0.5, 0.5, -0.5, -0.5);
        // The number stands where the letter would.
        const QColor &fill = colours.state(state);
        paintShape(painter, box, shapeOf(state), fill, number > 0 ? fill : colours.card);
        if (number > 0) {
            painter.setRenderHint(QPainter::Antialiasing);
            QFont font = m_theme.font(Theme::Text::Body, true);
            font.setPixelSize(std::max(8, side * (number > 9 ? 5 : 6) / 10));
            painter.setFont(font);
            painter.setPen(colours.card);
            const double down = shapeOf(state) == Shape::Triangle ? side * 0.12 : 0;
            painter.drawText(box.translated(0, down), Qt::AlignCenter | Qt::TextDontClip,
                             number > 99 ? u"99"_s : QString::number(number));
        }
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

void Tray::refresh()
{
    if (!m_icon || !m_isAvailable)
        return;
    m_icon->setIcon(icon());
    m_icon->setToolTip(toolTip());
    m_pause->setChecked(!m_clusters.empty() && std::all_of(m_clusters.begin(), m_clusters.end(), [](const auto &each) {
        return each.second.state->isPaused;
    }));
    m_acknowledge->setEnabled(worst() >= State::Warning);
}

} // namespace rollcall
