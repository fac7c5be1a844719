// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ProbeSpecPtr plugins = probeNamed(QStringLiteral("plugins.statuses"));
    static const ProbeSpecPtr schema = probeNamed(QStringLiteral("schema.version"));
    const HttpResult result = resultFrom(data, size);
    const Observation observation = readAs(plugins, result);
    const PluginsFact *fact = factOf<PluginsFact>(observation);
    require(observation.outcome.answered() == (fact != nullptr));
    if (fact != nullptr) {
        for (const PluginState &plugin : fact->plugins)
            require(!plugin.id.isEmpty() && plugin.state >= 0);
    }
    const Observation migrations = readAs(schema, result);
    if (const SchemaFact *version = factOf<SchemaFact>(migrations))
        require(version->version.toLongLong() >= 0 && !version->version.isEmpty());
    return 0;
}
