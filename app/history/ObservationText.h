// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "health/Observation.h"

namespace rollcall {

class Redaction;

/// Something that was observed without an answer of its own (the canary), on its way into a recording and back. There
/// are no bytes that it could be read from again, so its facts themselves are kept: of the kinds that come in this way
/// (deliveries, WebSockets, expectations, components); others are left out.
struct RecordedObservation
{
    QString target;          ///< name of the node, or `proxy`
    QString probe;           ///< id
    QString endpoint;        ///< as a person would say it
    Milliseconds interval{}; ///< between two runs
    Observation observation; ///< without `spec`
};

RecordedObservation recorded(const Observation &observation, const QString &target);
/// Takes secrets out of every text that came from a node.
void hideSecrets(RecordedObservation &recorded, const Redaction &redaction);

/// As CBOR. Points of the monotonic clock are nanoseconds after `epoch`.
QByteArray toBytes(const RecordedObservation &recorded, TimePoint epoch);
/// Total: any bytes give an observation or an error.
Result<RecordedObservation> observationFromBytes(const QByteArray &bytes, TimePoint epoch);

} // namespace rollcall
