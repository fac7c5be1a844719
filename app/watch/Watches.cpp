// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/Watches.h"

#include "history/HistoryFolders.h"
#include "watch/OwnPast.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <algorithm>

namespace rollcall {

struct Watches::Private
{
    Private(Clock &theClock, HttpClient &theHttp, SecretStores theSecrets, const QString &theHistoryFolder)
        : clock(theClock), http(theHttp), secrets(theSecrets), historyFolder(theHistoryFolder)
    {}

    Clock &clock;
    HttpClient &http;
    SecretStores secrets;
    QString historyFolder;
    QTemporaryDir passing; ///< for the history of clusters without a file
    int passed = 0;        ///< how many of them there were
    std::vector<std::unique_ptr<Entry>> entries;
};

namespace {

/// One file has one path, however it was written; also while it does not exist.
QString uniquePath(const QString &path)
{
    const QFileInfo file(path);
    const QString canonical = file.canonicalFilePath();
    return canonical.isEmpty() ? file.absoluteFilePath() : canonical;
}

} // namespace

Watches::Watches(Clock &clock, HttpClient &http, SecretStores secrets, const QString &historyFolder, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(clock, http, secrets, historyFolder))
{}

Watches::~Watches() = default;

const Clock &Watches::clock() const
{
    return d->clock;
}

int Watches::count() const
{
    return static_cast<int>(d->entries.size());
}

const Watches::Entry &Watches::at(int index) const
{
    return *d->entries.at(static_cast<std::size_t>(index));
}

int Watches::indexOf(const QString &path) const
{
    if (path.isEmpty())
        return -1;
    const QString unique = uniquePath(path);
    for (std::size_t i = 0; i < d->entries.size(); ++i) {
        if (d->entries[i]->path == unique)
            return static_cast<int>(i);
    }
    return -1;
}

Result<int> Watches::open(const QString &path)
{
    if (const int index = indexOf(path); index >= 0)
        return index;
    Result<ClusterFile> file = ClusterFile::load(path);
    if (!file)
        return file.error();
    return insert(std::move(file).value(), uniquePath(path), QString());
}

int Watches::add(ClusterFile file, const QString &notice)
{
    return insert(std::move(file), QString(), notice);
}

int Watches::insert(ClusterFile file, const QString &path, const QString &notice)
{
    auto entry = std::make_unique<Entry>();
    entry->path = path;
    entry->notice = notice;
    Watch::Options options;
    if (!d->historyFolder.isEmpty()) {
        const QString folder = path.isEmpty() ? d->passing.filePath(QString::number(d->passed++))
                                              : historyfolders::ofFile(d->historyFolder, file.name, path);
        entry->history = std::make_unique<ClusterHistory>(folder, file, d->clock);
        options.history = entry->history.get();
    }
    entry->watch = std::make_unique<Watch>(std::move(file), d->clock, d->http, d->secrets, std::move(options));
    Watch *watch = entry->watch.get();
    connect(watch, &Watch::stateChanged, this, [this, watch] {
        const auto it =
            std::ranges::find_if(d->entries, [watch](const auto &known) { return known->watch.get() == watch; });
        Q_EMIT changed(static_cast<int>(it - d->entries.begin()));
    });
    d->entries.push_back(std::move(entry));
    const int index = count() - 1;
    watch->start();
    if (const auto &history = d->entries.back()->history)
        rememberOwnPast(*history, *watch);
    Q_EMIT opened(index);
    return index;
}

void Watches::close(int index)
{
    const auto it = d->entries.begin() + index;
    // It may be closed from within one of its own signals.
    std::unique_ptr<Entry> entry = std::move(*it);
    d->entries.erase(it);
    entry->watch->disconnect(this);
    entry->watch->setPaused(true);
    Watch *watch = entry->watch.release();
    watch->setParent(this); // should the event loop end before it comes to that
    watch->deleteLater();
    if (ClusterHistory *history = entry->history.release()) {
        // Told by the watch, so it goes after it.
        history->disconnect();
        history->setParent(watch);
    }
    Q_EMIT closed(index);
}

Result<void> Watches::reload(int index)
{
    Entry &entry = *d->entries.at(static_cast<std::size_t>(index));
    if (entry.path.isEmpty())
        return Error{QStringLiteral("watch.no_file"), QStringLiteral("this cluster has no file of its own")};
    Result<ClusterFile> file = ClusterFile::load(entry.path);
    if (!file)
        return file.error();
    takeUp(index, std::move(file).value());
    return {};
}

Result<void> Watches::setGoroutineThreshold(int index, int threshold)
{
    Entry &entry = *d->entries.at(static_cast<std::size_t>(index));
    ClusterFile file = entry.watch->file();
    if (!entry.path.isEmpty()) {
        // As it is on the disk now: what somebody else changed there is not lost.
        Result<ClusterFile> stored = ClusterFile::load(entry.path);
        if (!stored)
            return stored.error();
        file = std::move(stored).value();
    }
    file.rules.goroutineThreshold = threshold;
    if (!entry.path.isEmpty()) {
        if (Result<void> saved = file.save(entry.path); !saved)
            return saved;
    }
    takeUp(index, std::move(file));
    return {};
}

void Watches::takeUp(int index, ClusterFile file)
{
    const Entry &entry = *d->entries.at(static_cast<std::size_t>(index));
    if (entry.history)
        entry.history->setFile(file);
    entry.watch->setFile(std::move(file));
    Q_EMIT changed(index);
}

} // namespace rollcall
