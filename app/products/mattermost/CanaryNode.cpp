// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/CanaryNode.h"

#include "products/Exchange.h"
#include "products/Questions.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost::canary {

Footing::Footing(const CanaryContext &context, TargetId target, std::function<void(const Event &)> heard)
    : m_context(context),
      m_target(target),
      m_settings(context.file->settings(target)),
      m_credentials(context.credentials[target.index()]),
      m_voice(context, target),
      m_heard(std::move(heard)),
      m_calls(context.http),
      m_token(m_credentials.token),
      m_helloTimer(context.clock.makeTimer([this] { helloMissing(); })),
      m_doneTimer(context.clock.makeTimer([this] { finish(); }))
{}

Footing::~Footing() = default;

HttpRequest Footing::request(const QByteArray &method, const QString &path, const QJsonObject &body) const
{
    HttpRequest request =
        exchange::request(m_settings, m_credentials, questions::below(m_settings.url, path, QString()));
    request.method = method;
    if (!body.isEmpty()) {
        request.headers.push_back({"Content-Type", "application/json"});
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    if (m_token)
        request.secretHeaders.emplace_back("Authorization", Secret("Bearer " + m_token->reveal()));
    return request;
}

void Footing::prepare(std::function<void()> done)
{
    if (m_done)
        return;
    m_done = std::move(done);
    m_step = Step::Login;
    next();
}

/// One step after the other; a step that fails ends it, for now.
void Footing::next()
{
    switch (m_step) {
    case Step::Login:
        m_step = Step::Account;
        if (isLoginDue()) {
            logIn();
            return;
        }
        [[fallthrough]];
    case Step::Account:
        if (!m_token)
            break;
        m_step = Step::Team;
        if (m_account.id.isEmpty()) {
            findAccount();
            return;
        }
        [[fallthrough]];
    case Step::Team:
        m_step = Step::Channel;
        if (m_teamId.isEmpty()) {
            findTeam();
            return;
        }
        [[fallthrough]];
    case Step::Channel:
        m_step = Step::Join;
        if (m_channelId.isEmpty()) {
            findChannel();
            return;
        }
        [[fallthrough]];
    case Step::Join:
        m_step = Step::Socket;
        join();
        return;
    case Step::Socket:
        m_step = Step::Done;
        if (!m_isGreeted) {
            openSocket();
            return;
        }
        break;
    case Step::Done:
        break;
    }
    m_doneTimer->startAt(m_context.clock.now());
}

void Footing::finish()
{
    const auto done = std::exchange(m_done, nullptr);
    if (done)
        done();
}

bool Footing::isLoginDue() const
{
    if (!m_settings.login || !m_credentials.password)
        return false;
    return !m_token || !m_loggedInAt || m_context.clock.now() - *m_loggedInAt >= LoginEvery;
}

void Footing::logIn()
{
    HttpRequest login = exchange::request(m_settings, m_credentials,
                                          questions::below(m_settings.url, u"/api/v4/users/login"_s, QString()));
    login.method = "POST";
    login.headers.push_back({"Content-Type", "application/json"});
    const QJsonObject body{{u"login_id"_s, m_settings.login->user},
                           {u"password"_s, QString::fromUtf8(m_credentials.password->reveal())}};
    login.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    m_loggedInAt = m_context.clock.now();
    m_calls.ask(std::move(login), [this](HttpResult &&http) {
        const std::optional<Secret> token = http.status == 200 ? readToken(http) : std::nullopt;
        const QString got = token ? QString() : http.status == 200 ? u"HTTP 200 without a token"_s : statusText(http);
        m_voice.tellExpectation(u"canary.login"_s, judge(http, m_context.clock, {}), u"login"_s,
                                u"HTTP 200 and a token"_s, got);
        if (!token) {
            next();
            return;
        }
        // A session that is not needed is logged out at once: that is what was to be proven.
        std::optional<Secret> over = token;
        if (!m_credentials.token) {
            over = m_isOwnSession ? m_token : std::nullopt;
            m_token = token;
            m_isOwnSession = true;
        }
        if (!over) {
            next();
            return;
        }
        HttpRequest logout = exchange::request(m_settings, m_credentials,
                                               questions::below(m_settings.url, u"/api/v4/users/logout"_s, QString()));
        logout.method = "POST";
        logout.secretHeaders.emplace_back("Authorization", Secret("Bearer " + over->reveal()));
        m_calls.ask(std::move(logout), [this](HttpResult &&ended) {
            if (ended.answered() && ended.status != 200)
                m_voice.tellExpectation(u"canary.login"_s, judge(ended, m_context.clock, {}), u"logout"_s,
                                        u"HTTP 200"_s, statusText(ended));
            next();
        });
    });
}

void Footing::findAccount()
{
    m_calls.ask(request("GET", u"/api/v4/users/me"_s), [this](HttpResult &&http) {
        const std::optional<Account> account = http.status == 200 ? readAccount(http.body) : std::nullopt;
        m_voice.tellExpectation(u"canary.account"_s, judge(http, m_context.clock, {}), u"account"_s,
                                u"HTTP 200 and a user"_s, account ? QString() : statusText(http));
        if (!account) {
            if (http.status == 401)
                forgetSession();
            m_step = Step::Done;
        } else {
            m_account = *account;
        }
        next();
    });
}

void Footing::findTeam()
{
    m_calls.ask(request("GET", u"/api/v4/users/me/teams"_s), [this](HttpResult &&http) {
        const std::optional<QString> id =
            http.status == 200 ? readTeamId(http.body, m_context.file->canary->team) : std::nullopt;
        QString got;
        if (!id)
            got = http.status == 200 ? u"the account is in no team of that name"_s : statusText(http);
        m_voice.tellExpectation(u"canary.channel"_s, judge(http, m_context.clock, u"view_team"_s), u"channel"_s,
                                u"team %1"_s.arg(m_context.file->canary->team), got);
        if (id)
            m_teamId = *id;
        else
            m_step = Step::Done;
        next();
    });
}

void Footing::findChannel()
{
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(m_context.file->canary->channel));
    m_calls.ask(request("GET", u"/api/v4/teams/%1/channels/name/%2"_s.arg(m_teamId, name)), [this](HttpResult &&http) {
        const std::optional<QString> id = http.status == 200 ? readId(http.body) : std::nullopt;
        m_voice.tellExpectation(u"canary.channel"_s, judge(http, m_context.clock, u"read_channel"_s), u"channel"_s,
                                u"channel %1"_s.arg(m_context.file->canary->channel),
                                id ? QString() : statusText(http));
        if (id)
            m_channelId = *id;
        else
            m_step = Step::Done;
        next();
    });
}

void Footing::join()
{
    // Joining again is no change; who is no member hears nothing.
    m_calls.ask(
        request("POST", u"/api/v4/channels/%1/members"_s.arg(m_channelId), QJsonObject{{u"user_id"_s, m_account.id}}),
        [this](HttpResult &&http) {
            const bool isGood = http.status == 201 || http.status == 200;
            m_voice.tellExpectation(u"canary.join"_s, judge(http, m_context.clock, u"join_public_channels"_s),
                                    u"channel join"_s, u"HTTP 201"_s, isGood ? QString() : statusText(http));
            if (!http.answered())
                m_step = Step::Done;
            next();
        });
}

void Footing::openSocket()
{
    m_socket = m_context.sockets.open(
        exchange::upgrade(request("GET", u"/api/v4/websocket"_s)),
        {.opened =
             [this] { m_helloTimer->startAt(m_context.clock.now() + std::min(LongestHello, m_settings.timeout)); },
         .received = [this](const QByteArray &text) { received(text); },
         .closed = [this](WebSocketEnd &&end) { closed(std::move(end)); }});
}

void Footing::received(const QByteArray &text)
{
    const Event event = readEvent(text);
    if (event.kind == Event::Kind::Posted && m_isGreeted) {
        m_heard(event);
    } else if (event.kind == Event::Kind::Hello && !m_isGreeted) {
        m_helloTimer->stop();
        m_isGreeted = true;
        m_hostname = event.hostname;
        m_voice.tell(u"canary.websocket"_s, {WebsocketFact{}});
        next();
    }
}

void Footing::closed(WebSocketEnd &&end)
{
    const bool wasGreeted = std::exchange(m_isGreeted, false);
    m_helloTimer->stop();
    m_socket.reset();
    if (wasGreeted)
        return; // the next turn opens another
    Outcome outcome;
    outcome.at = m_context.clock.now();
    outcome.utc = m_context.clock.utc();
    outcome.status = end.status;
    outcome.detail = end.detail;
    if (end.status == 401) {
        outcome.kind = Outcome::Kind::Rejected;
        m_voice.tell(u"canary.websocket"_s, outcome);
    } else if (end.status == 429) {
        outcome.kind = Outcome::Kind::RateLimited;
        m_voice.tell(u"canary.websocket"_s, outcome);
    } else if (end.wasOpen) {
        // Closed before the greeting: what a server does with a token that it does not know.
        outcome.kind = Outcome::Kind::Rejected;
        outcome.detail = u"the WebSocket was closed without a hello: the token is refused"_s;
        m_voice.tell(u"canary.websocket"_s, outcome);
    } else {
        m_voice.tell(u"canary.websocket"_s, {WebsocketFact{true, end.status, end.detail, {}}});
    }
    m_step = Step::Done;
    next();
}

void Footing::helloMissing()
{
    m_socket.reset();
    Outcome outcome;
    outcome.kind = Outcome::Kind::Rejected;
    outcome.at = m_context.clock.now();
    outcome.utc = m_context.clock.utc();
    outcome.detail = u"no hello came over the WebSocket: the token is refused"_s;
    m_voice.tell(u"canary.websocket"_s, outcome);
    m_step = Step::Done;
    next();
}

void Footing::dropSocket()
{
    m_socket.reset();
    m_isGreeted = false;
    m_helloTimer->stop();
}

void Footing::forgetSession()
{
    if (m_isOwnSession)
        m_token.reset();
    m_isOwnSession = false;
    m_account = {};
    m_teamId.clear();
    m_channelId.clear();
    dropSocket();
}

void Footing::leave()
{
    m_calls.clear();
    dropSocket();
    m_voice.withdraw();
    if (m_done)
        m_doneTimer->startAt(m_context.clock.now());
}

void Footing::logOut(std::function<void()> done)
{
    if (!m_isOwnSession || !m_token) {
        done();
        return;
    }
    m_isOwnSession = false;
    HttpRequest logout = request("POST", u"/api/v4/users/logout"_s);
    m_token.reset();
    m_calls.ask(std::move(logout), [done = std::move(done)](HttpResult &&) { done(); });
}

} // namespace rollcall::mattermost::canary
