// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/ServedNode.h"

#include <array>
#include <cmath>

namespace rollcall::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Faults{
    fault::NodeCrash,
    fault::NodeHang,
    FaultRow{"json-wrong", QT_TRANSLATE_NOOP("Faults", "Status is not the expected one"),
             QT_TRANSLATE_NOOP("Faults", "The node's status says failing where ok is expected; it still answers 200.")},
    FaultRow{"component-down", QT_TRANSLATE_NOOP("Faults", "Component is down"),
             QT_TRANSLATE_NOOP("Faults", "One component of the node's status is down, with a message.")},
    FaultRow{"metric-high", QT_TRANSLATE_NOOP("Faults", "Figure is too high"),
             QT_TRANSLATE_NOOP("Faults", "The node's queue is far over the critical threshold.")},
    FaultRow{"port-closed", QT_TRANSLATE_NOOP("Faults", "Port is closed"),
             QT_TRANSLATE_NOOP("Faults", "The node refuses connections to its second port; the first answers.")},
    fault::ClockSkew,
    fault::Slow,
    fault::Malformed,
};

// Names of the ports; the numbers are the system's choice.
constexpr int Web = 80;
constexpr int Queue = 4222;

class GenericNode final : public ServedNode
{
public:
    GenericNode(Stage &stage, int number) : ServedNode(stage, u"web"_s + QString::number(number + 1), number)
    {
        addPort(Web, Kind::Http);
        addPort(Queue, Kind::Tcp);
    }

    JsonMembers fileEntry() const override { return {{"name", quoted(name())}, {"url", urlAt("http", Web)}}; }

    /// One of each kind.
    std::vector<JsonMembers> probes() const
    {
        const QByteArray node = quoted(name());
        return {{{"name", quoted(name() + u" status"_s)},
                 {"node", node},
                 {"path", "\"/status\""},
                 {"expectStatus", "[200]"},
                 {"expectType", "\"application/json\""},
                 {"expectJson", R"({ "$.status": "ok" })"},
                 {"components", "\"$.components\""}},
                {{"name", quoted(name() + u" queue port"_s)},
                 {"node", node},
                 {"kind", "\"tcp\""},
                 {"port", QByteArray::number(port(Queue))}},
                {{"name", quoted(name() + u" queue length"_s)},
                 {"node", node},
                 {"kind", "\"prometheus\""},
                 {"path", "\"/metrics\""},
                 {"metric", "\"queue_length\""},
                 {"warn", "100"},
                 {"critical", "1000"}}};
    }

protected:
    HttpAnswer answer(const HttpQuestion &question, int) override
    {
        const QByteArray path = question.path();
        const bool isRead = question.method == "GET" || question.method == "HEAD";
        if (isRead && path == "/")
            return madeAnswer("200 OK", {{"Content-Type", "text/plain; charset=utf-8"}}, "It works.\n");
        if (isRead && path == "/status")
            return madeAnswer("200 OK", {{"Content-Type", "application/json"}}, status());
        if (isRead && path == "/metrics")
            return madeAnswer("200 OK", {{"Content-Type", "text/plain; version=0.0.4"}}, metrics());
        return madeAnswer("404 Not Found", {{"Content-Type", "text/plain; charset=utf-8"}}, "404 page not found\n");
    }

    bool isShut(int base) const override { return has("port-closed"_L1) && base == Queue; }

private:
    QByteArray status() const
    {
        return QByteArray(has("json-wrong"_L1) ? R"({"status":"failing")" : R"({"status":"ok")") +
               R"(,"components":[{"name":"database","status":"ok","message":""},)" +
               (has("component-down"_L1) ? R"({"name":"cache","status":"down","message":"connection refused"}]})"
                                         : R"({"name":"cache","status":"ok","message":""}]})");
    }

    QByteArray metrics() const
    {
        const double length = has("metric-high"_L1) ? 4200 : 12;
        return "# HELP queue_length Messages that wait.\n# TYPE queue_length gauge\nqueue_length " +
               goNumber(std::round(length * breath(47))) + "\n";
    }
};

} // namespace

DemoProduct genericProduct()
{
    return {
        .name = "generic",
        .usualNodes = 2,
        .faults = [] { return std::vector<FaultRow>(Faults.begin(), Faults.end()); },
        .make =
            [](Stage &stage, int nodes) {
                auto made = servedNodes(nodes, [&](int i) { return std::make_unique<GenericNode>(stage, i); });
                // Only nodes of the kind just made come back.
                return servedScenery(
                    stage,
                    {.shared = {},
                     .secrets = {},
                     .probes = [](const ServedNode &node) { return static_cast<const GenericNode &>(node).probes(); }},
                    std::move(made));
            }};
}

} // namespace rollcall::demo
