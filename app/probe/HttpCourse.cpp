// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/HttpCourse.h"

#include "probe/Session.h"

namespace rollcall {

namespace {

constexpr int RunsBeforeTheFirstAgain = 20;

} // namespace

std::shared_ptr<const HttpRequest> HttpCourse::question(const ProbeSpec &spec) const
{
    const auto &plain = m_alternative == 0 ? std::get<0>(spec.request) : spec.fallbacks[m_alternative - 1];
    return spec.session ? spec.session->authorized(*plain) : plain;
}

std::shared_ptr<const HttpRequest> HttpCourse::begin(const ProbeSpec &spec, TimePoint now)
{
    m_absent = 0;
    m_hasLoggedIn = false;
    if (m_alternative > spec.fallbacks.size() || ++m_runs >= RunsBeforeTheFirstAgain) {
        m_alternative = 0;
        m_runs = 0;
    }
    m_isLoggingIn = spec.session && !spec.session->isOpen(now);
    return m_isLoggingIn ? spec.session->login() : question(spec);
}

std::shared_ptr<const HttpRequest> HttpCourse::next(const ProbeSpec &spec, const HttpResult &result, TimePoint now)
{
    if (m_isLoggingIn) {
        m_isLoggingIn = false;
        m_hasLoggedIn = true;
        // Without a token the refusal of the login is what there is to tell.
        return spec.session->open(result, now) ? question(spec) : nullptr;
    }
    if (spec.session && result.status == 401 && !m_hasLoggedIn) {
        // Its time was up earlier than thought: a restart forgets all tokens.
        spec.session->close();
        m_isLoggingIn = true;
        return spec.session->login();
    }
    if (!result.answered() || result.status != 404 || spec.fallbacks.empty())
        return nullptr;
    m_alternative = (m_alternative + 1) % (spec.fallbacks.size() + 1);
    return ++m_absent <= spec.fallbacks.size() ? question(spec) : nullptr;
}

} // namespace rollcall
