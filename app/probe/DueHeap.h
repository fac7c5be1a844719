// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"

#include <cstddef>
#include <vector>

namespace rollcall {

/// What an item of a DueHeap carries as its member `slot`.
template <class Item>
struct HeapSlot
{
    static constexpr std::size_t Outside = static_cast<std::size_t>(-1);
    std::size_t index = Outside;
};

/// A binary heap of items by their time, earliest first. Items know their place in it, so that one can be moved or
/// taken out in O(log n) without a search. It owns nothing; an item must be removed before it dies.
template <class Item>
class DueHeap
{
public:
    bool isEmpty() const { return m_items.empty(); }
    Item &first() const { return *m_items.front().item; }
    TimePoint firstKey() const { return m_items.front().key; }

    /// Puts it in, or moves it to another time.
    void place(Item &item, TimePoint key)
    {
        std::size_t index = item.slot.index;
        if (index == HeapSlot<Item>::Outside) {
            index = m_items.size();
            m_items.push_back({key, &item});
        } else {
            m_items[index].key = key;
        }
        item.slot.index = index;
        siftDown(siftUp(index));
    }

    void remove(Item &item)
    {
        const std::size_t index = item.slot.index;
        if (index == HeapSlot<Item>::Outside)
            return;
        item.slot.index = HeapSlot<Item>::Outside;
        const Place last = m_items.back();
        m_items.pop_back();
        if (index == m_items.size())
            return;
        put(index, last);
        siftDown(siftUp(index));
    }

private:
    /// The key stands beside the pointer: comparing does not have to fetch the item.
    struct Place
    {
        TimePoint key;
        Item *item;
    };

    void put(std::size_t index, const Place &place)
    {
        m_items[index] = place;
        place.item->slot.index = index;
    }
    std::size_t siftUp(std::size_t index)
    {
        const Place moving = m_items[index];
        while (index > 0) {
            const std::size_t parent = (index - 1) / 2;
            if (m_items[parent].key <= moving.key)
                break;
            put(index, m_items[parent]);
            index = parent;
        }
        put(index, moving);
        return index;
    }
    void siftDown(std::size_t index)
    {
        const Place moving = m_items[index];
        for (;;) {
            std::size_t child = 2 * index + 1;
            if (child >= m_items.size())
                break;
            if (child + 1 < m_items.size() && m_items[child + 1].key < m_items[child].key)
                ++child;
            if (moving.key <= m_items[child].key)
                break;
            put(index, m_items[child]);
            index = child;
        }
        put(index, moving);
    }

    std::vector<Place> m_items;
};

} // namespace rollcall
