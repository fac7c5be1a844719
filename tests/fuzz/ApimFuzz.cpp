// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/VendorFuzzing.h"

using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<rollcall::ProbeSpecPtr> specs = probesOf(
        R"({"schema":1,"name":"f","product":"wso2-apim","nodes":[{"name":"n","url":"http://n:9763","role":"all-in-one"}]})");
    readAll("wso2-apim", specs, data, size);
    return 0;
}
