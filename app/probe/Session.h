// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Secret.h"
#include "net/HttpClient.h"

#include <functional>
#include <memory>
#include <optional>

namespace rollcall {

/// A login whose token opens the questions of a target for a while. Logging in at every poll would exhaust what a
/// server keeps of them (the Micro Integrator: 200), so the token is kept until its time is up or it is refused.
class Session
{
public:
    /// The token in the answer to the login, or nothing.
    using ReadToken = std::function<std::optional<Secret>(const HttpResult &)>;

    /// `life`: how long a token is used. `login` carries the credentials.
    Session(std::shared_ptr<const HttpRequest> login, ReadToken readToken, Milliseconds life);

    bool isOpen(TimePoint now) const { return m_token && now < m_end; }
    const std::shared_ptr<const HttpRequest> &login() const { return m_login; }
    /// Of the last login; absent when there was none, or it was refused.
    const std::optional<Secret> &token() const { return m_token; }
    /// Takes the answer to the login. False: there is no token in it.
    bool open(const HttpResult &answer, TimePoint now);
    /// The token was refused.
    void close();
    /// The request with the token as its Bearer. Only while open.
    std::shared_ptr<const HttpRequest> authorized(const HttpRequest &request) const;

private:
    std::shared_ptr<const HttpRequest> m_login;
    ReadToken m_readToken;
    Milliseconds m_life;
    std::optional<Secret> m_token;
    TimePoint m_end;
};

} // namespace rollcall
