// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Prompts.h"
#include "ui/models/OpenClusters.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QAction;
class QPushButton;
class QVBoxLayout;

namespace rollcall {

class NoticeBar;
class PageHead;

/// What every page is given.
struct PageContext
{
    OpenClusters &clusters;
    Theme &theme;
    Prompts &prompts;
};

/// One page of the window: one file, and one line in MainWindow.cpp. A page follows the clusters' signals by itself.
class Page : public QWidget
{
    Q_OBJECT

public:
    explicit Page(const PageContext &context, QWidget *parent = nullptr)
        : QWidget(parent), m_clusters(context.clusters), m_theme(context.theme), m_prompts(context.prompts)
    {}

    /// Stable, English; also the object name.
    virtual QString id() const = 0;
    /// For the window's title and the command palette.
    virtual QString title() const = 0;
    /// The cluster it shows; invalid when it shows all.
    virtual ClusterKey cluster() const { return {}; }
    /// The node it shows, or invalid.
    virtual TargetId target() const { return {}; }
    /// The cluster that was looked at before this page is entered; invalid: none is open.
    virtual void showCluster(ClusterKey) {}
    /// It became the current page.
    virtual void entered() {}
    /// A second went by while it is the current page: ages may have to be written anew.
    virtual void tick() {}
    /// Takes Escape for itself (clears a filter); false: the window goes back.
    virtual bool takeEscape() { return false; }
    /// The field that `/` leads to, or nullptr.
    virtual QWidget *filterField() { return nullptr; }
    virtual void setWall(bool) {}

Q_SIGNALS:
    void nodeWanted(rollcall::ClusterKey cluster, rollcall::TargetId target);
    void backWanted();
    /// To be said to assistive technology and shown for a moment.
    void announced(const QString &text);

protected:
    /// A button of the page's head: pressed by Enter as well, found by its name.
    QPushButton *makeButton(const QString &text, const QString &name, const QString &tip);
    /// With the way back, found by `backName`, and the title, found by `titleName`.
    PageHead *makeHead(const QString &backName, const QString &titleName);
    /// The notices across the page, and below them the room for all else, with the margins of a page; `spacing` and
    /// the margin at its `bottom` in units of the theme.
    QVBoxLayout *makeBody(double spacing, double bottom);

    OpenClusters &m_clusters;
    Theme &m_theme;
    Prompts &m_prompts;
    NoticeBar *m_notices = nullptr; ///< made by makeBody(), or by the page itself
};

} // namespace rollcall
