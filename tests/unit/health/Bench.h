// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Evaluator.h"
#include "health/Report.h"
#include "health/StateBuilder.h"
#include "health/Wording.h"
#include "support/PrintTo.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rollcall::test {

/// A cluster on paper: nodes app1, app2, … at 10.0.0.1, 10.0.0.2, …, whose answers a test writes down one by one.
/// Nodes are counted from 1, as in their names; 0 is the proxy.
class Bench
{
public:
    explicit Bench(int nodes, bool hasProxy = false)
    {
        file.name = QStringLiteral("production");
        file.token = SecretReference{SecretReference::Kind::Environment, QStringLiteral("TOKEN")};
        for (int i = 1; i <= nodes; ++i) {
            Node node;
            node.name = QStringLiteral("app%1").arg(i);
            node.url = QUrl(QStringLiteral("http://10.0.0.%1:8065").arg(i));
            file.nodes.push_back(node);
        }
        if (hasProxy)
            file.publicUrl = QUrl(QStringLiteral("https://chat.example.com"));
    }

    ClusterFile file;
    Evaluator::Options options;
    Milliseconds elapsed{0};

    Evaluator &evaluator()
    {
        if (!m_evaluator)
            m_evaluator = std::make_unique<Evaluator>(file, options);
        return *m_evaluator;
    }
    TimePoint now() const { return TimePoint(std::chrono::hours(1)) + elapsed; }
    QDateTime utc() const { return QDateTime(QDate(2026, 11, 20), QTime(20, 0), Qt::UTC).addMSecs(elapsed.count()); }
    void at(double seconds) { elapsed = Milliseconds(static_cast<qint64>(seconds * 1000)); }
    TargetId id(int node) const { return node == 0 ? file.proxyId() : TargetId{node - 1}; }

    ProbeSpecPtr spec(int node, const QString &probe)
    {
        auto &slot = m_specs[{node, probe}];
        if (!slot) {
            auto made = std::make_shared<ProbeSpec>();
            made->id = probe;
            made->target = id(node);
            made->endpoint = QStringLiteral("GET /") + probe;
            made->request = std::make_shared<const HttpRequest>();
            made->isPrimary = probe == QLatin1String("ping") || probe == QLatin1String("ping.enhanced");
            slot = made;
        }
        return slot;
    }

    Outcome outcome(Outcome::Kind kind = Outcome::Kind::Answered, int status = 200) const
    {
        Outcome result;
        result.kind = kind;
        result.status = status;
        result.latency = std::chrono::microseconds(3100);
        result.at = now();
        result.utc = utc();
        return result;
    }

    void observe(int node, const QString &probe, Outcome what, std::vector<Fact> facts = {},
                 std::shared_ptr<const PeerCertificate> certificate = {})
    {
        Observation observation;
        observation.spec = spec(node, probe);
        observation.outcome = std::move(what);
        observation.facts = std::move(facts);
        observation.certificate = std::move(certificate);
        evaluator().observe(observation);
    }
    void answer(int node, const QString &probe, std::vector<Fact> facts)
    {
        observe(node, probe, outcome(), std::move(facts));
    }
    void ping(int node, const QString &version = QStringLiteral("10.11.2"), const QString &hash = QStringLiteral("c0"))
    {
        IdentityFact identity;
        identity.version = version;
        identity.build = version;
        identity.clientConfigHash = hash;
        HealthFact health;
        health.healthy = true;
        answer(node, QStringLiteral("ping"), {identity, health});
    }
    void pingAll(const QString &version = QStringLiteral("10.11.2"))
    {
        for (int i = 1; i <= static_cast<int>(file.nodes.size()); ++i)
            ping(i, version);
    }
    void fail(int node, NetFailure failure, const QString &probe = QStringLiteral("ping"))
    {
        Outcome what = outcome(Outcome::Kind::Failed, 0);
        what.failure = failure;
        observe(node, probe, what);
    }
    /// Two attempts, `retryAfter` apart; time has moved on by that.
    void down(int node, NetFailure failure)
    {
        fail(node, failure);
        elapsed += file.retryAfter;
        fail(node, failure);
    }
    Member member(int node, const QString &hash = QStringLiteral("h0")) const
    {
        Member result;
        result.id = QStringLiteral("id%1").arg(node);
        result.hostname = QStringLiteral("app%1").arg(node);
        result.address = QStringLiteral("10.0.0.%1").arg(node);
        result.version = QStringLiteral("10.11.2");
        result.configHash = hash;
        result.schemaVersion = QStringLiteral("121");
        return result;
    }
    void list(int node, std::vector<Member> members)
    {
        answer(node, QStringLiteral("cluster.status"), {MembershipFact{std::move(members)}});
    }
    void listNodes(int node, std::initializer_list<int> listed)
    {
        std::vector<Member> members;
        for (const int other : listed)
            members.push_back(member(other));
        list(node, std::move(members));
    }
    /// What the gossip of a node holds: the others by number, and how.
    void hold(int node, std::initializer_list<std::pair<int, gossip::MemberState>> held)
    {
        GossipFact fact;
        for (const auto &[other, state] : held) {
            gossip::Member member;
            member.name = QStringLiteral("id%1").arg(other);
            member.address = QStringLiteral("10.0.0.%1").arg(other);
            member.port = 8074;
            member.state = state;
            fact.members.push_back(member);
        }
        answer(node, QStringLiteral("gossip"), {fact});
    }
    void holdNodes(int node, std::initializer_list<int> alive)
    {
        GossipFact fact;
        for (const int other : alive) {
            gossip::Member member;
            member.name = QStringLiteral("id%1").arg(other);
            member.address = QStringLiteral("10.0.0.%1").arg(other);
            member.port = 8074;
            member.state = gossip::MemberState::Alive;
            fact.members.push_back(member);
        }
        answer(node, QStringLiteral("gossip"), {fact});
    }
    void silentGossip(int node, NetFailure failure = NetFailure::Refused)
    {
        Outcome what = outcome(Outcome::Kind::Failed, 0);
        what.failure = failure;
        observe(node, QStringLiteral("gossip"), what, {GossipFact{.access = GossipFact::Access::Silent}});
    }
    void goroutines(int node, double count)
    {
        MetricsFact metrics;
        metrics.goroutines = count;
        answer(node, QStringLiteral("metrics"), {metrics});
    }
    void requests(int node, double all, double errors)
    {
        MetricsFact metrics;
        metrics.httpRequests = all;
        metrics.httpErrors = errors;
        answer(node, QStringLiteral("metrics"), {metrics});
    }
    void clock(int node, int offsetMs) { answer(node, QStringLiteral("clock"), {ClockFact{Milliseconds(offsetMs)}}); }

    const Evaluation &evaluate()
    {
        evaluation = evaluator().evaluate(now(), utc());
        return evaluation;
    }
    /// `severity code nodes`, one for each finding, in the order of the list.
    QStringList findings()
    {
        QStringList result;
        for (const Finding &finding : evaluate().findings)
            result.append(line(finding));
        return result;
    }
    QString line(const Finding &finding) const
    {
        QStringList names;
        for (const TargetId target : finding.targets)
            names.append(file.targetName(target));
        const QString text = severityName(finding.severity) + u' ' + codeName(finding.code) + u' ' + names.join(u',');
        return text.trimmed();
    }
    const Finding *find(Code code) const
    {
        for (const Finding &finding : evaluation.findings) {
            if (finding.code == code)
                return &finding;
        }
        return nullptr;
    }
    QJsonObject evidence(Code code) const
    {
        const Finding *finding = find(code);
        return finding ? finding->evidence : QJsonObject{{QStringLiteral("absent"), codeName(code)}};
    }
    State stateOf(int node) const { return evaluation.targetStates[id(node).index()]; }
    ClusterStatePtr state()
    {
        evaluate();
        ClusterMoment moment;
        moment.file = std::make_shared<const ClusterFile>(file);
        moment.at = now();
        moment.startedAt = QDateTime(QDate(2026, 11, 20), QTime(20, 0), Qt::UTC);
        moment.utc = utc();
        return buildClusterState(std::move(moment), evaluator(), evaluation);
    }
    QString verdict() { return Wording().verdict(*state()); }

    Evaluation evaluation;

private:
    std::unique_ptr<Evaluator> m_evaluator;
    std::map<std::pair<int, QString>, ProbeSpecPtr> m_specs;
};

inline QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// What a list of findings should be, none or more lines.
template <class... Lines>
QStringList lines(Lines... all)
{
    return QStringList{QString::fromUtf8(all)...};
}

} // namespace rollcall::test

// QStringList in messages of failed tests.
inline void PrintTo(const QStringList &list, std::ostream *out)
{
    for (const QString &text : list)
        *out << "\n  " << text.toStdString();
}
