// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Secret.h"
#include "cluster/ClusterFile.h"
#include "health/Observation.h"
#include "health/TargetFacts.h"
#include "probe/ProbeSpec.h"

#include <memory>
#include <optional>
#include <vector>

namespace rollcall {

class CanaryPatrol;
struct CanaryContext;

/// The secrets of one target, resolved. Absent: not configured, or could not be read.
struct Credentials
{
    std::optional<Secret> token;
    std::optional<Secret> healthToken;
    std::optional<Secret> password;
    std::optional<Secret> gossipKey;
    std::map<SecretReference, Secret> headers; ///< of generic probes
    std::shared_ptr<const TlsTrust> tls;
    QString proxy; ///< of the workstation; empty: none
};

/// What a product knows about its nodes: which questions to ask and what the answers mean. Stateless; one instance
/// serves all clusters. Found through productNamed() alone: no product shows a header of its own.
class Product
{
public:
    virtual ~Product() = default;

    /// The probes of one target (the proxy included: then `settings.isProxy`): the product's own and those of
    /// `probes[]` that belong to it.
    std::vector<ProbeSpecPtr> probes(const ClusterFile &file, TargetId target, const Credentials &credentials) const;

    /// What an answer means. Total: any bytes give an observation.
    Observation read(const Answer &answer) const;

    /// Whether a probe that runs only on demand is wanted now, given what is known: the enhanced ping after a sign of
    /// trouble, the whole configuration once hashes differ, the goroutine profile where there are no metrics.
    /// `all` holds the facts of every target of the cluster, by TargetId.
    virtual bool wanted(const ProbeSpec &probe, const ClusterFile &file,
                        const std::vector<const TargetFacts *> &all) const;

    /// Posts messages and watches them arrive, where the file asks for it and the product can. Null: it does not.
    virtual std::unique_ptr<CanaryPatrol> canary(CanaryContext context) const;
    /// What that canary will do, and what it needs: one English line. Empty: this product has none.
    virtual QString canaryRemark(const ClusterFile &file) const;

    /// Whether it connects to ports without asking anything there.
    virtual bool connectsToPorts() const;

    /// What a person should know about a target that is asked as the file says: one English line each.
    virtual QStringList remarks(const TargetSettings &settings) const;

private:
    /// The product's own probes. At least one is primary; a product that has a cheap and a thorough form of the same
    /// question makes both so. Without a token the probes that need one are left out.
    virtual std::vector<ProbeSpecPtr> ownProbes(const ClusterFile &file, TargetId target,
                                                const Credentials &credentials) const = 0;
    /// What an answer to one of them means. Total.
    virtual Observation readOwn(const Answer &answer) const = 0;
    /// Puts the token into a request in the product's own way.
    virtual void authorize(HttpRequest &request, const TargetSettings &settings, const Secret &token) const;
};

/// The product of that name, or nullptr for one that this version does not watch yet.
const Product *productNamed(const QString &name);

/// What a person should know about the file as it is: what this version does not do (nobody takes silence for health),
/// and the products' remarks. One English line each, with the place in the file; empty when nothing.
QStringList remarks(const ClusterFile &file);

} // namespace rollcall
