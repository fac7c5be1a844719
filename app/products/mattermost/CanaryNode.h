// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/mattermost/CanaryAnswers.h"
#include "products/mattermost/CanaryCalls.h"
#include "products/mattermost/CanaryVoice.h"

#include <functional>

namespace rollcall::mattermost::canary {

/// The canary's footing on one node: its session, who it is there, the channel, and its own WebSocket, which stays open
/// between the turns.
class Footing
{
public:
    /// A 101 without `hello` for so long means that the token is refused.
    static constexpr Milliseconds LongestHello{5000};
    /// A login is a session in the database, and counts where attempts are counted.
    static constexpr Milliseconds LoginEvery{300000};

    /// `heard` takes what the WebSocket says of posts; it may not destroy this.
    Footing(const CanaryContext &context, TargetId target, std::function<void(const Event &)> heard);
    ~Footing();
    Footing(const Footing &) = delete;
    Footing &operator=(const Footing &) = delete;

    TargetId target() const { return m_target; }
    Voice &voice() { return m_voice; }
    const TargetSettings &settings() const { return m_settings; }

    /// Makes whatever is missing. `done` runs once, from the event loop; what could be had is then there.
    void prepare(std::function<void()> done);
    bool isPreparing() const { return m_done != nullptr; }
    bool canPost() const { return m_token && !m_channelId.isEmpty(); }
    bool isListening() const { return m_isGreeted; }
    /// The next prepare() opens another WebSocket: this one may be dead without anybody having said so.
    void dropSocket();
    /// It takes no part for now.
    void leave();
    /// Logs the session of this run out, if it was made by a login; `done` from the event loop, or at once.
    void logOut(std::function<void()> done);

    // What prepare() found out.
    const Account &account() const { return m_account; }
    const QString &teamId() const { return m_teamId; }
    const QString &channelId() const { return m_channelId; }
    /// The node's own name, where its version says it.
    const QString &hostname() const { return m_hostname; }
    const std::optional<Secret> &token() const { return m_token; }

    /// A request to the API with the session; a body is JSON.
    HttpRequest request(const QByteArray &method, const QString &path, const QJsonObject &body = {}) const;
    /// The session was refused: the next prepare() begins anew.
    void forgetSession();

private:
    void next();
    void finish();
    bool isLoginDue() const;
    void logIn();
    void findAccount();
    void findTeam();
    void findChannel();
    void join();
    void openSocket();
    void received(const QByteArray &text);
    void closed(WebSocketEnd &&end);
    void helloMissing();

    enum class Step { Login, Account, Team, Channel, Join, Socket, Done };

    const CanaryContext &m_context;
    TargetId m_target;
    TargetSettings m_settings;
    const Credentials &m_credentials;
    Voice m_voice;
    std::function<void(const Event &)> m_heard;
    Calls m_calls;
    Step m_step = Step::Done;
    std::function<void()> m_done;

    std::optional<Secret> m_token;
    bool m_isOwnSession = false; ///< made by a login: to be logged out
    std::optional<TimePoint> m_loggedInAt;
    Account m_account;
    QString m_teamId;
    QString m_channelId;
    QString m_hostname;
    std::unique_ptr<WebSocket> m_socket;
    bool m_isGreeted = false;
    std::unique_ptr<Timer> m_helloTimer;
    std::unique_ptr<Timer> m_doneTimer;
};

} // namespace rollcall::mattermost::canary
