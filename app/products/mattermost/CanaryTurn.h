// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/mattermost/CanaryNode.h"

#include <functional>
#include <map>
#include <vector>

namespace rollcall::mattermost::canary {

/// One post on one node: with a file, waited for at all that listen, the file read on all others, and the post deleted
/// whatever came of it. Its first form also asks what else a person does: searches, and the page they log in on.
class Turn
{
public:
    struct Plan
    {
        Footing *sender = nullptr;
        std::vector<Footing *> receivers; ///< that listen, the sender among them; all outlive the turn
        std::vector<Footing *> deleters;  ///< who may delete the post when the sender cannot
        Milliseconds wait{5000};          ///< for the message to arrive
        bool isWhole = true;              ///< with file, searches and page; else the message alone
    };
    /// What came of it. Absent latency: not in time.
    struct Outcomes
    {
        bool wasPosted = false;
        std::map<TargetId, std::optional<std::chrono::microseconds>> arrivals;
        std::map<TargetId, QString> files; ///< reader to why not; empty: read. The sender: whether it took the file
    };
    /// Runs once, when everything is over; may destroy the turn.
    using Done = std::function<void(Turn &)>;

    Turn(const CanaryContext &context, Plan plan, Done done);

    void start();
    /// A post was heard at a node.
    void heard(TargetId at, const Event &event);
    const Plan &plan() const { return m_plan; }
    const Outcomes &outcomes() const { return m_outcomes; }

private:
    void upload();
    void post();
    void posted(const HttpResult &http);
    void readFiles();
    void search(const QString &probe, const QString &name, const QString &path, const QString &term, int minimum);
    void askPage();
    void stopWaiting();
    void clearUp(std::size_t deleter);
    void proceed();
    bool isWaiting() const { return m_isWaiting; }

    const CanaryContext &m_context;
    Plan m_plan;
    Done m_done;
    Calls m_calls;
    Outcomes m_outcomes;
    QString m_message;
    QByteArray m_bytes; ///< of the file
    QString m_fileId;
    QString m_postId;
    TimePoint m_sentAt;
    bool m_isWaiting = false;
    bool m_isPosting = false;
    bool m_hasDeleted = false;
    bool m_isDeleting = false;
    int m_open = 0; ///< exchanges other than the post and its deletion
    std::unique_ptr<Timer> m_timer;
};

} // namespace rollcall::mattermost::canary
