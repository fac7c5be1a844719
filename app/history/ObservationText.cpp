// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/ObservationText.h"

#include "history/CborMap.h"
#include "history/Redaction.h"

#include <limits>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Most = std::numeric_limits<int>::max();
constexpr qint64 LongestLatency = qint64(86400) * 1000000; // a day, in microseconds
constexpr qint64 LongestWait = qint64(86400) * 1000;       // a day, in milliseconds

QCborMap mapOf(const Outcome &outcome, TimePoint epoch)
{
    MapWriter out;
    out.number("k"_L1, static_cast<int>(outcome.kind));
    out.number("f"_L1, static_cast<int>(outcome.failure));
    out.number("s"_L1, outcome.status);
    out.text("d"_L1, outcome.detail);
    out.text("perm"_L1, outcome.permission);
    out.bytes("first"_L1, outcome.firstBytes);
    out.number("retry"_L1, outcome.retryAfter.count());
    out.number("ta"_L1, outcome.latency.count());
    out.number("at"_L1, after(outcome.at, epoch));
    out.number("utc"_L1, stamp(outcome.utc));
    out.flag("node"_L1, outcome.isFromNode);
    return out.map;
}

Outcome outcomeFrom(MapReader &in, TimePoint epoch)
{
    Outcome outcome;
    outcome.kind = static_cast<Outcome::Kind>(in.number("k"_L1, 0, static_cast<int>(Outcome::Kind::Absent)));
    outcome.failure = static_cast<NetFailure>(in.number("f"_L1, 0, static_cast<int>(NetFailure::Cancelled)));
    outcome.status = static_cast<int>(in.number("s"_L1, 0, 999));
    outcome.detail = in.text("d"_L1);
    outcome.permission = in.text("perm"_L1);
    outcome.firstBytes = in.bytes("first"_L1);
    outcome.retryAfter = Milliseconds(in.number("retry"_L1, 0, LongestWait));
    outcome.latency = std::chrono::microseconds(in.number("ta"_L1, 0, LongestLatency));
    outcome.at = pointAt(in.number("at"_L1, -LongestSpan, LongestSpan), epoch);
    outcome.utc = timeAt(in.number("utc"_L1, 0, LatestUtc));
    outcome.isFromNode = in.flag("node"_L1);
    return outcome;
}

// Each kind of fact: a map under its own name.

QCborMap mapOf(const DeliveryFact &fact)
{
    QCborArray rows;
    for (const Delivery &delivery : fact.deliveries) {
        MapWriter row;
        row.text("from"_L1, delivery.from);
        if (delivery.latency)
            row.map.insert("us"_L1, static_cast<qint64>(delivery.latency->count()));
        row.number("sent"_L1, delivery.sent);
        row.number("lost"_L1, delivery.lost);
        row.number("row"_L1, delivery.lostInARow);
        rows.append(row.map);
    }
    return {{u"rows"_s, rows}};
}

DeliveryFact deliveryFrom(MapReader &in)
{
    DeliveryFact fact;
    const QCborArray rows = in.list("rows"_L1);
    for (const auto each : rows) {
        const QCborMap map = QCborValue(each).toMap();
        MapReader row(map);
        Delivery delivery;
        delivery.from = row.text("from"_L1);
        if (row.has("us"_L1))
            delivery.latency = std::chrono::microseconds(row.number("us"_L1, 0, LongestLatency));
        delivery.sent = static_cast<int>(row.number("sent"_L1, 0, Most));
        delivery.lost = static_cast<int>(row.number("lost"_L1, 0, Most));
        delivery.lostInARow = static_cast<int>(row.number("row"_L1, 0, Most));
        if (!QCborValue(each).isMap() || !row.isGood())
            in.spoil();
        fact.deliveries.push_back(std::move(delivery));
    }
    return fact;
}

QCborMap mapOf(const WebsocketFact &fact)
{
    MapWriter out;
    out.flag("refused"_L1, fact.isRefused);
    out.number("s"_L1, fact.status);
    out.text("d"_L1, fact.detail);
    out.map.insert("reached"_L1, QCborArray::fromStringList(QStringList(fact.reached.begin(), fact.reached.end())));
    return out.map;
}

WebsocketFact websocketFrom(MapReader &in)
{
    WebsocketFact fact;
    fact.isRefused = in.flag("refused"_L1);
    fact.status = static_cast<int>(in.number("s"_L1, 0, 999));
    fact.detail = in.text("d"_L1);
    const QCborArray reached = in.list("reached"_L1);
    for (const auto each : reached)
        fact.reached.push_back(QCborValue(each).toString());
    return fact;
}

QCborMap mapOf(const ExpectationFact &fact)
{
    MapWriter out;
    out.number("level"_L1, static_cast<int>(fact.level));
    out.text("name"_L1, fact.name);
    out.text("expected"_L1, fact.expected);
    out.text("got"_L1, fact.got);
    out.flag("cluster"_L1, fact.isOfCluster);
    if (fact.value)
        out.map.insert("value"_L1, *fact.value);
    return out.map;
}

ExpectationFact expectationFrom(MapReader &in)
{
    ExpectationFact fact;
    fact.level = static_cast<ExpectationFact::Level>(
        in.number("level"_L1, 0, static_cast<int>(ExpectationFact::Level::Critical)));
    fact.name = in.text("name"_L1);
    fact.expected = in.text("expected"_L1);
    fact.got = in.text("got"_L1);
    fact.isOfCluster = in.flag("cluster"_L1);
    if (in.has("value"_L1))
        fact.value = in.real("value"_L1);
    return fact;
}

QCborMap mapOf(const ComponentsFact &fact)
{
    QCborArray rows;
    for (const Component &component : fact.components) {
        MapWriter row;
        row.text("name"_L1, component.name);
        row.flag("ill"_L1, !component.ok);
        row.text("message"_L1, component.message);
        row.text("of"_L1, component.instance);
        row.flag("optional"_L1, component.isOptional);
        row.flag("assumed"_L1, component.isAssumed);
        rows.append(row.map);
    }
    return {{u"rows"_s, rows}};
}

ComponentsFact componentsFrom(MapReader &in)
{
    ComponentsFact fact;
    const QCborArray rows = in.list("rows"_L1);
    for (const auto each : rows) {
        const QCborMap map = QCborValue(each).toMap();
        MapReader row(map);
        Component component;
        component.name = row.text("name"_L1);
        component.ok = !row.flag("ill"_L1);
        component.message = row.text("message"_L1);
        component.instance = row.text("of"_L1);
        component.isOptional = row.flag("optional"_L1);
        component.isAssumed = row.flag("assumed"_L1);
        if (!QCborValue(each).isMap() || !row.isGood())
            in.spoil();
        fact.components.push_back(std::move(component));
    }
    return fact;
}

template <class Read>
void readFact(MapReader &in, QLatin1StringView key, std::vector<Fact> &facts, Read read)
{
    if (!in.has(key))
        return;
    const QCborMap map = in.map(key);
    MapReader inner(map);
    facts.emplace_back(read(inner));
    if (!inner.isGood())
        in.spoil();
}

} // namespace

RecordedObservation recorded(const Observation &observation, const QString &target)
{
    RecordedObservation made{.target = target,
                             .probe = observation.spec->id,
                             .endpoint = observation.spec->endpoint,
                             .interval = observation.spec->interval,
                             .observation = observation};
    made.observation.spec = nullptr; // it knows secrets
    return made;
}

void hideSecrets(RecordedObservation &recorded, const Redaction &redaction)
{
    Outcome &outcome = recorded.observation.outcome;
    outcome.detail = redaction.text(outcome.detail);
    outcome.firstBytes = redaction.body(outcome.firstBytes);
    for (Fact &fact : recorded.observation.facts) {
        if (auto *websocket = std::get_if<WebsocketFact>(&fact)) {
            websocket->detail = redaction.text(websocket->detail);
        } else if (auto *expectation = std::get_if<ExpectationFact>(&fact)) {
            expectation->expected = redaction.text(expectation->expected);
            expectation->got = redaction.text(expectation->got);
        } else if (auto *parts = std::get_if<ComponentsFact>(&fact)) {
            for (Component &component : parts->components)
                component.message = redaction.text(component.message);
        }
    }
}

QByteArray toBytes(const RecordedObservation &recorded, TimePoint epoch)
{
    MapWriter out;
    out.text("t"_L1, recorded.target);
    out.text("p"_L1, recorded.probe);
    out.text("e"_L1, recorded.endpoint);
    out.number("i"_L1, recorded.interval.count());
    out.map.insert("o"_L1, mapOf(recorded.observation.outcome, epoch));
    for (const Fact &fact : recorded.observation.facts) {
        if (const auto *delivery = std::get_if<DeliveryFact>(&fact))
            out.map.insert("delivery"_L1, mapOf(*delivery));
        else if (const auto *websocket = std::get_if<WebsocketFact>(&fact))
            out.map.insert("websocket"_L1, mapOf(*websocket));
        else if (const auto *expectation = std::get_if<ExpectationFact>(&fact))
            out.map.insert("expectation"_L1, mapOf(*expectation));
        else if (const auto *parts = std::get_if<ComponentsFact>(&fact))
            out.map.insert("components"_L1, mapOf(*parts));
    }
    return QCborValue(out.map).toCbor();
}

Result<RecordedObservation> observationFromBytes(const QByteArray &bytes, TimePoint epoch)
{
    const Error unreadable{u"recording.damaged"_s, u"an observation of the recording cannot be read"_s};
    const QCborValue value = wholeValue(bytes);
    if (!value.isMap())
        return unreadable;
    const QCborMap map = value.toMap();
    MapReader in(map);
    RecordedObservation read;
    read.target = in.text("t"_L1);
    read.probe = in.text("p"_L1);
    read.endpoint = in.text("e"_L1);
    read.interval = Milliseconds(in.number("i"_L1, 0, LongestWait));
    const QCborMap outcome = in.map("o"_L1);
    MapReader inner(outcome);
    read.observation.outcome = outcomeFrom(inner, epoch);
    read.observation.timings.total = read.observation.outcome.latency;
    readFact(in, "delivery"_L1, read.observation.facts, deliveryFrom);
    readFact(in, "websocket"_L1, read.observation.facts, websocketFrom);
    readFact(in, "expectation"_L1, read.observation.facts, expectationFrom);
    readFact(in, "components"_L1, read.observation.facts, componentsFrom);
    if (!in.isGood() || !inner.isGood())
        return unreadable;
    return read;
}

} // namespace rollcall
