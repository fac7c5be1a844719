// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ProbeSpecPtr spec = probeNamed(QStringLiteral("cluster.status"));
    const Observation observation = readAs(spec, resultFrom(data, size));
    const MembershipFact *membership = factOf<MembershipFact>(observation);
    require(observation.outcome.answered() == (membership != nullptr));
    if (membership != nullptr) {
        require(membership->members.size() <= 4096);
        for (const Member &member : membership->members)
            require(member.hostname.size() <= 256 && member.id.size() <= 256 && member.configHash.size() <= 256);
    }
    return 0;
}
