// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/Session.h"

namespace rollcall {

Session::Session(std::shared_ptr<const HttpRequest> login, ReadToken readToken, Milliseconds life)
    : m_login(std::move(login)), m_readToken(std::move(readToken)), m_life(life)
{}

bool Session::open(const HttpResult &answer, TimePoint now)
{
    m_token = m_readToken(answer);
    m_end = now + m_life;
    return m_token.has_value();
}

void Session::close()
{
    m_token.reset();
}

std::shared_ptr<const HttpRequest> Session::authorized(const HttpRequest &request) const
{
    auto authorized = std::make_shared<HttpRequest>(request);
    if (m_token)
        authorized->secretHeaders.emplace_back("Authorization", Secret("Bearer " + m_token->reveal()));
    return authorized;
}

} // namespace rollcall
