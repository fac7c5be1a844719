// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Evaluator.h"
#include "health/Report.h"
#include "health/StateBuilder.h"
#include "health/Wording.h"
#include "probe/HttpCourse.h"
#include "probe/Session.h"
#include "unit/products/Asking.h"

#include <map>
#include <set>

namespace rollcall::test {

using namespace Qt::StringLiterals;

/// A cluster of any product on paper. A test writes the cluster file and says what each address answers; a round asks
/// every probe of every target, in the course that the scheduler takes, and folds the answers into findings.
class VendorBench
{
public:
    explicit VendorBench(const QByteArray &json)
    {
        const Result<ClusterFile> parsed = ClusterFile::parse(json, u"cluster.json"_s);
        EXPECT_TRUE(parsed.ok()) << (parsed.ok() ? std::string() : parsed.error().message.toStdString());
        if (parsed.ok())
            file = parsed.value();
    }

    /// One question that was asked, in order.
    struct Asked
    {
        QString node;
        QString probe;
        std::shared_ptr<const HttpRequest> request;
    };

    ClusterFile file;
    Credentials credentials; ///< of every target
    Evaluator::Options options;
    /// By the most exact of `host:port/path?query`, `host:port/path`, `/path?query`, `/path` and `host:port`. A secret
    /// parameter shows as its name in the query. What is not here refuses the connection.
    std::map<QString, FakeHttp::Reply> replies;
    std::set<QString> open; ///< `host:port` or `:port` that accept a TCP connect
    /// Asked first, for answers that depend on more than the address.
    std::function<std::optional<FakeHttp::Reply>(const HttpRequest &)> special;
    std::vector<Asked> asked;
    Evaluation evaluation;

    static FakeHttp::Reply recorded(const QString &name) { return FakeHttp::recorded(readData(name + u".http"_s)); }

    const Product &product(TargetId id) const { return *productNamed(file.settings(id).product); }
    TargetId id(const QString &name) const
    {
        for (int i = 0; i < file.targetCount(); ++i) {
            if (file.settings(TargetId{i}).name == name)
                return TargetId{i};
        }
        ADD_FAILURE() << "no target " << name.toStdString();
        return TargetId{0};
    }
    const std::vector<ProbeSpecPtr> &probes(TargetId id)
    {
        auto &specs = m_specs[id];
        if (specs.empty())
            specs = product(id).probes(file, id, credentials);
        return specs;
    }
    ProbeSpecPtr probe(const QString &node, const QString &name)
    {
        for (const ProbeSpecPtr &spec : probes(id(node))) {
            if (spec->id == name)
                return spec;
        }
        return nullptr;
    }
    /// `id address` of every probe of a target, in the product's order.
    QStringList plan(const QString &node)
    {
        QStringList lines;
        for (const ProbeSpecPtr &spec : probes(id(node))) {
            lines.append(spec->id + u' ' +
                         (spec->isHttp() ? spec->http().url.toString()
                                         : u"tcp://%1:%2"_s.arg(spec->tcp().host).arg(spec->tcp().port)));
        }
        return lines;
    }
    /// What one answer to a probe means.
    Observation read(const QString &node, const QString &name, FakeHttp::Reply reply, std::size_t alternative = 0)
    {
        const ProbeSpecPtr spec = probe(node, name);
        if (!spec) {
            ADD_FAILURE() << node.toStdString() << " has no probe " << name.toStdString();
            return {};
        }
        Answer answer = answerTo(spec, std::move(reply.result));
        answer.alternative = alternative;
        return product(spec->target).read(answer);
    }

    TimePoint now() const { return TimePoint(std::chrono::hours(1)) + m_elapsed; }
    QDateTime utc() const { return QDateTime(QDate(2026, 11, 20), QTime(20, 0), Qt::UTC).addMSecs(m_elapsed.count()); }

    /// Every probe once, at that second.
    VendorBench &round(double second = 0)
    {
        m_elapsed = Milliseconds(static_cast<qint64>(second * 1000));
        if (!m_evaluator)
            m_evaluator = std::make_unique<Evaluator>(file, options);
        for (int i = 0; i < file.targetCount(); ++i) {
            for (const ProbeSpecPtr &spec : probes(TargetId{i}))
                m_evaluator->observe(run(spec));
        }
        evaluation = m_evaluator->evaluate(now(), utc());
        return *this;
    }
    const TargetFacts &facts(const QString &node) const { return m_evaluator->facts(id(node)); }
    State state(const QString &node) const { return evaluation.targetStates[id(node).index()]; }
    /// `severity code nodes key=value…`, in the order of the report. Of the evidence what a person would look for.
    QStringList findings() const
    {
        QStringList lines;
        for (const Finding &finding : evaluation.findings) {
            QStringList names;
            for (const TargetId target : finding.targets)
                names.append(file.targetName(target));
            QString line = severityName(finding.severity) + u' ' + codeName(finding.code) + u' ' + names.join(u',');
            for (const QString &key :
                 {u"component"_s, u"instance"_s, u"message"_s, u"kind"_s, u"status"_s, u"setting"_s, u"probe"_s,
                  u"got"_s, u"detail"_s, u"startupGraceMs"_s, u"timeout"_s}) {
                const QJsonValue value = finding.evidence.value(key);
                if (!value.isUndefined())
                    line += u' ' + key + u'=' + value.toVariant().toString();
            }
            lines.append(line);
        }
        return lines;
    }
    const Finding *find(Code code) const
    {
        for (const Finding &finding : evaluation.findings) {
            if (finding.code == code)
                return &finding;
        }
        return nullptr;
    }
    ClusterStatePtr clusterState() const
    {
        ClusterMoment moment;
        moment.file = std::make_shared<const ClusterFile>(file);
        moment.at = now();
        moment.startedAt = utc();
        moment.utc = utc();
        return buildClusterState(std::move(moment), *m_evaluator, evaluation);
    }
    QString verdict() const { return Wording().verdict(*clusterState()); }
    /// How often a probe asked.
    int count(const QString &probe) const
    {
        return static_cast<int>(
            std::count_if(asked.begin(), asked.end(), [&probe](const Asked &one) { return one.probe == probe; }));
    }

private:
    FakeHttp::Reply replyTo(const HttpRequest &request) const
    {
        if (special) {
            if (auto reply = special(request))
                return *reply;
        }
        QString path = request.url.path();
        const QString host =
            u"%1:%2"_s.arg(request.url.host()).arg(request.url.port(request.url.scheme() == "https"_L1 ? 443 : 80));
        QStringList query;
        if (request.url.hasQuery())
            query.append(request.url.query());
        if (request.secretParameter)
            query.append(QString::fromLatin1(request.secretParameter->first));
        const QString whole = query.isEmpty() ? path : path + u'?' + query.join(u'&');
        for (const QString &key : QStringList{host + whole, host + path, whole, path, host}) {
            if (const auto found = replies.find(key); found != replies.end())
                return found->second;
        }
        return FakeHttp::failure(NetFailure::Refused);
    }
    Observation run(const ProbeSpecPtr &spec)
    {
        Answer answer;
        answer.spec = spec;
        answer.at = now();
        answer.utc = utc();
        if (spec->isHttp()) {
            HttpCourse &course = m_courses[spec];
            std::shared_ptr<const HttpRequest> request = course.begin(*spec, now());
            HttpResult result;
            while (request) {
                asked.push_back({file.targetName(spec->target), spec->id, request});
                EXPECT_LT(asked.size(), 10000U);
                FakeHttp::Reply reply = replyTo(*request);
                if (reply.hangs || reply.after > request->timeout)
                    reply = FakeHttp::failure(NetFailure::Timeout);
                result = std::move(reply.result);
                result.timings.total = result.failure == NetFailure::Timeout ? request->timeout : reply.after;
                request = course.next(*spec, result, now());
            }
            answer.result = std::move(result);
            answer.alternative = course.alternative();
        } else {
            const TcpRequest &tcp = spec->tcp();
            TcpResult result;
            const QString port = u":%1"_s.arg(tcp.port);
            if (!open.contains(tcp.host + port) && !open.contains(port))
                result.failure = NetFailure::Refused;
            answer.result = std::move(result);
        }
        return product(spec->target).read(answer);
    }

    Milliseconds m_elapsed{0};
    std::map<TargetId, std::vector<ProbeSpecPtr>> m_specs;
    std::map<ProbeSpecPtr, HttpCourse> m_courses;
    std::unique_ptr<Evaluator> m_evaluator;
};

/// The components of a health answer, one line each: `name/instance ok` or `name failed: message`.
inline QStringList rowsOf(const std::vector<Component> &components)
{
    QStringList rows;
    for (const Component &component : components) {
        QString row = component.name;
        if (!component.instance.isEmpty())
            row += u'/' + component.instance;
        row += component.ok ? u" ok"_s : u" failed"_s;
        if (component.isOptional)
            row += u" (optional)"_s;
        if (!component.message.isEmpty())
            row += u": "_s + component.message;
        rows.append(row);
    }
    return rows;
}

/// Bytes that no server sends, and what every reader must make of them: an observation, bounded, without a secret.
inline void expectBounded(const Observation &observation)
{
    EXPECT_LE(observation.outcome.firstBytes.size(), 128);
    EXPECT_LE(observation.outcome.detail.size(), 700);
    for (const Fact &fact : observation.facts) {
        const auto *health = std::get_if<HealthFact>(&fact);
        const auto *parts = std::get_if<ComponentsFact>(&fact);
        if (health) {
            EXPECT_LE(health->message.size(), 400);
            EXPECT_TRUE(health->healthy.has_value());
        }
        const std::vector<Component> none;
        for (const Component &component : health ? health->components : parts ? parts->components : none) {
            EXPECT_LE(component.name.size(), 300);
            EXPECT_LE(component.message.size(), 400);
            EXPECT_LE(component.instance.size(), 300);
        }
        if (health || parts) {
            EXPECT_LE((health ? health->components : parts->components).size(), 2000U);
        }
        if (const auto *identity = std::get_if<IdentityFact>(&fact)) {
            EXPECT_LE(identity->version.size(), 256);
            EXPECT_LE(identity->build.size(), 256);
        }
    }
}

/// The bodies that break careless readers; `whole` is a good one of that reader, cut at every byte.
inline std::vector<QByteArray> hostileBodies(const QByteArray &whole)
{
    std::vector<QByteArray> bodies;
    for (qsizetype length = 0; length < whole.size(); ++length)
        bodies.push_back(whole.left(length));
    QByteArray bytes(64, Qt::Uninitialized);
    quint32 state = 12345;
    for (int i = 0; i < 500; ++i) {
        for (char &c : bytes) {
            state = state * 1664525U + 1013904223U;
            c = static_cast<char>(state >> 24U);
        }
        bodies.push_back(bytes);
    }
    // One byte of the good one is another.
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const char c : {'\0', '"', '{', '9'}) {
            QByteArray changed = whole;
            changed[at] = c;
            bodies.push_back(std::move(changed));
        }
    }
    bodies.push_back(QByteArray(200000, '['));
    bodies.push_back(QByteArray(50000, '[') + QByteArray(50000, ']'));
    bodies.push_back(QByteArray("{\"a\":").repeated(50000) + '1' + QByteArray(50000, '}'));
    for (const char *body : {"null",
                             "true",
                             "0",
                             "-1e999",
                             "\"\"",
                             "\"ok\"",
                             "[]",
                             "{}",
                             "[{}]",
                             "[null]",
                             "{\"\":{}}",
                             "{\"status\":1}",
                             "{\"status\":null}",
                             "{\"status\":[]}",
                             "\xEF\xBB\xBF{}",
                             "{\"status\":\"ok\"}garbage",
                             "<a",
                             "<",
                             " ",
                             "\n",
                             "{\"message\":{}}",
                             "{\"healthy\":\"true\"}",
                             "{\"healthy\":1}",
                             "\0\0\0"})
        bodies.emplace_back(body);
    return bodies;
}

} // namespace rollcall::test
