// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

namespace rollcall {

using namespace Qt::StringLiterals;

void ruleExpectations(const RuleInput &input, Findings &findings)
{
    for (const TargetInput &target : input.targets) {
        for (const auto &[probe, known] : target.facts->expectations) {
            const ExpectationFact &fact = known.value;
            if (!known.isCurrent || fact.level == ExpectationFact::Level::Holds)
                continue;
            QJsonObject evidence{{u"probe"_s, fit(fact.name)}, {u"got"_s, fit(fact.got)}};
            if (!fact.expected.isEmpty())
                evidence.insert(u"expected"_s, fit(fact.expected));
            if (fact.value)
                evidence.insert(u"value"_s, *fact.value);
            const bool isWarning = fact.level == ExpectationFact::Level::Warning;
            const std::vector<TargetId> targets =
                fact.isOfCluster ? std::vector<TargetId>{} : std::vector<TargetId>{target.id};
            findings.add(isWarning ? Severity::Warning : Severity::Critical, Code::ProbeFailed, targets, evidence,
                         fact.name);
        }
    }
}

} // namespace rollcall
