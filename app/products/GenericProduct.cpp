// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Exchange.h"
#include "products/Product.h"

using namespace Qt::StringLiterals;

namespace rollcall {

namespace {

/// Any other node: one GET of its `url`, healthy on 200-399, or a TCP connect. No token goes to it: nothing says in
/// which way it would want one.
class GenericProduct final : public Product
{
public:
    std::vector<ProbeSpecPtr> probes(const ClusterFile &file, TargetId target,
                                     const Credentials &credentials) const override
    {
        const TargetSettings settings = file.settings(target);
        auto spec = std::make_shared<ProbeSpec>();
        spec->target = target;
        spec->isPrimary = true;
        spec->interval = settings.interval;
        if (settings.url.scheme() == "tcp"_L1) {
            spec->id = u"tcp"_s;
            TcpRequest request;
            request.host = settings.url.host();
            request.port = static_cast<quint16>(settings.url.port(0));
            request.timeout = settings.timeout;
            connectElsewhere(settings.connectTo, request);
            spec->endpoint = u"connect %1:%2"_s.arg(settings.url.host()).arg(settings.url.port(0));
            spec->request = request;
        } else {
            spec->id = u"http"_s;
            auto request = std::make_shared<HttpRequest>(exchange::request(settings, credentials, settings.url));
            request->freshConnection = settings.isProxy;
            spec->endpoint = u"GET "_s + pathOf(settings.url);
            spec->request = std::shared_ptr<const HttpRequest>(std::move(request));
        }
        return {spec};
    }

    Observation read(const Answer &answer) const override
    {
        Observation observation = exchange::begin(answer);
        Outcome &outcome = observation.outcome;
        if (!outcome.answered())
            return observation;
        const HttpResult *http = answer.http();
        HealthFact health;
        if (http == nullptr) {
            health.healthy = true; // the port is open, and no more was asked
            observation.facts.emplace_back(std::move(health));
            return observation;
        }
        if (http->status == 429) {
            exchange::readRateLimitOrRedirect(*http, outcome);
            return observation;
        }
        health.healthy = http->status >= 200 && http->status <= 399;
        if (!*health.healthy)
            outcome.detail = u"HTTP %1"_s.arg(http->status);
        observation.facts.emplace_back(std::move(health));
        if (const std::optional<ClockFact> clock = exchange::clockOf(*http))
            observation.facts.emplace_back(*clock);
        return observation;
    }

    bool wanted(const ProbeSpec &, const ClusterFile &, const std::vector<const TargetFacts *> &) const override
    {
        return false;
    }

private:
    static QString pathOf(const QUrl &url)
    {
        // Without the query: it is where other programs take secrets.
        const QString path = url.path();
        return path.isEmpty() ? u"/"_s : path;
    }

    static void connectElsewhere(const QString &connectTo, TcpRequest &request)
    {
        const qsizetype colon = connectTo.lastIndexOf(u':');
        if (colon <= 0)
            return;
        bool isNumber = false;
        const ushort port = connectTo.mid(colon + 1).toUShort(&isNumber);
        if (!isNumber || port == 0)
            return;
        request.host = connectTo.left(colon);
        if (request.host.startsWith(u'[') && request.host.endsWith(u']'))
            request.host = request.host.mid(1, request.host.size() - 2);
        request.port = port;
    }
};

} // namespace

const Product &genericProduct()
{
    static const GenericProduct product;
    return product;
}

} // namespace rollcall
