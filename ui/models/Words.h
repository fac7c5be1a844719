// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "health/Wording.h"

#include <QString>

namespace rollcall::words {

/// Wording in the language of the window.
const Wording &wording();

/// Figures with their units, for people. Numbers by the locale.
QString latency(double milliseconds);
QString latency(std::chrono::microseconds duration);
QString count(double value);
/// `12 s`, `3 min`, `2 h`, `4 d`.
QString age(std::chrono::milliseconds age);
/// Signed: `+1.5 s`.
QString offset(std::chrono::milliseconds offset);
/// Local wall-clock time of a moment; with the date when that is not today.
QString moment(const QDateTime &utc, const QDate &today = QDate::currentDate());
/// The same in full: day, date, time and the zone's name.
QString fullMoment(const QDateTime &utc);

/// The state as it stands by itself: with a capital.
QString stateWord(State state);
QString capital(QString text);
/// `Mattermost` for `mattermost`.
QString product(const QString &name);
/// Of a node of WSO2 API Manager: `Traffic Manager`.
QString role(const QString &name);
/// `412 goroutines`, `37 threads`; empty when neither is known.
QString load(const TargetState &target);
QString environment(ClusterFile::Environment environment);
QString severity(Severity severity);
/// How a run of a probe ended, in a word or two.
QString outcome(const Outcome &outcome);
QString reach(const Reach &reach);

/// Several lines of text from a node as plain text: line breaks and tabs stay, every other control character and
/// everything that changes the direction of text is shown as its code.
QString visible(QStringView text);
/// Bytes from a node: as UTF-8 where they are, with the same care.
QString visible(const QByteArray &bytes);

} // namespace rollcall::words
