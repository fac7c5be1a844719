// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/Canary.h"

#include <map>
#include <set>

namespace rollcall::mattermost::canary {

/// What the canary has to say of one target: turns what it saw into observations of probes of its own.
class Voice
{
public:
    Voice(const CanaryContext &context, TargetId target);

    /// One run of a probe (`canary.post`, …). A failed exchange says nothing but that it failed.
    void tell(const QString &probe, Outcome outcome, std::vector<Fact> facts = {});
    /// Something that holds, without an exchange of its own.
    void tell(const QString &probe, std::vector<Fact> facts);
    /// An exchange that should have given `expected`. `got` is empty when it did; a refusal or a failed exchange speaks
    /// for itself.
    void tellExpectation(const QString &probe, const Outcome &outcome, const QString &name, const QString &expected,
                         const QString &got);
    /// The target takes no part any more: what was said of it does not hold any longer.
    void withdraw();

private:
    const ProbeSpecPtr &spec(const QString &probe);

    const CanaryContext &m_context;
    TargetId m_target;
    std::map<QString, ProbeSpecPtr> m_specs;
    std::set<QString> m_said; ///< probes that have facts or complaints out
};

} // namespace rollcall::mattermost::canary
