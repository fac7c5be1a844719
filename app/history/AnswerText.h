// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "health/Observation.h"

namespace rollcall {

/// An answer on its way into a recording and back: what it was the answer to, and what came. The body and the
/// certificate stand apart, because many answers share them.
struct RecordedAnswer
{
    QString target;            ///< name of the node, or `proxy`
    QString probe;             ///< id
    bool isAuthorized = false; ///< the question carried a secret header
    Answer answer;             ///< without `spec`
    /// Only what cannot be read from the bytes again without a secret of the cluster; absent: read it.
    std::optional<GossipFact> gossip = {};
    bool isPointless = false; ///< of that
};

/// Everything but body and certificate, as CBOR. Points of the monotonic clock are nanoseconds after `epoch`.
QByteArray toBytes(const RecordedAnswer &recorded, TimePoint epoch);
/// Total: any bytes give an answer or an error.
Result<RecordedAnswer> answerFromBytes(const QByteArray &bytes, TimePoint epoch);

QByteArray toBytes(const PeerCertificate &certificate);
/// Total.
Result<PeerCertificate> certificateFromBytes(const QByteArray &bytes);

/// The part of a result that came as it was: HTTP body, answer of a port, first message.
const QByteArray &bodyOf(const ProbeResult &result);
QByteArray &bodyOf(ProbeResult &result);
/// Null where there is none.
std::shared_ptr<const PeerCertificate> certificateOf(const ProbeResult &result);
void setCertificate(ProbeResult &result, std::shared_ptr<const PeerCertificate> certificate);

} // namespace rollcall
