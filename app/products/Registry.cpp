// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Finding.h"
#include "products/Canary.h"
#include "products/Expectations.h"
#include "products/Product.h"
#include "products/Questions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall {

// A product is one file and one line here: its file ends in its function, and has no header.
#define ROLLCALL_PRODUCTS(PRODUCT)                                                                                     \
    PRODUCT("mattermost", mattermostProduct)                                                                           \
    PRODUCT("gitlab", gitLabProduct)                                                                                   \
    PRODUCT("portus", portusProduct)                                                                                   \
    PRODUCT("wso2-apim", apimProduct)                                                                                  \
    PRODUCT("wso2-mi", microIntegratorProduct)                                                                         \
    PRODUCT("generic", genericProduct)

#define ROLLCALL_DECLARE(name, product) const Product &product();
ROLLCALL_PRODUCTS(ROLLCALL_DECLARE)
#undef ROLLCALL_DECLARE

const Product *productNamed(const QString &wanted)
{
#define ROLLCALL_FIND(name, product)                                                                                   \
    if (wanted == QLatin1StringView(name))                                                                             \
        return &product();
    ROLLCALL_PRODUCTS(ROLLCALL_FIND)
#undef ROLLCALL_FIND
    return nullptr;
}

std::vector<ProbeSpecPtr> Product::probes(const ClusterFile &file, TargetId id, const Credentials &credentials) const
{
    std::vector<ProbeSpecPtr> specs = ownProbes(file, id, credentials);
    if (!file.probes.empty()) {
        const questions::Target target{id, file.settings(id), credentials};
        const auto authorized = [&](HttpRequest &request, GenericProbe::Auth auth) {
            if (auth == GenericProbe::Auth::Login)
                questions::addLogin(request, target);
            else if (credentials.token)
                authorize(request, target.settings, *credentials.token);
        };
        for (ProbeSpecPtr &spec : expectations::probes(file, target, authorized))
            specs.push_back(std::move(spec));
    }
    // Of a tunnel's other end nobody hears whether a port is open: ssh accepts every connection and then drops it.
    if (!file.jumpHost.isEmpty() && !file.isProxy(id)) {
        std::erase_if(
            specs, [](const ProbeSpecPtr &spec) { return spec->isTcp() && !spec->isPrimary && !spec->tcp().question; });
    }
    return specs;
}

Observation Product::read(const Answer &answer) const
{
    return answer.spec->expectation ? expectations::read(answer) : readOwn(answer);
}

bool Product::wanted(const ProbeSpec &, const ClusterFile &, const std::vector<const TargetFacts *> &) const
{
    return false;
}

std::unique_ptr<CanaryPatrol> Product::canary(CanaryContext) const
{
    return nullptr;
}

QString Product::canaryRemark(const ClusterFile &) const
{
    return {};
}

bool Product::connectsToPorts() const
{
    return false;
}

QStringList Product::remarks(const TargetSettings &) const
{
    return {};
}

void Product::authorize(HttpRequest &request, const TargetSettings &, const Secret &token) const
{
    request.secretHeaders.emplace_back("Authorization", Secret("Bearer " + token.reveal()));
}

QStringList remarks(const ClusterFile &file)
{
    QStringList lines;
    bool hasPorts = false;
    for (std::size_t i = 0; i < file.nodes.size(); ++i) {
        const TargetSettings settings = file.settings(TargetId{static_cast<int>(i)});
        const QString place = u"nodes[%1] (%2): "_s.arg(QString::number(i), settings.name);
        if (const Product *product = productNamed(settings.product)) {
            for (const QString &remark : product->remarks(settings))
                lines.append(place + remark);
            hasPorts = hasPorts || product->connectsToPorts();
        } else {
            lines.append(place + u"the product %1 is not watched by this version"_s.arg(settings.product));
        }
        if (!file.jumpHost.isEmpty() && settings.url.scheme() == "tcp"_L1)
            lines.append(place + u"a TCP connect goes directly, not through the jump host, in this version"_s);
    }
    hasPorts = hasPorts || std::any_of(file.probes.begin(), file.probes.end(),
                                       [](const GenericProbe &probe) { return probe.kind == GenericProbe::Kind::Tcp; });
    if (!file.jumpHost.isEmpty() && hasPorts)
        lines.append(u"jumpHost: ports that are only connected to are not tried through it"_s);
    for (auto entry = file.rules.severity.begin(); entry != file.rules.severity.end(); ++entry) {
        if (!codeFromName(entry.key()))
            lines.append(u"rules.severity: there is no code %1"_s.arg(entry.key().left(64)));
    }
    if (file.canary) {
        QString remark;
        for (std::size_t i = 0; i < file.nodes.size() && remark.isEmpty(); ++i) {
            if (const Product *product = productNamed(file.settings(TargetId{static_cast<int>(i)}).product))
                remark = product->canaryRemark(file);
        }
        lines.append(u"canary: "_s + (remark.isEmpty() ? u"no node of this file passes messages"_s : remark));
    }
    return lines;
}

} // namespace rollcall
