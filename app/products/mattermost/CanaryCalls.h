// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpClient.h"

#include <functional>
#include <list>
#include <memory>

namespace rollcall::mattermost::canary {

/// Exchanges on their way, each with what is to be done with its answer. Destroying it cancels them silently, also from
/// inside one of the answers.
class Calls
{
public:
    using Then = std::function<void(HttpResult &&)>;

    explicit Calls(HttpClient &http) : m_http(http) {}

    void ask(HttpRequest request, Then then)
    {
        const auto entry = m_calls.emplace(m_calls.end());
        *entry = m_http.start(std::make_shared<const HttpRequest>(std::move(request)),
                              [this, entry, then = std::move(then)](HttpResult &&result) {
                                  const Then next = then; // the call goes first, and this function with it
                                  HttpResult answer = std::move(result);
                                  m_calls.erase(entry);
                                  next(std::move(answer));
                              });
    }
    void clear() { m_calls.clear(); }
    bool isEmpty() const { return m_calls.empty(); }

private:
    HttpClient &m_http;
    std::list<std::unique_ptr<HttpCall>> m_calls;
};

} // namespace rollcall::mattermost::canary
