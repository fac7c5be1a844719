// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FixtureClusters.h"

#include <QFileInfo>

namespace rollcall::test {

ClusterKey FixtureClusters::add(ClusterFixture fixture, const QString &path, const QString &notice)
{
    const ClusterKey key{m_next++};
    auto entry = std::make_unique<Entry>(Entry{key, path, notice, std::move(fixture), {}});
    entry->state = entry->fixture.state();
    m_entries.push_back(std::move(entry));
    Q_EMIT opened(key);
    return key;
}

void FixtureClusters::publish(ClusterKey key)
{
    publish(key, entry(key).fixture.state());
}

void FixtureClusters::publish(ClusterKey key, ClusterStatePtr state)
{
    entry(key).state = std::move(state);
    Q_EMIT changed(key);
}

std::vector<ClusterKey> FixtureClusters::keys() const
{
    std::vector<ClusterKey> all;
    for (const auto &entry : m_entries)
        all.push_back(entry->key);
    return all;
}

std::vector<Answer> FixtureClusters::lastAnswers(ClusterKey key, TargetId target) const
{
    return entry(key).fixture.answers(target.value);
}

void FixtureClusters::setPaused(ClusterKey key, bool isPaused)
{
    entry(key).fixture.isPaused = isPaused;
    publish(key);
}

Result<ClusterKey> FixtureClusters::open(const QString &path)
{
    for (const auto &entry : m_entries) {
        if (entry->path == path)
            return entry->key;
    }
    const Result<ClusterFile> file = ClusterFile::load(path);
    if (!file)
        return file.error();
    ClusterFixture fixture(file.value().name, static_cast<int>(file.value().nodes.size()), m_clock, false);
    return add(std::move(fixture), path);
}

void FixtureClusters::close(ClusterKey key)
{
    std::erase_if(m_entries, [key](const auto &entry) { return entry->key == key; });
    Q_EMIT closed(key);
}

Result<void> FixtureClusters::reload(ClusterKey key)
{
    reloaded.push_back(key);
    return {};
}

Result<void> FixtureClusters::setGoroutineThreshold(ClusterKey key, int threshold)
{
    if (!thresholdError.isEmpty())
        return Error{QStringLiteral("refused"), thresholdError};
    thresholds.push_back(threshold);
    fixture(key).file.rules.goroutineThreshold = threshold;
    publish(key);
    return {};
}

FixtureClusters::Entry &FixtureClusters::entry(ClusterKey key) const
{
    return **std::find_if(m_entries.begin(), m_entries.end(), [key](const auto &entry) { return entry->key == key; });
}

} // namespace rollcall::test
