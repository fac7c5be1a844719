// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpClient.h"
#include "support/HostileServer.h"
#include "support/WaitFor.h"

#include <gtest/gtest.h>
#include <ostream>

namespace rollcall {
inline void PrintTo(NetFailure failure, std::ostream *out)
{
    *out << failureName(failure).toStdString();
}
} // namespace rollcall

namespace rollcall::test {

/// One client and the plain way to use it: ask, wait, look.
class Fetcher
{
public:
    explicit Fetcher(int expectedTargets = 8) : client(HttpClient::make(clock, expectedTargets)) {}

    HttpResult fetch(HttpRequest request)
    {
        const auto shared = std::make_shared<const HttpRequest>(std::move(request));
        return fetch(shared);
    }
    HttpResult fetch(const std::shared_ptr<const HttpRequest> &request)
    {
        HttpResult answer;
        int results = 0;
        const auto call = client->start(request, [&](HttpResult &&result) {
            answer = std::move(result);
            ++results;
        });
        EXPECT_EQ(results, 0) << "delivered from inside start()";
        EXPECT_TRUE(waitFor([&] { return results > 0; })) << "no result";
        EXPECT_EQ(results, 1);
        return answer;
    }
    HttpResult fetch(const QUrl &url)
    {
        HttpRequest request;
        request.url = url;
        return fetch(std::move(request));
    }

    SystemClock clock;
    std::unique_ptr<HttpClient> client;
};

} // namespace rollcall::test
