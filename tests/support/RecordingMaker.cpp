// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RecordingMaker.h"

#include "support/WaitFor.h"

#include <QFile>
#include <cstdio>

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

const QMap<QString, QString> &answers()
{
    static const QMap<QString, QString> the{{u"/api/v4/system/ping"_s, u"ping-server-status-healthy"_s},
                                            {u"/api/v4/config/client"_s, u"config-client-anonymous"_s},
                                            {u"/api/v4/license/client"_s, u"license-client-anonymous"_s},
                                            {u"/metrics"_s, u"metrics"_s}};
    return the;
}

} // namespace

RecordingMaker::RecordingMaker(const QString &path, int nodes)
    : m_path(path), m_http(m_clock, [this](const HttpRequest &request) { return reply(request); }), m_sockets(m_clock)
{
    m_file.name = u"production"_s;
    m_file.gossip = GossipSettings{.enabled = false}; // real sockets have no place where time stands still
    for (int i = 0; i < nodes; ++i) {
        Node node;
        node.name = u"app%1"_s.arg(i + 1);
        node.url = QUrl(u"http://%1:8065"_s.arg(hostOf(i)));
        m_file.nodes.push_back(node);
    }
    start();
}

RecordingMaker::~RecordingMaker() = default;

QString RecordingMaker::hostOf(int node)
{
    return u"127.0.0.%1"_s.arg(node + 2);
}

void RecordingMaker::start()
{
    m_recorder = std::make_unique<FlightRecorder>(m_path, FlightRecorder::Options{});
    m_watch = std::make_unique<Watch>(
        m_file, m_clock, m_http, SecretStores{},
        Watch::Options{.parsesInPlace = true, .seed = 5, .history = m_recorder.get(), .sockets = &m_sockets});
    QObject::connect(m_watch.get(), &Watch::stateChanged, m_watch.get(), [this] {
        if (keepsSeen)
            m_seen.push_back(m_watch->state());
    });
    m_watch->start();
}

void RecordingMaker::run(std::chrono::milliseconds time)
{
    // The recorder's queue is bounded, and virtual time runs faster than any disk.
    constexpr std::chrono::milliseconds Step = std::chrono::minutes(5);
    while (time.count() > 0) {
        m_clock.advance(std::min(Step, time));
        time -= Step;
        settle();
    }
}

/// An export comes after everything that was given before it.
void RecordingMaker::settle()
{
    bool isDone = false;
    QObject context;
    m_recorder->exportTo(m_path + u".none"_s, m_clock.utc(), m_clock.utc().addDays(-1), &context,
                         [&isDone](const Result<void> &) { isDone = true; });
    if (!waitFor([&isDone] { return isDone; }, std::chrono::minutes(1)) || m_recorder->lost() > 0)
        std::fprintf(stderr, "RecordingMaker: the recorder did not keep up\n");
    QFile::remove(m_path + u".none"_s);
}

void RecordingMaker::pause(std::chrono::milliseconds time)
{
    finish();
    m_clock.advance(time);
    start();
}

void RecordingMaker::finish()
{
    m_watch.reset();
    m_recorder.reset();
}

FakeHttp::Reply RecordingMaker::reply(const HttpRequest &request)
{
    if (m_down.contains(request.url.host()))
        return FakeHttp::failure(NetFailure::Refused);
    const QString name = answers().value(request.url.path());
    if (name.isEmpty())
        return FakeHttp::answer(404, "{}");
    auto known = m_replies.find(name);
    if (known == m_replies.end()) {
        QFile file(QString(QStringLiteral(ROLLCALL_TEST_DATA) + u"/mattermost/5.35.4/"_s + name + u".http"_s));
        if (!file.open(QFile::ReadOnly))
            std::fprintf(stderr, "RecordingMaker: %s is missing\n", qPrintable(file.fileName()));
        FakeHttp::Reply made = FakeHttp::recorded(file.readAll());
        // The clock of a recorded answer stands still; here it would look like a node's that is off.
        const qsizetype date = made.result.head.indexOf("Date: ");
        if (date >= 0)
            made.result.head.remove(date, made.result.head.indexOf("\r\n", date) + 2 - date);
        known = m_replies.emplace(name, std::move(made)).first;
    }
    FakeHttp::Reply made = known->second;
    if (request.url.path() == u"/metrics") {
        // Figures move: no two of these answers are alike.
        const qsizetype at = made.result.body.indexOf("\ngo_goroutines ");
        const qsizetype end = made.result.body.indexOf('\n', at + 1);
        if (at >= 0)
            made.result.body.replace(at, end - at,
                                     QByteArray("\ngo_goroutines " + QByteArray::number(300 + ++m_asked * 7 % 40)));
        made.result.body += "recording_answers_total " + QByteArray::number(m_asked) + "\n";
    }
    return made;
}

} // namespace rollcall::test
