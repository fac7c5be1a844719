// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/GossipCommand.h"

#include "gossip/Requests.h"
#include "health/Wording.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;
using gossip::MemberState;
using gossip::Reply;

namespace {

constexpr Milliseconds UsualTimeout{5000};
constexpr int ExitSilent = 2;

State stateOf(MemberState state)
{
    switch (state) {
    case MemberState::Alive:
        return State::Ok;
    case MemberState::Suspect:
    case MemberState::Left:
        return State::Warning;
    case MemberState::Dead:
        return State::Critical;
    case MemberState::Unknown:
        return State::Unknown;
    }
    return State::Unknown;
}

QString shown(const QString &text)
{
    return Wording::plain(text);
}

QString placeOf(const gossip::Member &member)
{
    const QString address = member.address.isEmpty() ? u"?"_s : member.address;
    return (address.contains(u':') ? QString(u'[' + address + u']') : address) + u':' + QString::number(member.port);
}

QJsonObject toJson(const gossip::Member &member)
{
    QJsonArray protocol;
    for (const int version : member.protocol)
        protocol.append(version);
    return QJsonObject{{u"name"_s, shown(member.name)},
                       {u"address"_s, member.address.isEmpty() ? QJsonValue() : QJsonValue(member.address)},
                       {u"port"_s, member.port},
                       {u"state"_s, gossip::memberStateName(member.state)},
                       {u"incarnation"_s, static_cast<qint64>(member.incarnation)},
                       {u"protocol"_s, protocol},
                       {u"meta"_s, member.meta ? QJsonValue(shown(*member.meta)) : QJsonValue()}};
}

/// `3 members: 2 alive, 1 suspect`
QString countOf(const std::vector<gossip::Member> &members)
{
    QStringList parts;
    for (const MemberState state :
         {MemberState::Alive, MemberState::Suspect, MemberState::Dead, MemberState::Left, MemberState::Unknown}) {
        const auto count = std::count_if(members.begin(), members.end(),
                                         [state](const gossip::Member &member) { return member.state == state; });
        if (count > 0)
            parts.append(QString::number(count) + u' ' + gossip::memberStateName(state));
    }
    return u"%1 %2: %3"_s.arg(QString::number(members.size()), members.size() == 1 ? u"member"_s : u"members"_s,
                              parts.join(u", "_s));
}

/// Why there is no list, and what to do.
QString complaintOf(const Reply &reply)
{
    switch (reply.kind) {
    case Reply::Kind::NeedsKey:
        return u"the gossip is encrypted: name the variable that holds its key with --key-env"_s;
    case Reply::Kind::KeyRefused:
        return u"the gossip is encrypted with another key than the one given"_s;
    case Reply::Kind::NotEncrypted:
        return u"a key is given, and the gossip is not encrypted: nothing of its answer is believed"_s;
    case Reply::Kind::Error:
        return u"the node refuses: "_s + reply.text;
    case Reply::Kind::NotMemberlist:
        return u"what listens there is no gossip port"_s + (reply.text.isEmpty() ? QString() : u": "_s + reply.text);
    case Reply::Kind::Damaged:
        return u"the answer is damaged: "_s + reply.text;
    case Reply::Kind::TooLarge:
        return u"the answer is too large: "_s + reply.text;
    case Reply::Kind::Ack:
        return u"the node acknowledged a ping that nobody sent"_s;
    case Reply::Kind::Empty: // a failure of the connection, which says it itself
    case Reply::Kind::Members:
        break;
    }
    return {};
}

} // namespace

GossipCommand::GossipCommand(Invocation invocation, Terminal terminal)
    : m_invocation(std::move(invocation)), m_terminal(terminal)
{}

GossipCommand::~GossipCommand() = default;

QString GossipCommand::address() const
{
    const QString host = m_invocation.host;
    return (host.contains(u':') ? QString(u'[' + host + u']') : host) + u':' + QString::number(m_invocation.port);
}

Result<std::vector<Secret>> GossipCommand::keys() const
{
    if (m_invocation.keyVariable.isEmpty())
        return std::vector<Secret>{};
    const QByteArray name = m_invocation.keyVariable.toUtf8();
    if (!qEnvironmentVariableIsSet(name.constData()))
        return Error{u"gossip.key"_s, u"--key-env: there is no such environment variable"_s};
    return gossip::keysFrom(Secret(qgetenv(name.constData())));
}

Result<void> GossipCommand::start()
{
    Result<std::vector<Secret>> given = keys();
    if (!given)
        return given.error();
    m_query = std::make_shared<gossip::MembershipQuery>(std::move(given).value(), m_invocation.label.toUtf8());
    m_connection = TcpConnect::start(m_clock,
                                     {.host = m_invocation.host,
                                      .port = static_cast<quint16>(m_invocation.port),
                                      .timeout = m_invocation.timeout.value_or(UsualTimeout),
                                      .question = m_query},
                                     [this](TcpResult &&result) { take(std::move(result)); });
    return {};
}

void GossipCommand::interrupt()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_connection.reset();
    complain(m_terminal.errors, u"interrupted before the node had answered"_s);
    Q_EMIT finished(ExitUnknown);
}

void GossipCommand::take(TcpResult &&result)
{
    if (m_isFinished)
        return;
    m_roundTrip = result.total - result.connect;
    if (result.failure == NetFailure::TooLarge) {
        tell(nullptr, result.detail, ExitUnknown);
        return;
    }
    const Reply reply = m_query->read(result.answer);
    // A port of another kind may greet and then wait for ever.
    const bool hasGreeted = result.failure == NetFailure::Timeout && reply.kind == Reply::Kind::NotMemberlist;
    if (result.failure != NetFailure::None && !hasGreeted) {
        tell(nullptr, result.detail, ExitSilent);
        return;
    }
    if (reply.kind != Reply::Kind::Members) {
        tell(&reply, complaintOf(reply), ExitUnknown);
        return;
    }
    const bool areAllAlive = std::all_of(reply.members.begin(), reply.members.end(), [](const gossip::Member &member) {
        return member.state == MemberState::Alive;
    });
    tell(&reply, {}, areAllAlive ? 0 : 1);
}

void GossipCommand::tell(const Reply *reply, const QString &error, int status)
{
    m_isFinished = true;
    if (m_invocation.isJson)
        m_terminal.out.write(QJsonDocument(json(reply, error)).toJson(QJsonDocument::Indented));
    else if (!m_invocation.isQuiet && error.isEmpty())
        m_terminal.out.write(plain(*reply));
    if (!error.isEmpty() && !m_invocation.isQuiet && !m_invocation.isJson)
        complain(m_terminal.errors, reply ? QString(address() + u": "_s + error) : error); // else it names the place
    Q_EMIT finished(status);
}

QJsonObject GossipCommand::json(const Reply *reply, const QString &error) const
{
    QJsonArray members;
    QJsonValue roundTrip;
    if (reply) {
        for (const gossip::Member &member : reply->members)
            members.append(toJson(member));
        roundTrip = std::round(static_cast<double>(m_roundTrip.count()) / 10) / 100;
    }
    // What could not be opened may be compressed or not.
    const bool isOpen = reply && (reply->kind == Reply::Kind::Members || reply->kind == Reply::Kind::Error);
    return QJsonObject{{u"address"_s, address()},
                       {u"roundTripMs"_s, roundTrip},
                       {u"encrypted"_s, reply ? QJsonValue(reply->isSealed) : QJsonValue()},
                       {u"compressed"_s, isOpen ? QJsonValue(reply->isCompressed) : QJsonValue()},
                       {u"members"_s, members},
                       {u"error"_s, error.isEmpty() ? QJsonValue() : QJsonValue(shown(error))}};
}

QString GossipCommand::plain(const Reply &reply) const
{
    QString text = u"%1 answered in %2 ms, %3, %4. %5.\n\n"_s.arg(
        address(), QString::number(static_cast<double>(m_roundTrip.count()) / 1000, 'f', 1),
        reply.isSealed ? u"encrypted"_s : u"not encrypted"_s,
        reply.isCompressed ? u"compressed"_s : u"not compressed"_s, countOf(reply.members));
    using Row = std::array<QString, 5>;
    std::vector<Row> rows{{u"STATE"_s, u"NAME"_s, u"ADDRESS"_s, u"INCARNATION"_s, u"META"_s}};
    for (const gossip::Member &member : reply.members) {
        const QString meta = member.meta           ? shown(*member.meta)
                             : member.metaSize > 0 ? u"(%1 bytes)"_s.arg(member.metaSize)
                                                   : QString();
        rows.push_back({gossip::memberStateName(member.state), shown(member.name), placeOf(member),
                        QString::number(member.incarnation), meta});
    }
    std::array<qsizetype, 5> widths{};
    for (const Row &row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c)
            widths[c] = std::max(widths[c], row[c].size());
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        QString line;
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const bool isFigure = c == 3;
            const QString cell = isFigure ? rows[r][c].rightJustified(widths[c]) : rows[r][c].leftJustified(widths[c]);
            const bool isState = c == 0 && r > 0;
            line += u"  "_s + (isState ? m_terminal.out.coloured(stateOf(reply.members[r - 1].state), cell) : cell);
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    }
    return text + u"\nThis is the list of one node, over TCP alone: whether members hear each other over UDP cannot be "
                  "seen\nfrom outside; their logs tell (\"other probes failed, network may be misconfigured\").\n"_s;
}

} // namespace rollcall
