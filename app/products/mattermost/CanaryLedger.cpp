// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/CanaryLedger.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost::canary {

void Ledger::record(TargetId from, TargetId to, std::optional<std::chrono::microseconds> latency)
{
    Pair &pair = m_pairs[{to, from}];
    pair.isLost.push_back(!latency);
    if (pair.isLost.size() > Window)
        pair.isLost.pop_front();
    pair.lostInARow = latency ? 0 : pair.lostInARow + 1;
    if (latency)
        pair.latency = latency;
}

int Ledger::lostInARow(TargetId from, TargetId to) const
{
    const auto pair = m_pairs.find({to, from});
    return pair == m_pairs.end() ? 0 : pair->second.lostInARow;
}

void Ledger::forgetStreaks(TargetId node)
{
    for (auto &[names, pair] : m_pairs) {
        if (names.first == node || names.second == node)
            pair.lostInARow = 0;
    }
}

DeliveryFact Ledger::arrivedAt(TargetId to) const
{
    DeliveryFact fact;
    for (const auto &[names, pair] : m_pairs) {
        if (names.first != to)
            continue;
        const auto lost = std::count(pair.isLost.begin(), pair.isLost.end(), true);
        fact.deliveries.push_back({m_file->targetName(names.second), pair.latency, static_cast<int>(pair.isLost.size()),
                                   static_cast<int>(lost), pair.lostInARow});
    }
    return fact;
}

void Ledger::recordFile(TargetId from, TargetId to, const QString &failure)
{
    m_files[{to, from}] = failure;
}

bool Ledger::isSourceAtFault(TargetId from) const
{
    int readers = 0;
    for (const auto &[names, failure] : m_files) {
        if (names.second != from || names.first == from)
            continue;
        if (failure.isEmpty())
            return false;
        ++readers;
    }
    // With one reader it could be either; the reader is the one that was seen to fail.
    return readers > 1;
}

ComponentsFact Ledger::fileStoreOf(TargetId node) const
{
    Component store{u"filestore"_s, true, {}};
    for (const auto &[names, failure] : m_files) {
        if (failure.isEmpty() || !store.ok)
            continue;
        const auto &[to, from] = names;
        if (to == node && from == node) {
            store = {u"filestore"_s, false, u"a file cannot be stored here: %1"_s.arg(failure)};
        } else if (to == node && !isSourceAtFault(from)) {
            store = {u"filestore"_s, false,
                     u"a file uploaded on %1 cannot be read here: %2"_s.arg(m_file->targetName(from), failure)};
        } else if (from == node && to != node && isSourceAtFault(node)) {
            store = {u"filestore"_s, false,
                     u"a file uploaded here cannot be read on %1: %2"_s.arg(m_file->targetName(to), failure)};
        }
    }
    return {{store}};
}

} // namespace rollcall::mattermost::canary
