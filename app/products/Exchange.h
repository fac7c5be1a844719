// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "health/Observation.h"
#include "probe/ProbeSpec.h"
#include "products/Product.h"

#include <QByteArray>
#include <QString>
#include <optional>

/// What all products share in asking and reading. Internal to the room: outside it only products/Product.h is seen.
namespace rollcall::exchange {

/// An HTTP request to the target with its bounds, trust and way there; no secret in it.
HttpRequest request(const TargetSettings &settings, const Credentials &credentials, const QUrl &url);

/// A WebSocket to where that request goes, by the same way and with the same headers.
std::shared_ptr<WebSocketRequest> upgrade(const HttpRequest &like);

/// The observation of an answer as far as no product is needed: times, peer, and how the exchange failed, if it did.
/// Otherwise the outcome is Answered, for the product to judge.
Observation begin(const Answer &answer);

/// Why there was no answer, as a person would say it.
QString failureWords(NetFailure failure);

/// Turns the outcome into a complaint about what was answered, with the body's first bytes.
void complain(Outcome &outcome, Outcome::Kind kind, const QString &detail, const QByteArray &body);

/// 429 and redirects, which every product reads alike. True when it was one of them.
bool readRateLimitOrRedirect(const HttpResult &http, Outcome &outcome);

/// Whether what should be data is a web page.
bool looksLikeHtml(const HttpResult &http);

/// Seconds since 1970 of a `Date` header in the one form that HTTP allows today (IMF-fixdate).
std::optional<qint64> parseHttpDate(QByteArrayView text);

/// The peer's clock against this machine's, from `Date`. Absent when unsure: no or nonsensical date, or an exchange
/// so slow (over 2 s) that the moment it was written is not known well enough.
std::optional<ClockFact> clockOf(const HttpResult &http);

/// Names as one value of a setting that is compared between nodes: sorted. What is compared is shown, and cut, so that
/// a long list begins with its length and a digest of the whole: no difference hides behind the cut.
QString asSetting(QStringList names);

/// `scheme://host:port` of a URL as it may be shown: without user, path and query, where secrets can hide.
QString originText(const QString &url);

} // namespace rollcall::exchange
