// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/CanaryRounds.h"

#include "products/mattermost/CanaryProxy.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::mattermost::canary {

namespace {

/// One round: left for the deletions and the rest once a wait is over.
constexpr Milliseconds TimeToClear = 500ms;
constexpr Milliseconds ShortestWait = 100ms;
/// A post of an interrupted run is that old; a younger one may be of another Rollcall that is at work.
constexpr Milliseconds LeftoverAge = 1min;

} // namespace

Rounds::Rounds(CanaryContext context)
    : m_context(std::move(context)),
      m_ledger(m_context.file),
      m_calls(m_context.http),
      m_timer(m_context.clock.makeTimer([this] { tick(); })),
      m_turnsTimer(m_context.clock.makeTimer([this] { turnsOver(); }))
{
    const ClusterFile &file = *m_context.file;
    for (std::size_t i = 0; i < file.nodes.size(); ++i) {
        const TargetId id{static_cast<int>(i)};
        const Credentials &credentials = m_context.credentials[i];
        const TargetSettings settings = file.settings(id);
        const bool hasLogin = settings.login && credentials.password;
        if (settings.product != "mattermost"_L1 || (!credentials.token && !hasLogin))
            continue;
        m_nodes.push_back(
            std::make_unique<Footing>(m_context, id, [this, id](const Event &event) { heard(id, event); }));
    }
    if (!file.hasProxy() || file.product != "mattermost"_L1)
        return;
    const auto nameOf = [this](const QString &hostname) {
        QString name;
        for (const auto &node : m_nodes) {
            if (node->hostname() != hostname)
                continue;
            if (!name.isEmpty())
                return QString(); // two of that name: nobody can tell
            name = node->settings().name;
        }
        return name;
    };
    m_proxy = std::make_unique<ProxyWay>(m_context, nameOf, [this] { endIfOver(); });
}

Rounds::~Rounds() = default;

void Rounds::start()
{
    m_timer->startAt(m_context.clock.now());
}

void Rounds::setPaused(bool isPaused)
{
    if (std::exchange(m_isPaused, isPaused) == isPaused)
        return;
    if (!isPaused && m_stage == Stage::Resting)
        m_timer->startAt(m_context.clock.now());
}

bool Rounds::isIdle() const
{
    return m_stage == Stage::Resting && !m_timer->isActive();
}

void Rounds::tick()
{
    if (m_stage != Stage::Resting || m_isPaused)
        return;
    m_beganAt = m_context.clock.now();
    m_stage = Stage::Preparing;
    prepareAll();
}

void Rounds::prepareAll()
{
    std::vector<Footing *> present;
    for (const auto &node : m_nodes) {
        const TargetId id = node->target();
        if (m_context.takesPart(id)) {
            if (m_present.insert(id).second)
                m_ledger.forgetStreaks(id); // what was lost while it was away says nothing
            present.push_back(node.get());
        } else if (m_present.erase(id) > 0) {
            node->leave();
        }
    }
    m_preparing = static_cast<int>(present.size());
    for (Footing *node : present) {
        node->prepare([this] {
            if (--m_preparing == 0)
                prepared();
        });
    }
    if (present.empty())
        end();
}

void Rounds::prepared()
{
    if (m_stage == Stage::Confirming) {
        post(std::exchange(m_doubtful, {}), false);
        return;
    }
    clearLeftovers();
    if (m_proxy && m_context.takesPart(m_context.file->proxyId())) {
        std::optional<Secret> token = m_context.credentials[m_context.file->proxyId().index()].token;
        for (const auto &node : m_nodes) {
            if (!token)
                token = node->token();
        }
        if (token)
            m_proxy->tryOnce(*token);
    } else if (m_proxy) {
        m_proxy->leave();
    }
    std::vector<Footing *> senders;
    if (m_context.isOneRound) {
        for (const auto &node : m_nodes) {
            if (node->canPost() && m_present.contains(node->target()))
                senders.push_back(node.get());
        }
    } else if (Footing *sender = nextSender()) {
        senders.push_back(sender);
    }
    m_doubtful.clear();
    post(senders, true);
}

/// In turn; but first the one whose post was lost somewhere.
Footing *Rounds::nextSender()
{
    std::vector<Footing *> able;
    for (const auto &node : m_nodes) {
        if (node->canPost() && m_present.contains(node->target()))
            able.push_back(node.get());
    }
    if (able.empty())
        return nullptr;
    for (Footing *node : able) {
        if (std::find(m_doubtful.begin(), m_doubtful.end(), node) != m_doubtful.end())
            return node;
    }
    const auto after = std::find_if(able.begin(), able.end(),
                                    [this](const Footing *node) { return node->target().value > m_lastSender.value; });
    Footing *sender = after == able.end() ? able.front() : *after;
    m_lastSender = sender->target();
    return sender;
}

void Rounds::clearLeftovers()
{
    if (m_hasCleared)
        return;
    const auto able = std::find_if(m_nodes.begin(), m_nodes.end(), [](const auto &node) { return node->canPost(); });
    if (able == m_nodes.end())
        return;
    m_hasCleared = true;
    Footing *node = able->get();
    m_calls.ask(node->request("GET", u"/api/v4/channels/%1/posts"_s.arg(node->channelId())), [this,
                                                                                              node](HttpResult &&http) {
        std::vector<QString> ids;
        if (http.status == 200)
            ids = readLeftovers(http.body, node->account().id, m_context.clock.utc(), LeftoverAge);
        for (const QString &id : ids) {
            m_calls.ask(node->request("DELETE", u"/api/v4/posts/%1"_s.arg(id)), [this](HttpResult &&) { endIfOver(); });
        }
        endIfOver();
    });
}

Milliseconds Rounds::waitFor() const
{
    const Milliseconds timeout = m_context.file->timeout;
    if (!m_context.isOneRound)
        return timeout;
    const int phases = m_stage != Stage::Confirming && m_context.retries ? 2 : 1;
    const auto left = std::chrono::duration_cast<Milliseconds>(m_context.endBy - m_context.clock.now()) / phases;
    return std::clamp(left - TimeToClear, ShortestWait, std::max(timeout, ShortestWait));
}

void Rounds::post(const std::vector<Footing *> &senders, bool isWhole)
{
    Turn::Plan plan;
    for (const auto &node : m_nodes) {
        if (node->isListening() && m_present.contains(node->target()))
            plan.receivers.push_back(node.get());
    }
    plan.wait = waitFor();
    plan.isWhole = isWhole;
    if (m_stage == Stage::Preparing)
        m_stage = Stage::Posting;
    for (Footing *sender : senders) {
        if (!sender->canPost())
            continue;
        plan.sender = sender;
        plan.deleters.clear();
        for (const auto &node : m_nodes) {
            if (node.get() != sender && node->canPost() && m_present.contains(node->target()))
                plan.deleters.push_back(node.get());
        }
        m_turns.push_back(std::make_unique<Turn>(m_context, plan, [this](Turn &turn) { turnOver(turn); }));
    }
    for (const auto &turn : m_turns)
        turn->start();
    if (m_turns.empty())
        m_turnsTimer->startAt(m_context.clock.now());
}

void Rounds::heard(TargetId at, const Event &event)
{
    for (const auto &turn : m_turns)
        turn->heard(at, event);
}

/// It is inside one of its own calls: judged and destroyed from the event loop.
void Rounds::turnOver(Turn &turn)
{
    const auto place =
        std::find_if(m_turns.begin(), m_turns.end(), [&turn](const auto &each) { return each.get() == &turn; });
    m_overTurns.push_back(std::move(*place));
    m_turns.erase(place);
    if (m_turns.empty())
        m_turnsTimer->startAt(m_context.clock.now());
}

void Rounds::judge(const Turn &turn)
{
    const TargetId from = turn.plan().sender->target();
    const Turn::Outcomes &outcomes = turn.outcomes();
    for (const auto &[node, failure] : outcomes.files)
        m_ledger.recordFile(from, node, failure);
    if (!outcomes.wasPosted)
        return;
    bool isDoubtful = false;
    for (Footing *receiver : turn.plan().receivers) {
        const TargetId to = receiver->target();
        const auto &latency = outcomes.arrivals.at(to);
        // Whose WebSocket ended meanwhile, or who is going away, proves nothing.
        if (!latency && (!receiver->isListening() || !m_context.takesPart(to) || !m_context.takesPart(from)))
            continue;
        m_ledger.record(from, to, latency);
        isDoubtful = isDoubtful || (!latency && m_ledger.lostInARow(from, to) == 1);
    }
    if (isDoubtful && m_context.retries)
        m_doubtful.push_back(turn.plan().sender);
}

void Rounds::turnsOver()
{
    std::vector<std::unique_ptr<Turn>> over = std::exchange(m_overTurns, {});
    std::set<Footing *> concerned;
    std::set<Footing *> deaf;
    std::set<Footing *> stored;
    for (const auto &turn : over) {
        judge(*turn);
        for (Footing *receiver : turn->plan().receivers) {
            concerned.insert(receiver);
            if (turn->outcomes().wasPosted && !turn->outcomes().arrivals.at(receiver->target()))
                deaf.insert(receiver);
        }
        if (!turn->outcomes().files.empty()) {
            // Who is at fault may be another node than the one that was asked.
            for (const auto &node : m_nodes)
                stored.insert(node.get());
        }
    }
    for (const auto &node : m_nodes) {
        const DeliveryFact arrived = m_ledger.arrivedAt(node->target());
        if (concerned.contains(node.get()) && !arrived.deliveries.empty())
            node->voice().tell(u"canary.delivery"_s, {arrived});
        if (stored.contains(node.get()) && m_present.contains(node->target()))
            node->voice().tell(u"canary.file"_s, {m_ledger.fileStoreOf(node->target())});
        if (deaf.contains(node.get()))
            node->dropSocket();
    }
    const bool hasTime = m_context.clock.now() + TimeToClear + ShortestWait < m_context.endBy;
    if (m_context.isOneRound && m_stage == Stage::Posting && !m_doubtful.empty() && hasTime) {
        m_stage = Stage::Confirming;
        prepareAll();
        return;
    }
    if (m_context.isOneRound)
        logOutAll();
    else
        end();
}

void Rounds::logOutAll()
{
    m_stage = Stage::LoggingOut;
    m_preparing = static_cast<int>(m_nodes.size());
    for (const auto &node : m_nodes) {
        node->logOut([this] {
            if (--m_preparing == 0)
                end();
        });
    }
    if (m_nodes.empty())
        end();
}

void Rounds::end()
{
    m_stage = Stage::Resting;
    if (m_context.isOneRound) {
        endIfOver();
        return;
    }
    const Canary &canary = *m_context.file->canary;
    const TimePoint now = m_context.clock.now();
    TimePoint next = std::max(m_beganAt + canary.interval, now + 1s);
    if (!m_doubtful.empty())
        next = std::min(next, now + std::max<Milliseconds>(m_context.file->retryAfter, 1s));
    else if (m_present.empty())
        next = std::min(next, now + std::max<Milliseconds>(m_context.file->interval, 1s));
    m_timer->startAt(next);
}

/// One round: over once nothing is on its way.
void Rounds::endIfOver()
{
    const bool isOver =
        m_stage == Stage::Resting && !m_timer->isActive() && m_calls.isEmpty() && !(m_proxy && m_proxy->isTrying());
    if (m_context.isOneRound && isOver && m_context.finished)
        std::exchange(m_context.finished, nullptr)();
}

} // namespace rollcall::mattermost::canary

namespace rollcall::mattermost {

std::unique_ptr<CanaryPatrol> makeCanary(CanaryContext context)
{
    if (!context.file->canary)
        return nullptr;
    auto rounds = std::make_unique<canary::Rounds>(std::move(context));
    return rounds->isNeeded() ? std::move(rounds) : nullptr;
}

QString canaryRemark(const ClusterFile &file)
{
    bool isAble = false;
    for (std::size_t i = 0; i < file.nodes.size(); ++i) {
        const TargetSettings settings = file.settings(TargetId{static_cast<int>(i)});
        isAble = isAble || (settings.product == "mattermost"_L1 && (settings.token || settings.login));
    }
    if (!isAble)
        return u"it needs a token or a login; nothing is posted"_s;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(file.canary->interval).count();
    return u"1 message and 1 file of 1 KiB every %1 s, deleted afterwards, in channel %2; a bot account is "
           u"recommended; "
           "it needs create_post, upload_file, delete_post, read_channel, join_public_channels"_s.arg(
               QString::number(seconds), file.canary->channel);
}

} // namespace rollcall::mattermost
