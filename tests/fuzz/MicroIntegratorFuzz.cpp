// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/VendorFuzzing.h"
#include "probe/Session.h"

using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<rollcall::ProbeSpecPtr> specs = probesOf(
        R"({"schema":1,"name":"f","product":"wso2-mi","login":{"user":"u","password":{"env":"P"}},"nodes":[{"name":"n","url":"http://n:9201"}]})");
    readAll("wso2-mi", specs, data, size);
    // A login gives a token that fits a header, or none.
    for (const rollcall::ProbeSpecPtr &spec : specs) {
        if (spec->session && spec->session->open(resultFrom(data, size), {})) {
            const auto request = spec->session->authorized(spec->http());
            for (const char c : request->secretHeaders.back().second.reveal())
                require(c >= ' ' && c <= '~');
        }
    }
    return 0;
}
