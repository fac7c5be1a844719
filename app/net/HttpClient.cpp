// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"

#include "net/CurlExchange.h"
#include "net/SocketPoll.h"

#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTimer>
#include <deque>
#include <limits>
#include <unordered_map>

namespace rollcall {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// libcurl walks the connection cache of its multi handle for each exchange. Measured at 10,000 hosts: 110 us a request
/// with 1,000 hosts on each handle, 95 with 320, 57 with 64; below that the handles' own tables cost more again.
constexpr int HostsPerMulti = 64;
constexpr int MostMultis = 256;
constexpr int MostKept = 3 * HostsPerMulti; ///< connections of one; a node has two ports
/// Handles without a request, ready for the next; and how many handles with one are kept per expected target.
constexpr std::size_t MostBlank = 32;
constexpr int HandlesPerTarget = 4;
constexpr int MostHandles = 12000;
/// How long one event may work before it lets the window have its turn. Starting comes first and is bounded tighter:
/// a sweep over hundreds of nodes opens hundreds of connections at once.
constexpr qint64 StartBudget = 1'500'000; // nanoseconds
constexpr qint64 TurnBudget = 4'000'000;

constexpr qint64 Never = std::numeric_limits<qint64>::max();

void initCurlOnce()
{
    static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_UNUSED(done)
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const int standard = a.scheme() == "https"_L1 ? 443 : 80;
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port(standard) == b.port(standard);
}

class CurlClient;

/// What the owner of an exchange holds. The exchange itself is the client's, to be used again.
class CurlCall final : public HttpCall
{
public:
    CurlCall(CurlClient &client, CurlExchange *exchange, HttpClient::Finished callback)
        : finished(std::move(callback)), m_client(client), m_exchange(exchange)
    {}
    ~CurlCall() override;
    void cancel() override;
    /// The exchange is over, or the client is.
    void letGo() { m_exchange = nullptr; }
    void setExchange(CurlExchange *exchange) { m_exchange = exchange; }

    HttpClient::Finished finished;
    TimePoint sentAt;
    QDateTime sentUtc;
    int redirects = 0; ///< followed so far

private:
    CurlClient &m_client;
    CurlExchange *m_exchange;
};

/// One multi handle with its share of the hosts.
struct CurlMulti
{
    CURLM *handle = nullptr;
    CurlClient *client = nullptr;
    qint64 due = Never; ///< when curl wants to be called without a socket event
    int running = 0;
    bool isTouched = false; ///< curl worked on it: something may have ended
    bool isRetired = false; ///< closeConnections() was called: goes when its last exchange ends
};

class CurlClient final : public HttpClient
{
public:
    CurlClient(Clock &clock, int expectedTargets);
    ~CurlClient() override;
    std::unique_ptr<HttpCall> start(std::shared_ptr<const HttpRequest> request, Finished finished) override;
    void expectTargets(int targets) override;
    void closeConnections() override;

    void drop(CurlExchange *exchange);
    void cancel(CurlExchange *exchange);

private:
    static int onSocket(CURL *, curl_socket_t socket, int what, void *multi, void *);
    static int onTimer(CURLM *, long wait, void *multi);

    std::unique_ptr<CurlMulti> makeMulti();
    void freeMulti(CurlMulti &multi);
    CurlMulti &multiFor(const CurlExchange &exchange);
    CurlExchange *take(std::shared_ptr<const HttpRequest> request);
    void recycle(CurlExchange *exchange);
    void evictOldest();
    void enqueue(CurlExchange *exchange);
    void leave(CurlExchange *exchange);

    void turn();
    void startQueued();
    void driveSockets();
    void driveTimers();
    void drive(CurlMulti &multi, curl_socket_t socket, int what);
    void harvest();
    void freeRetired();
    void deliver();
    bool follow(CurlExchange *exchange);
    void arm();

    Clock &m_clock;
    QElapsedTimer m_elapsed;
    qint64 m_turnStarted = 0;
    SocketPoll m_sockets;
    QSocketNotifier m_notifier;
    QTimer m_timer;
    qint64 m_armedFor = Never;
    std::size_t m_mostIdle = 0;

    std::vector<std::unique_ptr<CurlMulti>> m_multis;
    std::vector<std::unique_ptr<CurlMulti>> m_retired;
    std::vector<CurlMulti *> m_touched;
    std::vector<std::unique_ptr<CurlExchange>> m_active; ///< by CurlExchange::slot
    std::deque<CurlExchange *> m_queue;                  ///< to be given to curl
    std::deque<CurlExchange *> m_done;                   ///< to be delivered
    /// Handles by the request they are set up for, each with its age in m_idleOrder.
    struct Idle
    {
        std::unique_ptr<CurlExchange> exchange;
        quint64 age = 0;
    };
    std::unordered_map<const HttpRequest *, Idle> m_idle;
    std::deque<std::pair<const HttpRequest *, quint64>> m_idleOrder; ///< oldest first; entries may be outdated
    quint64 m_age = 0;
    std::vector<std::unique_ptr<CurlExchange>> m_blank;
    /// False once this is destroyed, which may happen inside a callback.
    std::shared_ptr<bool> m_isAlive = std::make_shared<bool>(true);
};

CurlCall::~CurlCall()
{
    if (m_exchange)
        m_client.drop(m_exchange);
}

void CurlCall::cancel()
{
    if (m_exchange)
        m_client.cancel(m_exchange);
}

CurlClient::CurlClient(Clock &clock, int expectedTargets)
    : m_clock(clock), m_notifier(m_sockets.descriptor(), QSocketNotifier::Read)
{
    m_elapsed.start();
    CurlClient::expectTargets(expectedTargets);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        m_armedFor = Never;
        turn();
    });
    QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { turn(); });
}

void CurlClient::expectTargets(int targets)
{
    const int expected = std::clamp(targets, 1, 1'000'000);
    const auto count = std::size_t(std::clamp((expected + HostsPerMulti - 1) / HostsPerMulti, 1, MostMultis));
    m_mostIdle = std::max(m_mostIdle, std::size_t(std::clamp(HandlesPerTarget * expected, 64, MostHandles)));
    while (m_multis.size() < count)
        m_multis.push_back(makeMulti());
}

CurlClient::~CurlClient()
{
    *m_isAlive = false;
    for (const auto &exchange : m_active) {
        if (exchange->call)
            static_cast<CurlCall *>(exchange->call)->letGo();
        if (exchange->state == CurlExchange::State::Running)
            curl_multi_remove_handle(static_cast<CurlMulti *>(exchange->multi)->handle, exchange->easy());
    }
    m_active.clear();
    m_idle.clear();
    m_blank.clear();
    for (const auto &multi : m_multis)
        freeMulti(*multi);
    for (const auto &multi : m_retired)
        freeMulti(*multi);
}

std::unique_ptr<CurlMulti> CurlClient::makeMulti()
{
    auto multi = std::make_unique<CurlMulti>();
    multi->handle = curl_multi_init();
    multi->client = this;
    const auto set = [&](CURLMoption option, auto value) { curl_multi_setopt(multi->handle, option, value); };
    set(CURLMOPT_SOCKETFUNCTION, &CurlClient::onSocket);
    set(CURLMOPT_SOCKETDATA, static_cast<void *>(multi.get()));
    set(CURLMOPT_TIMERFUNCTION, &CurlClient::onTimer);
    set(CURLMOPT_TIMERDATA, static_cast<void *>(multi.get()));
    set(CURLMOPT_MAXCONNECTS, long(MostKept));
    return multi;
}

void CurlClient::freeMulti(CurlMulti &multi)
{
    curl_multi_cleanup(multi.handle);
    multi.handle = nullptr;
}

int CurlClient::onSocket(CURL *, curl_socket_t socket, int what, void *multi, void *)
{
    std::uint32_t wanted = 0;
    if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
        wanted |= SocketPoll::Read;
    if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
        wanted |= SocketPoll::Write;
    static_cast<CurlMulti *>(multi)->client->m_sockets.want(socket, wanted, multi);
    return 0;
}

int CurlClient::onTimer(CURLM *, long wait, void *data)
{
    auto *multi = static_cast<CurlMulti *>(data);
    multi->due = wait < 0 ? Never : multi->client->m_elapsed.elapsed() + wait;
    return 0;
}

CurlMulti &CurlClient::multiFor(const CurlExchange &exchange)
{
    return *m_multis[exchange.place() % m_multis.size()];
}

std::unique_ptr<HttpCall> CurlClient::start(std::shared_ptr<const HttpRequest> request, Finished finished)
{
    CurlExchange *exchange = take(std::move(request));
    auto call = std::make_unique<CurlCall>(*this, exchange, std::move(finished));
    call->sentAt = m_clock.now();
    call->sentUtc = m_clock.utc();
    exchange->call = call.get();
    enqueue(exchange);
    return call;
}

/// A handle that is set up for this request, from the last time if possible.
CurlExchange *CurlClient::take(std::shared_ptr<const HttpRequest> request)
{
    std::unique_ptr<CurlExchange> exchange;
    QString problem;
    if (const auto known = m_idle.find(request.get()); known != m_idle.end()) {
        exchange = std::move(known->second.exchange);
        m_idle.erase(known);
    } else {
        if (m_blank.empty() && m_idle.size() >= m_mostIdle)
            evictOldest();
        if (!m_blank.empty()) {
            exchange = std::move(m_blank.back());
            m_blank.pop_back();
        } else {
            exchange = std::make_unique<CurlExchange>(m_sockets);
        }
        problem = exchange->setUp(std::move(request));
    }
    exchange->begin();
    exchange->state = CurlExchange::State::Queued;
    if (!problem.isEmpty()) {
        exchange->fail(NetFailure::BadRequest, problem);
        exchange->state = CurlExchange::State::Done;
    }
    exchange->slot = m_active.size();
    m_active.push_back(std::move(exchange));
    return m_active.back().get();
}

void CurlClient::enqueue(CurlExchange *exchange)
{
    (exchange->state == CurlExchange::State::Queued ? m_queue : m_done).push_back(exchange);
    arm();
}

/// Out of curl and out of the queues.
void CurlClient::leave(CurlExchange *exchange)
{
    switch (exchange->state) {
    case CurlExchange::State::Idle:
        break;
    case CurlExchange::State::Queued:
        std::erase(m_queue, exchange);
        break;
    case CurlExchange::State::Running: {
        auto *multi = static_cast<CurlMulti *>(exchange->multi);
        curl_multi_remove_handle(multi->handle, exchange->easy());
        --multi->running;
        break;
    }
    case CurlExchange::State::Done:
        std::erase(m_done, exchange);
        break;
    }
    exchange->state = CurlExchange::State::Idle;
}

/// Takes it out of the active ones and keeps it for the next run of the same request, if there can be one.
void CurlClient::recycle(CurlExchange *exchange)
{
    std::unique_ptr<CurlExchange> owned = std::move(m_active[exchange->slot]);
    if (owned->slot + 1 != m_active.size()) {
        m_active[owned->slot] = std::move(m_active.back());
        m_active[owned->slot]->slot = owned->slot;
    }
    m_active.pop_back();
    owned->state = CurlExchange::State::Idle;
    owned->call = nullptr;
    if (owned->result().failure != NetFailure::None)
        return;                              // what curl remembers of a failure must not explain the next one
    if (owned->request().use_count() == 1) { // nobody can ask for it again
        if (m_blank.size() < MostBlank) {
            owned->clear();
            m_blank.push_back(std::move(owned));
        }
        return;
    }
    const HttpRequest *request = owned->request().get();
    const auto [place, isNew] = m_idle.try_emplace(request);
    if (!isNew)
        return; // two runs of one request at the same time: one handle is enough
    place->second = {std::move(owned), ++m_age};
    m_idleOrder.emplace_back(request, m_age);
    // One step for each step keeps the list short: what was used again, or has no owner any more, goes.
    for (int i = 0; i < 2 && !m_idleOrder.empty(); ++i) {
        const auto &[oldest, age] = m_idleOrder.front();
        const auto found = m_idle.find(oldest);
        const bool isOutdated = found == m_idle.end() || found->second.age != age;
        if (!isOutdated && found->second.exchange->request().use_count() > 1 && m_idle.size() <= m_mostIdle)
            break;
        if (!isOutdated)
            m_idle.erase(found);
        m_idleOrder.pop_front();
    }
}

void CurlClient::evictOldest()
{
    while (!m_idleOrder.empty()) {
        const auto [oldest, age] = m_idleOrder.front();
        m_idleOrder.pop_front();
        const auto found = m_idle.find(oldest);
        if (found == m_idle.end() || found->second.age != age)
            continue;
        found->second.exchange->clear();
        m_blank.push_back(std::move(found->second.exchange));
        m_idle.erase(found);
        return;
    }
}

void CurlClient::drop(CurlExchange *exchange)
{
    leave(exchange);
    exchange->fail(NetFailure::Cancelled, {}); // so that the handle, stopped half-way, is not used again
    recycle(exchange);
}

void CurlClient::cancel(CurlExchange *exchange)
{
    if (exchange->state == CurlExchange::State::Done)
        std::erase(m_done, exchange);
    else
        leave(exchange);
    exchange->fail(NetFailure::Cancelled, u"cancelled"_s);
    exchange->state = CurlExchange::State::Done;
    enqueue(exchange);
}

void CurlClient::closeConnections()
{
    // curl cannot be told to close idle connections: they go with their multi handle, and those in use with the old one
    // when their exchange ends.
    for (auto &multi : m_multis) {
        multi->isRetired = true;
        m_retired.push_back(std::exchange(multi, makeMulti()));
    }
    arm();
}

/// Every event ends here: a bounded share of each kind of work, then back to the event loop.
void CurlClient::turn()
{
    m_turnStarted = m_elapsed.nsecsElapsed();
    const std::shared_ptr<bool> isAlive = m_isAlive;
    startQueued();
    driveSockets();
    driveTimers();
    harvest();
    deliver(); // the only part that calls others, and it holds nothing: they may start, destroy, even wait in a dialog
    if (!*isAlive)
        return;
    startQueued();
    freeRetired();
    arm();
}

void CurlClient::drive(CurlMulti &multi, curl_socket_t socket, int what)
{
    int running = 0;
    if (!multi.isTouched) {
        multi.isTouched = true;
        m_touched.push_back(&multi);
    }
    if (socket == CURL_SOCKET_TIMEOUT)
        multi.due = Never; // curl says anew when it wants to be called
    curl_multi_socket_action(multi.handle, socket, what, &running);
}

void CurlClient::startQueued()
{
    while (!m_queue.empty() && m_elapsed.nsecsElapsed() - m_turnStarted < StartBudget) {
        CurlExchange *exchange = m_queue.front();
        m_queue.pop_front();
        CurlMulti &multi = multiFor(*exchange);
        exchange->multi = &multi;
        exchange->state = CurlExchange::State::Running;
        ++multi.running;
        curl_multi_add_handle(multi.handle, exchange->easy());
        drive(multi, CURL_SOCKET_TIMEOUT, 0);
    }
}

void CurlClient::driveSockets()
{
    const int ready = m_sockets.wait();
    for (int i = 0; i < ready; ++i) {
        const SocketPoll::Event &event = m_sockets.event(i);
        const int what = ((event.what & SocketPoll::Read) != 0 ? CURL_CSELECT_IN : 0) |
                         ((event.what & SocketPoll::Write) != 0 ? CURL_CSELECT_OUT : 0) |
                         ((event.what & SocketPoll::Fault) != 0 ? CURL_CSELECT_ERR : 0);
        drive(*static_cast<CurlMulti *>(event.owner), event.socket, what);
        // What is not reached is still ready, and comes first next time.
        if (m_elapsed.nsecsElapsed() - m_turnStarted > TurnBudget)
            return;
    }
}

void CurlClient::driveTimers()
{
    const auto driveDue = [this](CurlMulti &multi) {
        if (multi.due != Never && multi.due <= m_elapsed.elapsed())
            drive(multi, CURL_SOCKET_TIMEOUT, 0);
    };
    for (const auto &multi : m_multis)
        driveDue(*multi);
    for (const auto &multi : m_retired)
        driveDue(*multi);
}

/// Takes out of curl what has ended. The results wait for their turn: a callback may take its time.
void CurlClient::harvest()
{
    for (CurlMulti *multi : m_touched) {
        multi->isTouched = false;
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(multi->handle, &left)) {
            if (message->msg != CURLMSG_DONE)
                continue;
            const CURLcode code = message->data.result;
            char *data = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &data);
            auto *exchange = reinterpret_cast<CurlExchange *>(data); // curl's type for private data is char *
            curl_multi_remove_handle(multi->handle, exchange->easy());
            --multi->running;
            exchange->end(code);
            exchange->state = CurlExchange::State::Done;
            m_done.push_back(exchange);
        }
    }
    m_touched.clear();
}

/// Closing thousands of connections takes longer than an event may: as many handles as there is time for.
void CurlClient::freeRetired()
{
    for (std::size_t i = 0; i < m_retired.size() && m_elapsed.nsecsElapsed() - m_turnStarted < TurnBudget;) {
        if (m_retired[i]->running > 0) {
            ++i;
            continue;
        }
        freeMulti(*m_retired[i]);
        m_retired[i] = std::move(m_retired.back());
        m_retired.pop_back();
    }
}

void CurlClient::deliver()
{
    const std::shared_ptr<bool> isAlive = m_isAlive;
    while (!m_done.empty()) {
        CurlExchange *exchange = m_done.front();
        m_done.pop_front();
        exchange->state = CurlExchange::State::Idle;
        if (follow(exchange))
            continue;
        auto *call = static_cast<CurlCall *>(exchange->call);
        HttpResult result = exchange->takeResult();
        result.sentAt = call->sentAt;
        result.sentUtc = call->sentUtc;
        if (call->redirects > 0 || result.failure == NetFailure::Cancelled)
            result.timings.total = std::chrono::duration_cast<std::chrono::microseconds>(m_clock.now() - call->sentAt);
        // From here on nothing of this exchange is needed: the callback may start it again, destroy its call, or the
        // client.
        call->letGo();
        recycle(exchange);
        const Finished finished = std::move(call->finished);
        finished(std::move(result));
        if (!*isAlive || m_elapsed.nsecsElapsed() - m_turnStarted > TurnBudget)
            return;
    }
}

/// Goes on to where a redirect of the same origin points; a new exchange for the same call.
bool CurlClient::follow(CurlExchange *exchange)
{
    const HttpResult &result = exchange->result();
    const HttpRequest &asked = *exchange->request();
    if (asked.maxRedirects <= 0 || result.failure != NetFailure::None || result.redirectTo.isEmpty())
        return false;
    const QUrl next = asked.url.resolved(QUrl(result.redirectTo, QUrl::StrictMode));
    auto *call = static_cast<CurlCall *>(exchange->call);
    const Milliseconds left = asked.timeout - std::chrono::duration_cast<Milliseconds>(result.timings.total);
    if (!next.isValid() || !isSameOrigin(asked.url, next) || left <= 0ms)
        return false;
    auto request = std::make_shared<HttpRequest>(asked);
    request->url = next;
    request->maxRedirects = asked.maxRedirects - 1;
    request->timeout = left;
    if (result.status == 303 && asked.method != "HEAD") {
        request->method = "GET";
        request->body.clear();
    }
    ++call->redirects;
    recycle(exchange);
    CurlExchange *following = take(std::move(request));
    following->call = call;
    call->setExchange(following);
    enqueue(following);
    return true;
}

/// Sees to it that the event loop comes back in time: at once for what waits here, else when curl wants it. A timer
/// that is set for an earlier moment is left alone: the deadline of each new exchange is later than that of the last.
void CurlClient::arm()
{
    qint64 due = Never;
    if (!m_queue.empty() || !m_done.empty()) {
        due = 0;
    } else {
        for (const auto &multi : m_multis)
            due = std::min(due, multi->due);
        for (const auto &multi : m_retired)
            due = std::min(due, multi->running > 0 ? multi->due : 0);
    }
    if (due == Never || due >= m_armedFor)
        return;
    m_armedFor = due;
    const qint64 now = due == 0 ? 0 : m_elapsed.elapsed();
    m_timer.start(Milliseconds(std::max<qint64>(due - now, 0)));
}

} // namespace

std::unique_ptr<HttpClient> HttpClient::make(Clock &clock, int expectedTargets)
{
    initCurlOnce();
    SocketPoll::raiseLimit();
    return std::make_unique<CurlClient>(clock, expectedTargets);
}

} // namespace rollcall
