// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Evaluator.h"
#include "products/Product.h"
#include "support/PrintTo.h"
#include "support/StrictMessages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// A real rolling upgrade, polled once a second. What the rules must have said follows from what was done to the nodes,
// as rolling-upgrade.marks.jsonl has it, and from nothing else:
//
//   13.1   all traffic goes to node1                       nothing is wrong
//   25.3   node2 and node3 stopped (the mark is written    both refuse by then; called down when the second attempt,
//          when it is done; they stop one after the other)  2 s after the first, fails too: by 25.3 + 1 + 2 = 28.3
//   34.5   node2 and node3 started on 5.36.1 (done)        each is up as soon as it is polled: by 34.5 + 1 = 35.5.
//                                                          While only one is back, 5.35.4 and 5.36.1 have one node
//                                                          each: no majority, both are named. Then node1 is the odd one
//                                                          out
//   67.2   node1 stopped (done)                            the versions agree again; node1 is down by 67.2 + 1 + 2
//   = 70.2 72.3   node1 started on 5.36.1 (done)                  all well by 72.3 + 1 = 73.3 102.6  end

constexpr auto down1 = "node.unreachable node1";
constexpr auto down2 = "node.unreachable node2";
constexpr auto down3 = "node.unreachable node3";
constexpr auto odd1 = "version.mismatch node1";
constexpr auto tie12 = "version.mismatch node1,node2";
constexpr auto tie13 = "version.mismatch node1,node3";

/// What must hold from one second to the next: exactly `all`, or in the middle of a step any of `some`.
struct Row
{
    double from;
    double to;
    QStringList all;
    QStringList some;
};

QStringList texts(std::initializer_list<const char *> list)
{
    QStringList result;
    for (const char *text : list)
        result.append(QString::fromUtf8(text));
    return result;
}

const std::vector<Row> &table()
{
    static const std::vector<Row> rows{
        {0, 13.1, {}, {}},
        {13.1, 28.4, {}, texts({down2, down3})},
        {28.4, 33, texts({down2, down3}), {}}, // a start takes a second or more
        {33, 35.6, {}, texts({down2, down3, tie12, tie13, odd1})},
        {35.6, 62, texts({odd1}), {}}, // a stop takes up to five seconds
        {62, 70.3, {}, texts({odd1, down1})},
        {70.3, 71, texts({down1}), {}},
        {71, 73.4, {}, texts({down1})},
        {73.4, 200, {}, {}},
    };
    return rows;
}

ClusterFile cluster()
{
    const auto read = ClusterFile::parse(R"({ "schema": 1, "name": "recorded", "product": "mattermost",
        "interval": "1s", "retryAfter": "2s", "publicUrl": "http://127.0.0.1:8080", "token": { "env": "TOKEN" },
        "nodes": [ { "name": "node1", "url": "http://127.0.0.2:8065" },
                   { "name": "node2", "url": "http://127.0.0.3:8065" },
                   { "name": "node3", "url": "http://127.0.0.4:8065" } ] })",
                                         u"recorded.json"_s);
    EXPECT_TRUE(read.ok());
    return read.ok() ? read.value() : ClusterFile();
}

class Replay
{
public:
    Replay() : m_file(cluster()), m_evaluator(m_file), m_product(productNamed(u"mattermost"_s))
    {
        Credentials credentials;
        credentials.token = Secret("token");
        for (int i = 0; i < m_file.targetCount(); ++i) {
            for (const ProbeSpecPtr &spec : m_product->probes(m_file, TargetId{i}, credentials))
                m_specs[{i, spec->id}] = spec;
        }
    }

    /// One line of the recording. The critical findings after it, as `code nodes`.
    QStringList feed(const QJsonObject &line)
    {
        const QString target = line.value("target"_L1).toString();
        const int id = target == "lb"_L1 ? 3 : target.right(1).toInt() - 1;
        const bool isList = line.value("path"_L1).toString().contains("cluster/status"_L1);
        const QString probe = isList ? u"cluster.status"_s : (id == 3 ? u"ping"_s : u"ping.enhanced"_s);
        const Milliseconds at(static_cast<qint64>(line.value("t"_L1).toDouble() * 1000));

        HttpResult http;
        if (line.contains("error"_L1)) {
            http.failure = NetFailure::Refused;
        } else {
            http.status = line.value("status"_L1).toInt();
            http.body = line.value("body"_L1).toString().toUtf8();
            const QJsonObject headers = line.value("headers"_L1).toObject();
            for (auto header = headers.begin(); header != headers.end(); ++header)
                http.head += header.key().toUtf8() + ": " + header.value().toString().toUtf8() + "\r\n";
        }
        http.sentAt = TimePoint(1h) + at;
        http.sentUtc = QDateTime(QDate(2026, 11, 20), QTime(20, 32, 18), Qt::UTC).addMSecs(at.count());
        http.timings.total =
            std::chrono::microseconds(static_cast<qint64>(line.value("elapsed_ms"_L1).toDouble() * 1000));
        Answer answer;
        answer.spec = m_specs.at({id, probe});
        answer.at = http.sentAt;
        answer.utc = http.sentUtc;
        answer.result = http;
        m_evaluator.observe(m_product->read(answer));

        const Evaluation evaluation = m_evaluator.evaluate(answer.at, answer.utc);
        QStringList critical;
        for (const Finding &finding : evaluation.findings) {
            if (finding.severity != Severity::Critical)
                continue;
            QStringList names;
            for (const TargetId node : finding.targets)
                names.append(m_file.targetName(node));
            critical.append(codeName(finding.code) + u' ' + names.join(u','));
        }
        return critical;
    }

private:
    ClusterFile m_file;
    Evaluator m_evaluator;
    const Product *m_product;
    std::map<std::pair<int, QString>, ProbeSpecPtr> m_specs;
};

std::vector<QJsonObject> recording(const QString &path)
{
    std::vector<QJsonObject> lines;
    for (const QByteArray &line : test::readData(path).split('\n')) {
        if (!line.isEmpty())
            lines.push_back(QJsonDocument::fromJson(line).object());
    }
    std::stable_sort(lines.begin(), lines.end(), [](const QJsonObject &a, const QJsonObject &b) {
        return a.value("t"_L1).toDouble() < b.value("t"_L1).toDouble();
    });
    return lines;
}

TEST(RollingUpgrade, SaysWhatTheMarksImplyAndNothingElse)
{
    const auto lines = recording(u"mattermost/rolling-upgrade.jsonl"_s);
    ASSERT_EQ(lines.size(), 741U);
    Replay replay;
    std::vector<QStringList> steps{{}};
    for (const QJsonObject &line : lines) {
        const double at = line.value("t"_L1).toDouble();
        const QStringList critical = replay.feed(line);
        if (critical != steps.back())
            steps.push_back(critical);
        for (const Row &row : table()) {
            if (at < row.from || at >= row.to)
                continue;
            if (row.some.isEmpty()) {
                EXPECT_EQ(critical, row.all) << "at " << at << " s";
            }
            for (const QString &finding : critical) {
                EXPECT_TRUE(row.all.contains(finding) || row.some.contains(finding))
                    << finding.toStdString() << " at " << at << " s";
            }
        }
    }
    // One after the other, each once: they stop and start in the order of their names.
    const std::vector<QStringList> expected{
        {}, texts({down2}), texts({down2, down3}), texts({down3, tie12}), texts({odd1}), {}, texts({down1}), {},
    };
    EXPECT_EQ(steps.size(), expected.size());
    EXPECT_EQ(steps, expected);
}

TEST(RollingUpgrade, MarksAreWhereTheTableSaysTheyAre)
{
    const auto marks = recording(u"mattermost/rolling-upgrade.marks.jsonl"_s);
    QStringList seen;
    for (const QJsonObject &mark : marks)
        seen.append(QString::number(mark.value("t"_L1).toDouble(), 'f', 1) + u' ' + mark.value("mark"_L1).toString());
    EXPECT_EQ(seen,
              texts({"1.0 start: three nodes on 5.35.4 behind the proxy", "13.1 proxy sends all requests to node1",
                     "25.3 node2 and node3 stopped", "34.5 node2 and node3 started on 5.36.1",
                     "56.6 proxy sends all requests to node2 and node3", "67.2 node1 stopped",
                     "72.3 node1 started on 5.36.1", "92.5 proxy sends requests to all three nodes", "102.6 end"}));
}

} // namespace
} // namespace rollcall
