// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/WrapLayout.h"

#include <QStyle>
#include <QWidget>
#include <algorithm>

namespace rollcall {

namespace {

bool canGrow(const QLayoutItem &item)
{
    return item.expandingDirections().testFlag(Qt::Horizontal);
}

/// What it needs before the row is broken for it.
int wantedWidth(const QLayoutItem &item)
{
    return std::clamp(item.sizeHint().width(), item.minimumSize().width(), item.maximumSize().width());
}

bool isSpace(const QLayoutItem &item)
{
    return const_cast<QLayoutItem &>(item).spacerItem() != nullptr;
}

} // namespace

struct WrapLayout::Row
{
    std::vector<QLayoutItem *> items;
    std::vector<int> widths;
    int height = 0;
};

WrapLayout::WrapLayout(QWidget *parent) : QLayout(parent) {}

WrapLayout::~WrapLayout() = default;

void WrapLayout::addGap(int width)
{
    addItem(new QSpacerItem(width, 0, QSizePolicy::Fixed, QSizePolicy::Minimum));
}

void WrapLayout::addStretch()
{
    addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum));
}

void WrapLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
    invalidate();
}

QLayoutItem *WrapLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem *WrapLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    const auto at = m_items.begin() + index;
    QLayoutItem *item = at->release();
    m_items.erase(at);
    invalidate();
    return item;
}

Qt::Orientations WrapLayout::expandingDirections() const
{
    const bool isGrowing = std::any_of(m_items.begin(), m_items.end(), [](const auto &item) { return canGrow(*item); });
    return isGrowing ? Qt::Horizontal : Qt::Orientations();
}

QRect WrapLayout::inner(const QRect &rect) const
{
    return rect.marginsRemoved(contentsMargins());
}

auto WrapLayout::rows(int width) const -> std::vector<Row>
{
    std::vector<Row> all;
    int used = 0;
    bool hasWidget = false;
    const int gap = std::max(0, spacing());
    for (const auto &item : m_items) {
        const bool isAir = isSpace(*item);
        if (item->isEmpty() && !isAir)
            continue;
        const int least = isAir ? item->sizeHint().width() : wantedWidth(*item);
        const int before = hasWidget && !isAir ? gap : 0;
        if (all.empty() || (hasWidget && !isAir && used + before + least > width)) {
            all.emplace_back();
            used = 0;
            hasWidget = false;
        }
        // No room at the begin of a row.
        if (isAir && !hasWidget)
            continue;
        used += (hasWidget && !isAir ? gap : 0) + least;
        hasWidget = hasWidget || !isAir;
        all.back().items.push_back(item.get());
        all.back().widths.push_back(std::min(least, width));
    }
    for (Row &row : all) {
        int rest = width;
        bool isFirst = true;
        for (std::size_t i = 0; i < row.items.size(); ++i) {
            rest -= row.widths[i];
            if (!isSpace(*row.items[i]) && !std::exchange(isFirst, false))
                rest -= gap;
        }
        // What can grow first, the stretches then.
        for (const bool ofSpaces : {false, true}) {
            auto left = std::count_if(row.items.begin(), row.items.end(), [ofSpaces](const QLayoutItem *item) {
                return canGrow(*item) && isSpace(*item) == ofSpaces;
            });
            for (std::size_t i = 0; i < row.items.size() && left > 0; ++i) {
                const QLayoutItem &item = *row.items[i];
                if (!canGrow(item) || isSpace(item) != ofSpaces)
                    continue;
                const int share = std::max(0, rest) / static_cast<int>(left--);
                const int grown =
                    ofSpaces ? row.widths[i] + share : std::min(row.widths[i] + share, item.maximumSize().width());
                rest -= grown - row.widths[i];
                row.widths[i] = grown;
            }
        }
        for (std::size_t i = 0; i < row.items.size(); ++i) {
            const QLayoutItem &item = *row.items[i];
            const int height = item.hasHeightForWidth() ? item.heightForWidth(row.widths[i]) : item.sizeHint().height();
            row.height = std::max({row.height, height, item.minimumSize().height()});
        }
    }
    return all;
}

int WrapLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    bool isFirst = true;
    for (const Row &row : rows(width - margins.left() - margins.right()))
        height += row.height + (std::exchange(isFirst, false) ? 0 : std::max(0, spacing()));
    return height;
}

QSize WrapLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    QSize size(0, 0);
    bool isFirst = true;
    for (const auto &item : m_items) {
        const bool isAir = isSpace(*item);
        if (item->isEmpty() && !isAir)
            continue;
        const int before = isAir || std::exchange(isFirst, false) ? 0 : std::max(0, spacing());
        size.rwidth() += before + (isAir ? item->sizeHint().width() : wantedWidth(*item));
        size.setHeight(std::max(size.height(), item->sizeHint().height()));
    }
    return size.grownBy(margins);
}

QSize WrapLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

void WrapLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const QRect area = inner(rect);
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    const int gap = std::max(0, spacing());
    int y = area.top();
    for (const Row &row : rows(area.width())) {
        int x = area.left();
        bool isFirst = true;
        for (std::size_t i = 0; i < row.items.size(); ++i) {
            if (!isSpace(*row.items[i])) {
                x += std::exchange(isFirst, false) ? 0 : gap;
                row.items[i]->setGeometry(QStyle::visualRect(direction, area, QRect(x, y, row.widths[i], row.height)));
            }
            x += row.widths[i];
        }
        y += row.height + gap;
    }
}

} // namespace rollcall
