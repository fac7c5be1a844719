// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/Watch.h"

#include "watch/WatchPrivate.h"

namespace rollcall {

Watch::Watch(ClusterFile file, Clock &clock, HttpClient &http, SecretStores secrets, Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, std::move(file), clock, http, secrets, std::move(options)))
{}

Watch::~Watch() = default;

void Watch::start()
{
    d->start();
}

void Watch::setPaused(bool isPaused)
{
    d->setPaused(isPaused);
}

bool Watch::isPaused() const
{
    return d->isPaused();
}

void Watch::probeNow(TargetId target)
{
    d->probeNow(target);
}

void Watch::rememberGoroutines(const QString &node, std::span<const GoroutinePast::Remembered> values)
{
    d->rememberGoroutines(node, values);
}

void Watch::setFile(ClusterFile file)
{
    d->setFile(std::move(file));
}

ClusterStatePtr Watch::state() const
{
    return d->state();
}

const ClusterFile &Watch::file() const
{
    return d->file();
}

QStringList Watch::problems() const
{
    return d->problems();
}

std::vector<Answer> Watch::lastAnswers(TargetId target) const
{
    return d->lastAnswers(target);
}

std::vector<Milliseconds> Watch::takeLateness()
{
    return d->takeLateness();
}

} // namespace rollcall
