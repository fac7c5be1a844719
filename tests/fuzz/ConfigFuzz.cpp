// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ProbeSpecPtr spec = probeNamed(QStringLiteral("config"));
    const Observation observation = readAs(spec, resultFrom(data, size));
    const ConfigFact *config = factOf<ConfigFact>(observation);
    require(observation.outcome.answered() == (config != nullptr));
    if (config != nullptr) {
        require(config->digests.size() <= 50000);
        for (auto it = config->digests.begin(); it != config->digests.end(); ++it)
            require(it.value().size() == 16);
        const SettingsFact *settings = factOf<SettingsFact>(observation);
        require(settings != nullptr && settings->goroutineThreshold.value_or(1) > 0);
    }
    return 0;
}
