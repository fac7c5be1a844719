// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace rollcall::bench {

/// What a bare loop did and took.
struct BareRun
{
    long requests = 0;
    long failures = 0; ///< transport failures and statuses other than 200
    std::chrono::nanoseconds cpu{0};
    std::chrono::nanoseconds wall{0};

    double cpuMicrosPerRequest() const { return requests == 0 ? 0.0 : double(cpu.count()) / 1000.0 / double(requests); }
};

/// The yardstick: the same URLs with nothing around libcurl. One multi handle, curl_multi_socket_action on epoll,
/// keep-alive, one easy handle per URL whose options are set once; at most `inFlight` requests at a time. The first
/// round, which connects, is not measured.
BareRun runBareCurlLoop(const std::vector<std::string> &urls, int rounds, int inFlight);

} // namespace rollcall::bench
