// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/HttpCourse.h"
#include "probe/ProbeSpec.h"

#include <functional>
#include <memory>

namespace rollcall {

/// One probe being run: the exchange in flight, whatever its kind, and the next one of a run that makes several.
class ProbeRun
{
public:
    using Connect = std::function<std::unique_ptr<TcpConnect>(const TcpRequest &, TcpConnect::Finished)>;
    /// `isLast`: the run is over. The receiver may drop the run or destroy it, also at those before the last.
    using Finished = std::function<void(ProbeResult &&result, bool isLast)>;

    /// What runs are made with; outlives them.
    struct Means
    {
        Clock &clock;
        HttpClient &http;
        WebSocketClient &sockets;
        Connect connect;                  ///< how TCP probes connect; empty: TcpConnect::start()
        std::function<double()> fraction; ///< by chance, 0 to 1
    };

    ProbeRun();
    ~ProbeRun();
    ProbeRun(const ProbeRun &) = delete;
    ProbeRun &operator=(const ProbeRun &) = delete;

    /// Only while nothing is in flight. `finished` never runs from inside this call.
    void begin(const Means &means, ProbeSpecPtr spec, Finished finished);
    /// Ends it without an answer.
    void drop();
    /// Its alternatives may be others from now on.
    void forgetCourse() { m_course = {}; }
    /// Which question the last answer belongs to: see Answer::alternative.
    std::size_t alternative() const { return m_course.alternative(); }

private:
    class Flight;

    HttpCourse m_course;
    std::unique_ptr<Flight> m_flight; ///< all that only a run in flight needs: of most probes there is none
};

} // namespace rollcall
