// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>

namespace rollcall {

/// Runs `work` on the thread of `worker` and brings what it gives back to `done`, on the thread of `owner`; not when
/// `context` is gone by then. `owner` waits for the worker's thread before it goes, so the way back is by it: the
/// context may be gone.
template <class Answer>
void askWorker(QObject *owner, QObject *worker, QObject *context, std::function<Answer()> work,
               std::function<void(Answer &&)> done)
{
    QMetaObject::invokeMethod(
        worker,
        [owner, context = QPointer<QObject>(context), work = std::move(work), done = std::move(done)] {
            const auto answer = std::make_shared<Answer>(work());
            QMetaObject::invokeMethod(
                owner,
                [context, done, answer] {
                    if (context)
                        done(std::move(*answer));
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace rollcall
