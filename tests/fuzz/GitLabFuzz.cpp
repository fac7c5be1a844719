// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/VendorFuzzing.h"

using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<rollcall::ProbeSpecPtr> specs =
        probesOf(R"({"schema":1,"name":"f","product":"gitlab","nodes":[{"name":"n","url":"http://n"}]})");
    readAll("gitlab", specs, data, size);
    return 0;
}
