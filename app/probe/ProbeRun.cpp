// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ProbeRun.h"

#include <cmath>

namespace rollcall {

namespace {

/// Between two exchanges of one run, by chance: no two watches of one proxy that takes its nodes in turn shall keep
/// step, or each would see a part of them alone.
constexpr Milliseconds LongestPause{20};

/// Whether another exchange after this one makes sense: who is silent, refuses the credentials or limits the rate is
/// left alone. Any other answer may be that of one node among several.
bool isEncouraging(const ProbeResult &result)
{
    const auto isOpenTo = [](int status) { return status != 401 && status != 403 && status != 429; };
    if (const auto *http = std::get_if<HttpResult>(&result))
        return http->answered() && isOpenTo(http->status);
    if (const auto *socket = std::get_if<WebSocketResult>(&result))
        return socket->failure == NetFailure::None && isOpenTo(socket->status);
    return std::get<TcpResult>(result).failure == NetFailure::None;
}

} // namespace

class ProbeRun::Flight
{
public:
    Flight(ProbeRun &run, const Means &means, ProbeSpecPtr spec, Finished finished)
        : m_run(run), m_means(means), m_spec(std::move(spec)), m_finished(std::move(finished))
    {
        const auto [least, most] = m_spec->repeats;
        if (most <= 1)
            return;
        m_end = means.clock.now() + 2 * m_spec->timeout();
        m_left = least + static_cast<int>(std::floor(means.fraction() * (most - least + 1))) - 1;
        m_pause = means.clock.makeTimer([this] { exchange(); });
    }

    void exchange()
    {
        if (m_spec->isHttp()) {
            ask(m_run.m_course.begin(*m_spec, m_means.clock.now()));
        } else if (m_spec->isWebSocket()) {
            m_call.socket = WebSocketExchange::start(m_means.clock, m_means.sockets, m_spec->webSocket(),
                                                     [this](WebSocketResult &&result) { ended(std::move(result)); });
        } else {
            auto finished = [this](TcpResult &&result) { ended(std::move(result)); };
            m_call.tcp = m_means.connect ? m_means.connect(m_spec->tcp(), std::move(finished))
                                         : TcpConnect::start(m_means.clock, m_spec->tcp(), std::move(finished));
        }
    }

private:
    struct Call
    {
        std::unique_ptr<HttpCall> http;
        std::unique_ptr<TcpConnect> tcp;
        std::unique_ptr<WebSocketExchange> socket;
    };

    void ask(std::shared_ptr<const HttpRequest> request)
    {
        m_call.http = m_means.http.start(std::move(request), [this](HttpResult &&result) {
            std::shared_ptr<const HttpRequest> more = m_run.m_course.next(*m_spec, result, m_means.clock.now());
            if (!more) {
                ended(std::move(result));
                return;
            }
            const std::unique_ptr<HttpCall> done = std::move(m_call.http); // not under the feet of whoever is calling
            ask(std::move(more));
        });
    }

    void ended(ProbeResult &&result)
    {
        // The calls die when this returns, not under the feet of whoever is calling.
        const Call done = std::move(m_call);
        const Finished finished = m_finished;
        if (m_left > 0 && m_means.clock.now() < m_end && isEncouraging(result)) {
            --m_left;
            m_pause->startAt(m_means.clock.now() +
                             std::chrono::duration_cast<TimePoint::duration>(LongestPause * m_means.fraction()));
            finished(std::move(result), false);
            return;
        }
        const std::unique_ptr<Flight> self = std::move(m_run.m_flight);
        finished(std::move(result), true);
    }

    ProbeRun &m_run;
    const Means &m_means;
    ProbeSpecPtr m_spec;
    Finished m_finished;
    Call m_call;
    int m_left = 0;  ///< exchanges after the one in flight
    TimePoint m_end; ///< no other begins from then on
    std::unique_ptr<Timer> m_pause;
};

ProbeRun::ProbeRun() = default;

ProbeRun::~ProbeRun() = default;

void ProbeRun::begin(const Means &means, ProbeSpecPtr spec, Finished finished)
{
    m_flight = std::make_unique<Flight>(*this, means, std::move(spec), std::move(finished));
    m_flight->exchange();
}

void ProbeRun::drop()
{
    m_flight.reset();
}

} // namespace rollcall
