// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"
#include "products/PrometheusText.h"

#include <cmath>

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ProbeSpecPtr metrics = probeNamed(QStringLiteral("metrics"));
    static const ProbeSpecPtr profile = probeNamed(QStringLiteral("goroutine.profile"));
    const HttpResult result = resultFrom(data, size);

    // All samples, not only those of the known families; the views stay within the text.
    const QByteArrayView text(result.body);
    const auto isInside = [&](QByteArrayView view) {
        return view.isEmpty() || (view.begin() >= text.begin() && view.end() <= text.end());
    };
    int seen = 0;
    const prometheus::Tally tally = prometheus::read(
        text, [](QByteArrayView name) { return !name.isEmpty(); },
        [&](const prometheus::Sample &sample) {
            ++seen;
            require(isInside(sample.name) && isInside(sample.labels));
            require(!sample.hasLabel("") || sample.labels.isEmpty());
            static_cast<void>(sample.hasLabel("plugin_id"));
        });
    require(tally.samples == seen && tally.broken >= 0);

    const Observation observation = readAs(metrics, result);
    const MetricsFact *fact = factOf<MetricsFact>(observation);
    require(observation.outcome.answered() == (fact != nullptr));
    if (fact != nullptr)
        require(!fact->goroutines || !std::isnan(*fact->goroutines));
    const Observation goroutines = readAs(profile, result);
    if (const MetricsFact *counted = factOf<MetricsFact>(goroutines))
        require(counted->isProfile && counted->goroutines.value_or(-1) >= 0);
    return 0;
}
