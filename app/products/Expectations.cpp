// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Expectations.h"

#include "base/JsonPath.h"
#include "base/JsonReading.h"
#include "products/Exchange.h"
#include "products/PrometheusText.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rollcall::expectations {

namespace {

constexpr qint64 MetricsBound = qint64{32} * 1024 * 1024;
constexpr qsizetype LongestShown = 120;

using Level = ExpectationFact::Level;

const QUrl &urlOf(const ClusterFile &file, int target)
{
    return file.isProxy(TargetId{target}) ? file.publicUrl : file.nodes[static_cast<std::size_t>(target)].url;
}

/// Whether this target carries a probe with a url of its own. One whose host it has not is answered at once: there may
/// be thousands of targets.
bool isCarrier(const ClusterFile &file, TargetId id, const QUrl &url)
{
    const auto port = [](const QUrl &of) { return of.port(of.scheme() == "https"_L1 ? 443 : 80); };
    if (id.index() != 0 && urlOf(file, static_cast<int>(id.index())).host() != url.host())
        return false;
    TargetId sameHost;
    for (int i = 0; i < file.targetCount(); ++i) {
        const QUrl &own = urlOf(file, i);
        if (own.host() != url.host())
            continue;
        if (own.scheme() == url.scheme() && port(own) == port(url))
            return TargetId{i} == id;
        if (!sameHost.isValid())
            sameHost = TargetId{i};
    }
    return (sameHost.isValid() ? sameHost : TargetId{0}) == id;
}

QString textOf(const std::vector<StatusRange> &ranges)
{
    QStringList parts;
    for (const StatusRange &range : ranges)
        parts.append(range.first == range.last ? QString::number(range.first)
                                               : u"%1-%2"_s.arg(range.first).arg(range.last));
    return u"status "_s + parts.join(u", "_s);
}

/// As JSON writes it; a long text is cut.
QString shown(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 15);
    case QJsonValue::String:
        return u'"' + value.toString().left(LongestShown) + u'"';
    case QJsonValue::Array:
        return u"a list"_s;
    case QJsonValue::Object:
        return u"an object"_s;
    case QJsonValue::Undefined:
        return u"nothing"_s;
    }
    return {};
}

/// What did not hold. The first of them is told.
struct Verdict
{
    Level level = Level::Holds;
    QString expected;
    QString got;
    std::optional<double> value;

    static Verdict failed(const QString &expected, const QString &got) { return {Level::Critical, expected, got, {}}; }
};

Verdict judgeStatus(const GenericProbe &probe, const HttpResult &http)
{
    // As for a node's own url: a redirect to a login page is an answer of a service that lives.
    const std::vector<StatusRange> ranges =
        probe.expectStatus.empty() ? std::vector<StatusRange>{{200, 399}} : probe.expectStatus;
    const bool isIn = std::any_of(ranges.begin(), ranges.end(), [&http](const StatusRange &range) {
        return http.status >= range.first && http.status <= range.last;
    });
    return isIn ? Verdict{} : Verdict::failed(textOf(ranges), u"HTTP %1"_s.arg(http.status));
}

Verdict judgeType(const GenericProbe &probe, const HttpResult &http)
{
    if (probe.expectType.isEmpty())
        return {};
    const auto bare = [](const QString &type) { return type.section(u';', 0, 0).trimmed().toLower(); };
    const QString got = bare(QString::fromLatin1(http.header("Content-Type")));
    const QString wanted = bare(probe.expectType);
    const bool isLike = wanted.endsWith("/*"_L1) ? got.startsWith(wanted.chopped(1))
                        : wanted.contains(u'/')  ? got == wanted
                                                 : got.section(u'/', 0, 0) == wanted;
    return isLike ? Verdict{} : Verdict::failed(u"type "_s + wanted, got.isEmpty() ? u"no type"_s : u"type "_s + got);
}

Verdict judgeBody(const GenericProbe &probe, const HttpResult &http)
{
    if (probe.expectBody.isEmpty() || http.body.contains(probe.expectBody.toUtf8()))
        return {};
    return Verdict::failed(u"a body with \"%1\""_s.arg(probe.expectBody.left(LongestShown)),
                           u"another body (%1 bytes)"_s.arg(http.body.size()));
}

Verdict judgeJson(const GenericProbe &probe, const QJsonValue &document)
{
    for (auto entry = probe.expectJson.begin(); entry != probe.expectJson.end(); ++entry) {
        const std::optional<JsonPath> path = JsonPath::parse(entry.key());
        const std::vector<QJsonValue> values = path ? path->find(document) : std::vector<QJsonValue>{};
        const auto other =
            std::find_if(values.begin(), values.end(), [&](const QJsonValue &value) { return value != entry.value(); });
        if (values.empty() || other != values.end()) {
            return Verdict::failed(entry.key() + u" = "_s + shown(entry.value()),
                                   values.empty() ? u"nothing there"_s : shown(*other));
        }
    }
    return {};
}

/// The name of `name{label="value", …}` and its labels as written.
std::pair<QByteArray, QList<QByteArray>> splitMetric(const QString &metric)
{
    const QByteArray text = metric.toUtf8();
    const qsizetype brace = text.indexOf('{');
    if (brace < 0 || !text.endsWith('}'))
        return {text, {}};
    QList<QByteArray> labels;
    for (const QByteArray &label : text.mid(brace + 1, text.size() - brace - 2).split(','))
        labels.append(label.trimmed());
    return {text.left(brace).trimmed(), labels};
}

bool hasLabels(const prometheus::Sample &sample, const QList<QByteArray> &labels)
{
    return std::all_of(labels.begin(), labels.end(),
                       [&sample](const QByteArray &label) { return sample.labels.contains(label); });
}

Verdict judgeMetric(const GenericProbe &probe, const HttpResult &http)
{
    const auto [name, labels] = splitMetric(probe.metric);
    // Where the critical value is the lower one, little is bad: free space, workers.
    const bool isLowBad = probe.warn && probe.critical && *probe.critical < *probe.warn;
    std::optional<double> worst;
    const prometheus::Tally tally = prometheus::read(
        http.body, [&name = name](QByteArrayView candidate) { return candidate == name; },
        [&worst, &labels = labels, isLowBad](const prometheus::Sample &sample) {
            if (std::isnan(sample.value) || !hasLabels(sample, labels))
                return;
            if (!worst || (isLowBad ? sample.value < *worst : sample.value > *worst))
                worst = sample.value;
        });
    if (tally.samples == 0)
        return Verdict::failed(u"metrics"_s, u"not a single sample"_s);
    if (probe.metric.isEmpty())
        return {};
    if (!worst)
        return Verdict::failed(probe.metric, u"no such sample"_s);
    const auto isOver = [&](const std::optional<double> &limit) {
        return limit && (isLowBad ? *worst < *limit : *worst > *limit);
    };
    const QString got = u"%1 = %2"_s.arg(probe.metric, QString::number(*worst, 'g', 12));
    Verdict verdict;
    verdict.value = worst;
    const auto say = [&](Level level, double limit) {
        verdict.level = level;
        verdict.expected = (isLowBad ? u"at least %1"_s : u"at most %1"_s).arg(QString::number(limit, 'g', 12));
        verdict.got = got;
    };
    if (isOver(probe.critical))
        say(Level::Critical, *probe.critical);
    else if (isOver(probe.warn))
        say(Level::Warning, *probe.warn);
    return verdict;
}

Verdict judgeHttp(const GenericProbe &probe, const HttpResult &http, std::vector<Component> &components)
{
    Verdict verdict = judgeStatus(probe, http);
    if (probe.kind == GenericProbe::Kind::Prometheus)
        return verdict.level == Level::Holds ? judgeMetric(probe, http) : verdict;
    if (verdict.level == Level::Holds)
        verdict = judgeType(probe, http);
    if (verdict.level == Level::Holds)
        verdict = judgeBody(probe, http);
    if (probe.expectJson.isEmpty() && probe.components.isEmpty())
        return verdict;
    const Result<QJsonValue> document = json::parse(http.body);
    if (!document.ok())
        return verdict.level != Level::Holds ? verdict : Verdict::failed(u"JSON"_s, document.error().message);
    // The rows are read also where the status is bad: that is where they are needed.
    if (const std::optional<JsonPath> path = JsonPath::parse(probe.components); path && !probe.components.isEmpty())
        components = componentsOf(path->find(document.value()));
    return verdict.level == Level::Holds ? judgeJson(probe, document.value()) : verdict;
}

ProbeSpecPtr makeProbe(const GenericProbe &probe, const questions::Target &target, const Authorize &authorize)
{
    questions::Target at = target;
    const bool isOwn = probe.url.isEmpty();
    if (!isOwn) {
        at.settings.url = probe.url;
        at.settings.connectTo.clear();
    }
    const QUrl &base = at.settings.url;
    const int port = probe.port.value_or(base.port(base.scheme() == "https"_L1 ? 443 : 80));
    std::shared_ptr<ProbeSpec> spec;
    if (probe.kind == GenericProbe::Kind::Tcp) {
        spec = at.connect({}, 0, probe.port.value_or(base.port(0)), 0);
    } else {
        questions::Question question = at.get({.id = "", .port = probe.port ? port : 0});
        HttpRequest &http = *question.http;
        http.url = base;
        http.url.setUserInfo({});
        if (probe.port)
            http.url.setPort(port);
        if (!probe.path.isEmpty() || probe.kind == GenericProbe::Kind::Prometheus) {
            const QString path = probe.path.isEmpty() ? u"/metrics"_s : probe.path;
            http.url.setPath(path.section(u'?', 0, 0));
            http.url.setQuery(path.contains(u'?') ? path.section(u'?', 1) : QString());
        }
        http.method = probe.method.toLatin1();
        if (probe.kind == GenericProbe::Kind::Prometheus)
            http.maxBody = MetricsBound;
        for (auto header = probe.headers.begin(); header != probe.headers.end(); ++header) {
            if (!header->secret) {
                http.headers.push_back({header.key().toLatin1(), header->text.toUtf8()});
            } else if (const auto secret = target.credentials.headers.find(*header->secret);
                       secret != target.credentials.headers.end()) {
                http.secretHeaders.emplace_back(header.key().toLatin1(), secret->second);
            }
        }
        if (probe.auth != GenericProbe::Auth::None)
            authorize(http, probe.auth);
        for (const QString &path : probe.fallback) {
            HttpRequest &request = question.addFallback(path.section(u'?', 0, 0));
            request.url.setQuery(path.contains(u'?') ? path.section(u'?', 1) : QString());
        }
        // Without the query: it is where other programs take secrets.
        const QString path = http.url.path().isEmpty() ? u"/"_s : http.url.path();
        question.spec->endpoint = probe.method + u' ' +
                                  (isOwn ? (probe.port ? u":%1"_s.arg(port) : QString())
                                         : exchange::originText(http.url.toString(QUrl::RemoveQuery))) +
                                  path;
        spec = question.spec;
    }
    spec->id = u"probe:"_s + probe.name;
    spec->isIndependent = !isOwn;
    spec->expectation = std::make_shared<const GenericProbe>(probe);
    spec->phase = 0.8;
    return spec;
}

} // namespace

std::vector<ProbeSpecPtr> probes(const ClusterFile &file, const questions::Target &target, const Authorize &authorize)
{
    std::vector<ProbeSpecPtr> specs;
    for (const GenericProbe &probe : file.probes) {
        const bool isCarried = probe.url.isEmpty() ? !target.settings.isProxy && probe.node == target.settings.name
                                                   : isCarrier(file, target.id, probe.url);
        if (isCarried)
            specs.push_back(makeProbe(probe, target, authorize));
    }
    return specs;
}

Observation read(const Answer &answer)
{
    Observation observation = exchange::begin(answer);
    Outcome &outcome = observation.outcome;
    const GenericProbe &probe = *answer.spec->expectation;
    std::vector<Component> components;
    Verdict verdict;
    const HttpResult *http = answer.http();
    if (!outcome.isContact()) {
        verdict = Verdict::failed(u"an answer"_s, exchange::failureWords(outcome.failure));
    } else if (outcome.kind != Outcome::Kind::Answered) {
        verdict = Verdict::failed(u"an answer"_s, outcome.detail.isEmpty() ? u"no HTTP answer"_s : outcome.detail);
        outcome.kind = Outcome::Kind::Answered; // the expectation says it
    } else if (http != nullptr) {
        verdict = judgeHttp(probe, *http, components);
        if (http->status == 429 && verdict.level != Level::Holds) {
            exchange::readRateLimitOrRedirect(*http, outcome);
            return observation;
        }
        if (verdict.level != Level::Holds)
            outcome.detail = verdict.got;
    }
    ExpectationFact fact;
    fact.level = verdict.level;
    fact.name = probe.name;
    fact.expected = verdict.expected;
    fact.got = verdict.got;
    fact.value = verdict.value;
    fact.isOfCluster = !probe.url.isEmpty();
    observation.facts.emplace_back(std::move(fact));
    if (!components.empty())
        observation.facts.emplace_back(ComponentsFact{std::move(components)});
    // A certificate or a clock of another service says nothing about the target that carries its probe.
    observation.certificate.reset();
    observation.peerAddress.clear();
    return observation;
}

} // namespace rollcall::expectations
