// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/ServedNode.h"

#include <cmath>
#include <numbers>

namespace rollcall::demo {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Below the range from which the system takes ports for connections of its own.
constexpr int LowestOffset = 1000;
constexpr int HighestOffset = 22000;
constexpr int OffsetsTried = 100;

} // namespace

HttpAnswer madeAnswer(const QByteArray &status, std::vector<HeaderLine> headers, const QByteArray &body)
{
    HttpAnswer answer{"HTTP/1.1 " + status, std::move(headers), {}};
    answer.headers.emplace_back("Date", "");
    answer.headers.emplace_back("Content-Length", "");
    answer.setBody(body);
    return answer;
}

bool ServedNode::Port::isOpen() const
{
    return http ? http->isListening() : tcp->isListening();
}

bool ServedNode::Port::open(const QHostAddress &address)
{
    if (!(http ? http->listen(address, number) : tcp->listen(address, number)))
        return false;
    number = http ? http->port() : tcp->port();
    return true;
}

void ServedNode::Port::close()
{
    if (http)
        http->shutDown();
    else
        tcp->shutDown();
}

ServedNode::ServedNode(Stage &stage, QString name, int number, Ports ports)
    : m_stage(stage),
      m_name(std::move(name)),
      m_number(number),
      m_portsBy(ports),
      m_addressNumber(stage.takeAddress()),
      m_startedAt(stage.clock.now() - std::chrono::hours(5 + number)),
      m_later(stage.clock)
{}

ServedNode::~ServedNode() = default;

void ServedNode::addPort(int base, Kind kind)
{
    Port port;
    port.base = base;
    port.kind = kind;
    if (kind == Kind::Tcp) {
        port.tcp = std::make_unique<TcpListener>();
    } else {
        port.http = std::make_unique<HttpServer>([this, base](const std::shared_ptr<HttpServer::Exchange> &exchange) {
            serve(exchange->question(), base, [exchange](const HttpAnswer &answer) { exchange->answer(answer); });
        });
        if (kind == Kind::Https) {
            m_identity = m_stage.identity();
            port.http->useTls(m_identity.configuration);
        }
    }
    m_ports.push_back(std::move(port));
}

quint16 ServedNode::port(int base) const
{
    for (const Port &port : m_ports) {
        if (port.base == base)
            return port.number;
    }
    return 0;
}

QByteArray ServedNode::urlAt(QByteArrayView scheme, int base) const
{
    return quoted(QString::fromLatin1(scheme) + u"://"_s + m_address.toString() + u':' + QString::number(port(base)));
}

bool ServedNode::tryListen(const QHostAddress &address)
{
    for (Port &port : m_ports) {
        port.number = m_portsBy == Ports::Free ? 0 : static_cast<quint16>(port.base + m_offset);
        if (!port.open(address)) {
            closeAll();
            return false;
        }
    }
    m_address = address;
    return true;
}

bool ServedNode::listen()
{
    const QHostAddress own(QHostAddress(u"127.0.0.1"_s).toIPv4Address() + 1 + static_cast<quint32>(m_addressNumber));
    // Not from the stage's seed: two clusters of the same seed would go for the same ports again and again.
    Random random(std::random_device{}());
    const int tries = m_portsBy == Ports::Free ? 1 : OffsetsTried;
    for (int i = 0; i < tries && !m_hasListened; ++i) {
        if (m_portsBy == Ports::Offset)
            m_offset = std::uniform_int_distribution<int>(LowestOffset, HighestOffset)(random);
        m_hasListened = tryListen(own) || tryListen(QHostAddress(QHostAddress::LocalHost));
    }
    // The ports had to be found first, so that it is known where nobody answers.
    if (m_hasListened)
        follow();
    return m_hasListened;
}

void ServedNode::closeAll()
{
    for (Port &port : m_ports)
        port.close();
}

/// Opens and closes ports as the faults have it. Someone else may have got a port meanwhile: then it tries again, as a
/// service that is restarted would.
void ServedNode::follow()
{
    if (!m_hasListened)
        return;
    bool isComplete = true;
    for (Port &port : m_ports) {
        const bool shallBeOpen = !m_isDown && !isShut(port.base);
        if (port.isOpen() && !shallBeOpen)
            port.close();
        else if (!port.isOpen() && shallBeOpen)
            isComplete = port.open(m_address) && isComplete;
    }
    if (!isComplete)
        m_later.after(1s, [this] { follow(); });
}

bool ServedNode::isShut(int) const
{
    return false;
}

Milliseconds ServedNode::delay(const HttpQuestion &) const
{
    return has("slow"_L1) ? Slowness : 0ms;
}

void ServedNode::changed(const QString &, bool) {}

bool ServedNode::canHave(const QString &) const
{
    return true;
}

void ServedNode::set(const QString &fault, bool isOn)
{
    const bool isNews = isOn ? m_faults.insert(fault).second : m_faults.erase(fault) > 0;
    if (!isNews)
        return;
    if (fault == "node-crash"_L1) {
        if (isOn) {
            m_later.clear();
            m_isDown = true;
        } else {
            m_later.after(StartTime, [this] { startUp(); });
        }
    }
    changed(fault, isOn);
    follow();
}

void ServedNode::restart()
{
    if (m_isDown)
        return;
    if (!m_hasListened) {
        m_startedAt = m_stage.clock.now();
        return;
    }
    m_later.clear();
    m_isDown = true;
    m_later.after(StartTime, [this] { startUp(); });
}

void ServedNode::startUp()
{
    if (has("node-crash"_L1))
        return;
    m_isDown = false;
    m_startedAt = m_stage.clock.now();
    follow();
}

void ServedNode::showIdentity(const Identity &identity)
{
    m_identity = identity;
    for (Port &port : m_ports) {
        if (port.kind != Kind::Https)
            continue;
        port.http->useTls(identity.configuration);
        port.close(); // follow() opens it again
    }
}

bool ServedNode::anyHas(QLatin1StringView fault) const
{
    if (!m_peers)
        return has(fault);
    return std::any_of(m_peers->begin(), m_peers->end(), [fault](const auto &node) { return node->has(fault); });
}

Milliseconds ServedNode::uptime() const
{
    return std::chrono::duration_cast<Milliseconds>(m_stage.clock.now() - m_startedAt);
}

double ServedNode::startedAt() const
{
    const double now = static_cast<double>(m_stage.clock.utc().toMSecsSinceEpoch()) / 1000;
    const double skew = has("clock-skew"_L1) ? static_cast<double>(Skew.count()) : 0;
    return std::floor(now + skew - std::chrono::duration<double>(uptime()).count());
}

double ServedNode::breath(double period) const
{
    const double time = std::chrono::duration<double>(m_stage.clock.now() - m_stage.began).count();
    return 1 + 0.05 * std::sin(2 * std::numbers::pi * time / period + 2 * m_number);
}

bool ServedNode::isUp() const
{
    return m_ports.front().isOpen();
}

void ServedNode::ask(const HttpQuestion &question, const Done &done)
{
    serve(question, m_ports.front().base, done);
}

void ServedNode::serve(const HttpQuestion &question, int base, const Done &done)
{
    if (has("node-hang"_L1))
        return;
    HttpAnswer reply = answer(question, base);
    const QByteArray type = reply.header("Content-Type");
    if (has("malformed"_L1) && type.startsWith("application/json"))
        reply.setBody(reply.body.left(reply.body.size() * 2 / 3));
    reply.setHeader("Date", httpDate(m_stage.clock.utc().addSecs(has("clock-skew"_L1) ? Skew.count() : 0)));
    if (const Milliseconds wait = delay(question); wait > 0ms)
        m_later.after(wait, [done, reply] { done(reply); });
    else
        done(reply);
}

} // namespace rollcall::demo
