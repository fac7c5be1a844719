// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ProbeSpecPtr config = probeNamed(QStringLiteral("config.client"));
    static const ProbeSpecPtr license = probeNamed(QStringLiteral("license.client"));
    const HttpResult result = resultFrom(data, size);
    const Observation observation = readAs(config, result);
    const SettingsFact *settings = factOf<SettingsFact>(observation);
    require(observation.outcome.answered() == (settings != nullptr));
    if (settings != nullptr) {
        require(settings->values.size() <= 5);
        require(factOf<IdentityFact>(observation) != nullptr);
    }
    const Observation licensed = readAs(license, result);
    require(licensed.outcome.answered() == (factOf<LicenseFact>(licensed) != nullptr));
    return 0;
}
