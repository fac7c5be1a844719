// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a watch leaves in its recording, and what becomes of it in a replay.
#include "Cluster.h"
#include "health/StateBuilder.h"
#include "health/Wording.h"
#include "history/Figures.h"
#include "history/FlightRecorder.h"
#include "products/Product.h"
#include "support/RecordedText.h"
#include "support/WaitFor.h"
#include "watch/Replay.h"
#include "watch/StateKeeper.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>

namespace rollcall::test {

namespace {

/// All that is said of it, without the numbers that move.
QString outlineOf(const ClusterState &state)
{
    QString text = u"%1 %2"_s.arg(state.utc.toString(Qt::ISODateWithMs), Wording().verdict(state));
    for (const TargetStatePtr &target : state.targets)
        text += u" | %1 %2"_s.arg(target->settings.name, stateName(target->state));
    for (const Finding &finding : state.findings)
        text += u" | "_s + Wording().message(*state.file, finding);
    return text;
}

/// The rows of a recording as earlier versions packed them, without bases.
void unpackAll(const QSqlDatabase &database)
{
    PackedRows packed(database, true);
    QSqlQuery read(database);
    QSqlQuery write(database);
    for (const QString &table : {u"entry"_s, u"body"_s}) {
        std::vector<std::pair<qint64, QByteArray>> rows;
        EXPECT_TRUE(read.exec(u"SELECT id, content, base FROM %1 WHERE content IS NOT NULL"_s.arg(table)));
        while (read.next()) {
            const Result<QByteArray> content = packed.content(read.value(1).toByteArray(), read.value(2));
            EXPECT_TRUE(content);
            rows.emplace_back(read.value(0).toLongLong(), content ? content.value() : QByteArray());
        }
        for (const auto &[id, content] : rows) {
            EXPECT_TRUE(write.prepare(u"UPDATE %1 SET content = ?, base = NULL WHERE id = ?"_s.arg(table)));
            write.addBindValue(qCompress(content));
            write.addBindValue(id);
            EXPECT_TRUE(write.exec());
        }
    }
}

/// Rows whose base is not there.
const QString Orphans =
    u"SELECT (SELECT count(*) FROM body WHERE base NOT IN (SELECT id FROM body)) + (SELECT count(*) "
    "FROM entry WHERE base NOT IN (SELECT id FROM body)), (SELECT count(*) FROM body WHERE base IS "
    "NOT NULL), (SELECT count(*) FROM entry WHERE base IS NOT NULL), (SELECT count(*) FROM body)"_s;

class RecordingTest : public WatchTest
{
protected:
    void start(ClusterFile file)
    {
        m_recorder = std::make_unique<FlightRecorder>(m_path, m_options);
        m_onState = [this] { m_seen.append(outlineOf(*m_watch->state())); };
        Watch &watch = make(std::move(file), {.history = m_recorder.get()});
        m_clock.advance(3ms); // nothing is at once
        watch.start();
    }
    /// A changed file gives a state before anybody is told of one.
    void change(ClusterFile file)
    {
        m_watch->setFile(std::move(file));
        if (const QString now = outlineOf(*m_watch->state()); m_seen.isEmpty() || m_seen.back() != now)
            m_seen.append(now);
    }
    void end()
    {
        m_watch.reset();
        m_recorder.reset();
    }
    static QStringList replayed(const QString &path)
    {
        QStringList list;
        auto opened = Replay::open(path);
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().message.toStdString());
        while (opened) {
            const auto went = opened.value()->next();
            EXPECT_TRUE(went) << (went ? "" : went.error().message.toStdString());
            if (!went || !went.value())
                break;
            list.append(outlineOf(*opened.value()->state()));
        }
        return list;
    }
    Result<void> exportTo(const QString &path, const QDateTime &from, const QDateTime &to)
    {
        std::optional<Result<void>> result;
        m_recorder->exportTo(path, from, to, &m_context, [&](Result<void> done) { result = std::move(done); });
        EXPECT_TRUE(waitFor([&] { return result.has_value(); }));
        return result.value_or(Error{});
    }
    std::vector<StateChange> changes()
    {
        std::optional<std::vector<StateChange>> result;
        m_recorder->readChanges(0, m_clock.utc().toMSecsSinceEpoch(), 1000, &m_context,
                                [&](std::vector<StateChange> &&given) { result = std::move(given); });
        EXPECT_TRUE(waitFor([&] { return result.has_value(); }));
        return result.value_or(std::vector<StateChange>());
    }

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(u"recording"_s);
    FlightRecorder::Options m_options;
    std::unique_ptr<FlightRecorder> m_recorder;
    QStringList m_seen;
    QObject m_context;
};

TEST_F(RecordingTest, AReplayFollowsAChangedFile)
{
    start(makeFile(3));
    m_clock.advance(60s);
    m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Refused);
    m_clock.advance(60s);
    ClusterFile more = makeFile(4);
    change(more);
    m_clock.advance(60s);
    ClusterFile fewer = more;
    fewer.nodes.erase(fewer.nodes.begin()); // the others move up by one
    change(fewer);
    m_clock.advance(60s);
    fewer.rules.goroutineThreshold = 1;
    change(fewer);
    m_clock.advance(60s);
    fewer.nodes.erase(fewer.nodes.begin()); // the one that is down
    change(fewer);
    m_clock.advance(60s);
    end();
    QStringList again = replayed(m_path);
    ASSERT_FALSE(again.isEmpty());
    EXPECT_TRUE(again.front().contains(u"othing is known yet"_s));
    again.removeFirst(); // made before anybody listened
    EXPECT_EQ(again, m_seen);
    EXPECT_TRUE(m_seen.join(u'\n').contains(u"app4"_s));
    EXPECT_FALSE(m_seen.back().contains(u"app2"_s)) << m_seen.back().toStdString();
}

TEST_F(RecordingTest, AnExportSaysWhatTheWatchSaidInItsSpan)
{
    start(makeFile(3));
    m_clock.advance(2min);
    m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Refused);
    m_clock.advance(17min);
    const QDateTime from = m_clock.utc();
    m_clock.advance(2min);
    m_replies[hostOf(0)] = FakeHttp::answer(200, "<html>");
    m_clock.advance(2min);
    m_replies.clear();
    m_clock.advance(2min);
    const QDateTime to = m_clock.utc();
    m_replies[hostOf(2)] = FakeHttp::failure(NetFailure::Refused);
    m_clock.advance(2min);
    const QString path = m_folder.filePath(u"span"_s);
    ASSERT_TRUE(exportTo(path, from, to));
    end();
    const auto isInside = [&](const QString &line) {
        return line >= from.toString(Qt::ISODateWithMs) && line.section(u' ', 0, 0) <= to.toString(Qt::ISODateWithMs);
    };
    QStringList expected;
    std::copy_if(m_seen.begin(), m_seen.end(), std::back_inserter(expected), isInside);
    EXPECT_EQ(replayed(path), expected);
    ASSERT_FALSE(expected.isEmpty());
    EXPECT_TRUE(expected.front().contains(u"app2"_s)) << "it was down long before: " << expected.front().toStdString();
    auto opened = Replay::open(path);
    ASSERT_TRUE(opened);
    EXPECT_GE(opened.value()->begin(), from);
    EXPECT_LE(opened.value()->end(), to);
    ASSERT_TRUE(opened.value()->seek(to));
    EXPECT_EQ(opened.value()->state()->state, State::Ok);
}

TEST_F(RecordingTest, WhatDoesNotFitGoesBeforeItsDayIsOver)
{
    m_options.mostBytes = 1; // nothing fits: the last hour stays all the same
    start(makeFile(1));
    m_clock.advance(100min);
    const QDateTime last = m_clock.utc();
    const std::size_t many = changes().size();
    end();
    auto opened = Replay::open(m_path);
    ASSERT_TRUE(opened);
    EXPECT_GE(opened.value()->begin(), last.addSecs(-75 * 60)) << "removed every ten minutes";
    EXPECT_LE(opened.value()->begin(), last.addSecs(-55 * 60));
    EXPECT_GE(many, 1U) << "the changes of the state stay";
}

TEST_F(RecordingTest, AnExportOfNothingIsNone)
{
    start(makeFile(1));
    m_clock.advance(60s);
    const QString path = m_folder.filePath(u"span"_s);
    const Result<void> result = exportTo(path, m_clock.utc().addDays(-3), m_clock.utc().addDays(-2));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, u"recording.empty"_s);
    EXPECT_FALSE(QFile::exists(path));
    EXPECT_FALSE(QFile::exists(path + u".part"_s));
    const Result<void> onFolder = exportTo(m_folder.path(), {}, m_clock.utc());
    ASSERT_FALSE(onFolder);
    EXPECT_EQ(onFolder.error().code, u"recording.unwritable"_s);
    EXPECT_TRUE(onFolder.error().message.contains(m_folder.path()));
    EXPECT_FALSE(QFile::exists(m_folder.path() + u".part"_s));
}

TEST_F(RecordingTest, ChangesAreKeptInWordsThatCanBeSaidAgain)
{
    ClusterFile file = makeFile(3);
    file.publicUrl = QUrl(u"http://127.0.0.200"_s);
    start(file);
    m_clock.advance(60s);
    m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Refused);
    m_clock.advance(60s);
    m_replies[u"127.0.0.200"_s] = FakeHttp::answer(502, "");
    m_clock.advance(60s);
    m_replies.clear();
    m_clock.advance(60s);
    const std::vector<StateChange> all = changes();
    ASSERT_GE(all.size(), 4U);
    std::vector<State> states;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const StateChange &change = all[i];
        EXPECT_EQ(Wording().verdict(*change.state), change.verdict);
        EXPECT_EQ(change.nodesIn(State::Ok) + change.nodesIn(State::Critical) + change.nodesIn(State::Warning) +
                      change.nodesIn(State::Unknown),
                  3);
        if (i > 0) {
            EXPECT_EQ(all[i - 1].before, change.state->state);
            EXPECT_LE(change.utc, all[i - 1].utc) << "newest first";
        }
        states.push_back(change.state->state);
    }
    EXPECT_FALSE(all.back().before.has_value()) << "the first that this watch saw";
    EXPECT_THAT(states, testing::Contains(State::Critical));
    const std::string csv = toCsv(all).toStdString();
    EXPECT_NE(csv.find("critical"), std::string::npos);
    EXPECT_TRUE(toJson(all, u"production"_s).contains("node.unreachable"));

    // The next watch of the same cluster: what it saw first changed nothing.
    end();
    start(file);
    m_clock.advance(60s);
    const std::vector<StateChange> later = changes();
    ASSERT_GT(later.size(), all.size());
    EXPECT_FALSE(later[later.size() - all.size() - 1].before.has_value());
}

TEST_F(RecordingTest, NoSecretIsInItNorInAnExport)
{
    const QByteArray secret = "zq9Kp4secret";
    const auto word = [&secret](const char *tail) { return QByteArray(secret + tail); };
    m_environment.secrets[u"TOKEN"_s] = word("Token77");
    m_environment.secrets[u"HEADER"_s] = word("Header77");
    m_environment.secrets[u"PASSWORD"_s] = word("Password77");
    ClusterFile file = makeFile(2);
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    GenericProbe probe;
    probe.name = u"page"_s;
    probe.path = u"/page"_s;
    probe.node = u"app1"_s;
    probe.headers[u"X-Api-Key"_s].secret = SecretReference{SecretReference::Kind::Environment, u"HEADER"_s};
    probe.headers[u"X-Auth-Token"_s].text = QString::fromLatin1(word("Written77"));
    file.probes.push_back(probe);
    probe.name = u"configuration"_s;
    probe.path = u"/api/v4/config"_s;
    file.probes.push_back(probe);
    // The canary logs in, and the node gives the password back as its error's name.
    file.login = Login{u"canary"_s, SecretReference{SecretReference::Kind::Environment, u"PASSWORD"_s}};
    file.canary = Canary{u"lab"_s, u"probe"_s};
    m_replies[u"/api/v4/users/login"_s] = FakeHttp::answer(500, "{\"id\":\"api.said." + word("Password77") + "\"}");
    file.httpProxy = QString::fromLatin1("http://user:" + word("Proxy77") + "@127.0.0.9:3128");
    // What the nodes give away.
    m_replies[u"/api/v4/config"_s] = FakeHttp::answer(
        200, "{\"SqlSettings\":{\"DataSource\":\"mm:" + word("Db77") + "@tcp(db:3306)/mm\"},\"EmailSettings\":{" +
                 "\"SMTPPassword\":\"" + word("Smtp77") + "\"},\"note\":\"https://u:" + word("Url77") + "@host/\"}");
    m_replies[u"/page"_s] =
        FakeHttp::answer(200, "you sent " + word("Token77") + " and " + word("Header77") + " to us",
                         "Content-Type: text/plain\r\nSet-Cookie: MMAUTHTOKEN=" + word("Cookie77") + "; Path=/\r\n" +
                             "Location: https://x:" + word("Location77") + "@host/?token=" + word("Query77") + "\r\n");
    m_replies[hostOf(1) + u"/api/v4/system/ping"_s] =
        FakeHttp::answer(500, "{\"id\":\"api.x\",\"message\":\"password=" + word("Message77") + " refused\"}");
    start(file);
    m_clock.advance(120s);
    // The canary, as far as it speaks for itself.
    auto spec = std::make_shared<ProbeSpec>();
    spec->id = u"canary.post"_s;
    spec->target = TargetId{0};
    auto request = std::make_shared<HttpRequest>();
    request->secretHeaders.emplace_back("Authorization", Secret("Bearer " + word("Canary77")));
    spec->request = std::move(request);
    Observation seen;
    seen.spec = std::move(spec);
    seen.outcome.kind = Outcome::Kind::Unexpected;
    seen.outcome.detail = QString::fromLatin1("it said " + word("Canary77"));
    seen.outcome.firstBytes = "Token " + word("Canary77");
    seen.outcome.at = m_clock.now();
    seen.outcome.utc = m_clock.utc();
    ExpectationFact expectation;
    expectation.level = ExpectationFact::Level::Critical;
    expectation.name = u"post"_s;
    expectation.got = QString::fromLatin1("got " + word("Canary77"));
    seen.facts = {expectation,
                  ComponentsFact{{Component{u"files"_s, false, QString::fromLatin1("with " + word("Canary77"))}}}};
    m_recorder->observed(seen, m_clock.utc(), u"app1"_s);
    // A node of an encrypted cluster, asked as a watch asks it: it gives the key back, as it is and as it is written.
    const QByteArray key = word("GossipKey0123456789A");
    ClusterFile withGossip = file;
    withGossip.gossip = GossipSettings{.key = SecretReference{SecretReference::Kind::Environment, u"GOSSIP"_s}};
    Credentials credentials;
    credentials.gossipKey = Secret(key.toBase64());
    const std::vector<ProbeSpecPtr> specs = productNamed(u"mattermost"_s)->probes(withGossip, TargetId{0}, credentials);
    const auto gossip = std::ranges::find_if(specs, [](const ProbeSpecPtr &each) { return each->id == u"gossip"_s; });
    ASSERT_NE(gossip, specs.end());
    TcpResult bytes;
    bytes.answer = "gossip said " + key + " and " + key.toBase64();
    Observation complaint;
    complaint.spec = *gossip;
    complaint.facts = {GossipFact{GossipFact::Access::Refused,
                                  {},
                                  true,
                                  false,
                                  QString::fromLatin1("no key fits: " + key.toBase64() + ' ' + key)}};
    m_recorder->answered({*gossip, m_clock.now(), m_clock.utc(), bytes, 0}, complaint, u"app1"_s);
    m_clock.advance(60s);
    const QString path = m_folder.filePath(u"span"_s);
    ASSERT_TRUE(exportTo(path, m_clock.utc().addSecs(-150), m_clock.utc()));
    end();
    for (const QString &each : {m_path, path}) {
        const QByteArray all = everythingIn(each);
        EXPECT_TRUE(all.contains("SMTPPassword")) << "nothing was looked at";
        EXPECT_TRUE(all.contains("you sent"));
        EXPECT_TRUE(all.contains("canary.post"));
        EXPECT_TRUE(all.contains("canary.login"));
        EXPECT_TRUE(all.contains("api.said.")) << "what the node said of the login, without the password";
        EXPECT_TRUE(all.contains("gossip said"));
        EXPECT_TRUE(all.contains("no key fits"));
        EXPECT_TRUE(all.contains("refused")) << "the message stands, without its secret";
        const qsizetype at = all.indexOf(secret);
        EXPECT_EQ(at, -1) << all.mid(std::max<qsizetype>(0, at - 80), 200).toStdString();
        EXPECT_FALSE(all.contains(key.toBase64()));
    }
}

TEST_F(RecordingTest, WhatDiffersInAFewNumbersTakesLittleRoom)
{
    // Numbers that move with every answer, as those of a node do.
    QByteArray metrics;
    for (int i = 0; i < 600; ++i)
        metrics += QByteArray("mattermost_metric_") +
                   QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Md5).toHex() + " 1\n";
    start(makeFile(3));
    for (int i = 0; i < 40; ++i) {
        m_replies[u"/metrics"_s] = FakeHttp::answer(
            200, metrics + "go_goroutines " + QByteArray::number(100 + i) + "\n", "Content-Type: text/plain\r\n");
        m_clock.advance(15s);
    }
    const QString span = m_folder.filePath(u"span"_s);
    ASSERT_TRUE(exportTo(span, m_clock.utc().addSecs(-60), m_clock.utc()));
    end();
    QStringList again = replayed(m_path);
    again.removeFirst();
    EXPECT_EQ(again, m_seen);
    EXPECT_GT(replayed(span).size(), 0);
    for (const QString &path : {m_path, span}) {
        SCOPED_TRACE(path.toStdString());
        const QVariantList counts = rowOf(path, Orphans);
        EXPECT_EQ(counts.at(0).toInt(), 0);
        EXPECT_GT(counts.at(1).toInt(), path == span ? 2 : 20);
        EXPECT_GT(counts.at(2).toInt(), path == span ? 10 : 100);
    }
    const QVariantList bytes =
        rowOf(m_path, u"SELECT sum(length(content)) * 1.0 / count(*), (SELECT max(length(content)) "
                      "FROM body) FROM body WHERE base IS NOT NULL"_s);
    EXPECT_LT(bytes.at(0).toDouble() * 50, bytes.at(1).toDouble());
    const QByteArray all = everythingIn(span);
    EXPECT_TRUE(all.contains("go_goroutines 139\n"));
}

TEST_F(RecordingTest, WhatOthersDifferFromStaysAsLongAsThey)
{
    m_options.answers = 20min;
    start(makeFile(2));
    for (int i = 0; i < 120; ++i) {
        m_replies[u"/metrics"_s] =
            FakeHttp::answer(200,
                             "# HELP some text that stays as it is, long enough to be worth it\ngo_goroutines " +
                                 QByteArray::number(100 + i) + "\n",
                             "Content-Type: text/plain\r\n");
        m_clock.advance(30s);
    }
    end();
    const QVariantList counts = rowOf(m_path, Orphans);
    EXPECT_EQ(counts.at(0).toInt(), 0);
    EXPECT_GT(counts.at(1).toInt(), 0);
    EXPECT_LT(counts.at(3).toInt(), 200) << "what nobody needs goes";
    // The pasts that the first answers go on from stay with them.
    const QVariantList span = rowOf(m_path, u"SELECT max(utc) - min(utc), (SELECT min(utc) FROM entry WHERE kind = 3) "
                                            "- min(utc) FROM entry WHERE kind <> 3"_s);
    EXPECT_LE(span.at(0).toLongLong(), 31 * 60 * 1000);
    EXPECT_LE(span.at(1).toLongLong(), 0) << "there is one before the first answer";
    EXPECT_GE(span.at(1).toLongLong(), -12 * 60 * 1000);
    EXPECT_FALSE(replayed(m_path).isEmpty());
}

TEST_F(RecordingTest, ABrokenBaseIsDamage)
{
    start(makeFile(2));
    m_clock.advance(2min);
    end();
    const auto error = [&] {
        auto opened = Replay::open(m_path);
        EXPECT_TRUE(opened);
        if (!opened)
            return QString();
        const Result<void> went = opened.value()->seek(opened.value()->end());
        return went ? QString() : QString(went.error().code + u' ' + went.error().message);
    };
    ASSERT_EQ(error(), QString());
    const QString base = u"(SELECT base FROM entry WHERE base IS NOT NULL LIMIT 1)"_s;
    const QByteArray was = rowOf(m_path, u"SELECT hex(content) FROM body WHERE id = "_s + base).at(0).toByteArray();
    const QByteArray another = packedcontent::packed(QByteArray(1000, 'x')).toHex();
    // 4 GiB, by a frame that says so.
    const QByteArray huge = "28b52ffd"
                            "e0"
                            "0000000001000000"
                            "010000";
    for (const QByteArray &content : {QByteArray("00"), another, huge, was.first(was.size() / 2 / 2 * 2)}) {
        rowOf(m_path, u"UPDATE body SET content = x'%1' WHERE id = %2"_s.arg(QString::fromLatin1(content), base));
        EXPECT_TRUE(error().startsWith(u"recording.damaged "_s + m_path)) << error().toStdString();
    }
    rowOf(m_path, u"UPDATE body SET content = x'%1' WHERE id = %2"_s.arg(QString::fromLatin1(was), base));
    EXPECT_EQ(error(), QString());
    // A base of a base is none.
    rowOf(m_path, u"UPDATE body SET base = id WHERE id = "_s + base);
    EXPECT_TRUE(error().startsWith(u"recording.damaged"_s)) << error().toStdString();
    rowOf(m_path, u"DELETE FROM body WHERE id = "_s + base);
    EXPECT_TRUE(error().startsWith(u"recording.damaged"_s)) << error().toStdString();
}

TEST_F(RecordingTest, WhatTheCanarySawIsReplayed)
{
    const auto file = std::make_shared<const ClusterFile>(makeFile(3));
    m_recorder = std::make_unique<FlightRecorder>(m_path, m_options);
    StateKeeper keeper(file, Evaluator::Options{});
    const QDateTime startedAt = m_clock.utc();
    const auto publish = [&] {
        keeper.evaluate(m_clock.now(), m_clock.utc(), true);
        keeper.build([] { return false; });
        ClusterMoment moment;
        moment.file = file;
        moment.isFirstSweep = false;
        moment.at = m_clock.now();
        moment.startedAt = startedAt;
        moment.utc = m_clock.utc();
        const ClusterStatePtr state = buildClusterState(std::move(moment), keeper.evaluation(), keeper.states());
        m_recorder->published(state);
        m_seen.append(outlineOf(*state));
    };
    const auto tell = [&](int node, const QString &probe, std::vector<Fact> facts) {
        auto spec = std::make_shared<ProbeSpec>();
        spec->id = probe;
        spec->target = TargetId{node};
        spec->endpoint = u"GET /api/v4/websocket"_s;
        spec->request = std::make_shared<const HttpRequest>();
        Observation seen;
        seen.spec = std::move(spec);
        seen.outcome.at = m_clock.now();
        seen.outcome.utc = m_clock.utc();
        seen.outcome.latency = std::chrono::microseconds(1234);
        seen.facts = std::move(facts);
        keeper.observe(seen);
        m_recorder->observed(seen, m_clock.utc(), file->nodes[static_cast<std::size_t>(node)].name);
    };
    // Only between nodes that answer it counts.
    const auto ping = [&](int node) {
        const Product &product = *productNamed(u"mattermost"_s);
        const std::vector<ProbeSpecPtr> specs = product.probes(*file, TargetId{node}, {});
        const auto primary =
            std::find_if(specs.begin(), specs.end(), [](const ProbeSpecPtr &spec) { return spec->isPrimary; });
        ASSERT_NE(primary, specs.end());
        const Answer answer{*primary, m_clock.now(), m_clock.utc(), healthyPing().result, 0};
        const Observation seen = product.read(answer);
        keeper.observe(seen);
        m_recorder->answered(answer, seen, file->nodes[static_cast<std::size_t>(node)].name);
    };
    publish();
    for (int round = 0; round < 3; ++round) {
        m_clock.advance(10s);
        for (int node = 0; node < 3; ++node) {
            ping(node);
            DeliveryFact fact;
            for (int from = 0; from < 3; ++from) {
                const bool isLost = node == 1 && round > 0 && from != 1;
                fact.deliveries.push_back(
                    {.from = u"app%1"_s.arg(from + 1),
                     .latency = isLost ? std::nullopt : std::optional(std::chrono::microseconds(2500)),
                     .sent = round + 1,
                     .lost = isLost ? round : 0,
                     .lostInARow = isLost ? round : 0});
            }
            tell(node, u"canary.delivery"_s, {fact});
        }
        tell(2, u"canary.websocket"_s, {WebsocketFact{true, 403, u"refused"_s, {u"app1"_s}}});
        tell(0, u"canary.page"_s,
             {ExpectationFact{ExpectationFact::Level::Critical, u"page"_s, u"HTTP 200"_s, u"HTTP 500"_s, false, 1.5}});
        tell(0, u"canary.file"_s, {ComponentsFact{{Component{u"files"_s, round < 2, u"cannot be read"_s}}}});
        publish();
    }
    m_recorder.reset();
    EXPECT_EQ(replayed(m_path), m_seen);
    // And a recording's trends hear of it.
    auto opened = Replay::open(m_path);
    ASSERT_TRUE(opened) << opened.error().message.toStdString();
    int deliveries = 0;
    opened.value()->setListener([&deliveries](const Observation &seen, const QString &target, const QDateTime &utc) {
        for (const Sample &sample : figuresOf(seen, target, utc.toMSecsSinceEpoch()))
            deliveries += sample.key.metric == figures::Delivery ? 1 : 0;
    });
    while (opened.value()->next().value()) {
    }
    EXPECT_EQ(deliveries, 9) << "three rounds of three nodes";
    EXPECT_TRUE(m_seen.back().contains(u"receive"_s) || m_seen.back().contains(u"deliver"_s))
        << m_seen.back().toStdString();
}

TEST_F(RecordingTest, AnOlderRecordingIsStillPlayedAndGoneOnWith)
{
    start(makeFile(2));
    m_clock.advance(60s);
    end();
    const QStringList before = replayed(m_path);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"age"_s);
        database.setDatabaseName(m_path);
        ASSERT_TRUE(database.open());
        QSqlQuery query(database);
        // As the first version left it: packed by qCompress, each by itself.
        unpackAll(database);
        for (const QString &index : {u"entry_moment"_s, u"body_base"_s, u"entry_base"_s})
            EXPECT_TRUE(query.exec(u"DROP INDEX "_s + index));
        EXPECT_TRUE(query.exec(u"DROP TABLE gone"_s));
        for (const QString &table : {u"body"_s, u"entry"_s})
            EXPECT_TRUE(query.exec(u"ALTER TABLE %1 DROP COLUMN base"_s.arg(table)));
        EXPECT_TRUE(query.prepare(u"UPDATE change SET content = ?"_s));
        query.addBindValue(qCompress(QByteArray("[{\"code\":\"node.unreachable\",\"severity\":\"critical\",\"nodes\":["
                                                "\"app2\",\"proxy\"],\"evidence\":{\"kind\":\"refused\"}}]")));
        EXPECT_TRUE(query.exec());
        EXPECT_TRUE(query.exec(u"PRAGMA user_version = 1"_s));
    }
    QSqlDatabase::removeDatabase(u"age"_s);
    EXPECT_EQ(replayed(m_path), before) << "read as it is, also where nothing can be written";
    EXPECT_TRUE(FlightRecorder::prepare(m_path));
    m_seen.clear();
    start(makeFile(2));
    m_clock.advance(60s);
    const std::vector<StateChange> all = changes();
    ASSERT_GE(all.size(), 2U);
    EXPECT_TRUE(all.front().isWhole);
    EXPECT_FALSE(all.back().isWhole);
    ASSERT_EQ(all.back().state->findings.size(), 1U);
    EXPECT_TRUE(Wording().message(*all.back().state->file, all.back().state->findings[0]).contains(u"app2"_s));
    EXPECT_FALSE(all.back().verdict.isEmpty());
    end();
    EXPECT_EQ(replayed(m_path).size(), before.size() + m_seen.size() + 1);
}

} // namespace

} // namespace rollcall::test
