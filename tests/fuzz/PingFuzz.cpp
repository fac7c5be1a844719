// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ProbeSpecPtr specs[] = {probeNamed(QStringLiteral("ping")),
                                         probeNamed(QStringLiteral("ping.enhanced")),
                                         probeNamed(QStringLiteral("ping"), true)};
    const HttpResult result = resultFrom(data, size);
    for (const ProbeSpecPtr &spec : specs) {
        const Observation first = readAs(spec, result);
        const HealthFact *health = factOf<HealthFact>(first);
        require(first.outcome.answered() == (health != nullptr));
        if (health != nullptr) {
            require(health->healthy.has_value());
            require(health->isDeep == !health->components.empty());
            require(*health->healthy == false || result.status == 200);
        }
        // The second time it is remembered, which may not change a thing.
        const Observation second = readAs(spec, result);
        require(first.facts == second.facts && first.outcome == second.outcome);
    }
    return 0;
}
