// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/CanaryKeeper.h"

namespace rollcall {

CanaryKeeper::CanaryKeeper(Clock &clock, HttpClient &http, WebSocketClient &sockets)
    : m_clock(clock), m_http(http), m_sockets(sockets)
{}

CanaryKeeper::~CanaryKeeper() = default;

void CanaryKeeper::start(Setting setting)
{
    stop();
    if (!setting.file->canary)
        return;
    CanaryContext context{.file = std::move(setting.file),
                          .clock = m_clock,
                          .http = m_http,
                          .sockets = m_sockets,
                          .credentials = std::move(setting.credentials),
                          .observed = std::move(setting.observed),
                          .takesPart = std::move(setting.takesPart),
                          .isOneRound = setting.isOneRound,
                          .retries = setting.retries,
                          .endBy = setting.endBy,
                          .finished = [this, finished = std::move(setting.finished)] {
                              m_isBusy = false;
                              if (finished)
                                  finished();
                          }};
    for (const Product *product : setting.products) {
        m_patrol = product->canary(context);
        if (m_patrol)
            break;
    }
    if (!m_patrol)
        return;
    m_isBusy = setting.isOneRound;
    m_patrol->start();
}

void CanaryKeeper::stop()
{
    m_patrol.reset();
    m_isBusy = false;
}

void CanaryKeeper::setPaused(bool isPaused)
{
    if (m_patrol)
        m_patrol->setPaused(isPaused);
}

} // namespace rollcall
