// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/Mattermost.h"

namespace rollcall {

namespace {

class MattermostProduct final : public Product
{
public:
    bool wanted(const ProbeSpec &probe, const ClusterFile &file,
                const std::vector<const TargetFacts *> &all) const override
    {
        return mattermost::isWanted(probe, file, all);
    }

    std::unique_ptr<CanaryPatrol> canary(CanaryContext context) const override
    {
        return mattermost::makeCanary(std::move(context));
    }
    QString canaryRemark(const ClusterFile &file) const override { return mattermost::canaryRemark(file); }

private:
    std::vector<ProbeSpecPtr> ownProbes(const ClusterFile &file, TargetId target,
                                        const Credentials &credentials) const override
    {
        return mattermost::makeProbes(file, target, credentials);
    }
    Observation readOwn(const Answer &answer) const override { return mattermost::readAnswer(answer); }
};

} // namespace

const Product &mattermostProduct()
{
    static const MattermostProduct product;
    return product;
}

} // namespace rollcall
