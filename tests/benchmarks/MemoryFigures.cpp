// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"
#include "support/FakeClock.h"
#include "support/FakeHttp.h"
#include "watch/Watch.h"

#include <QCoreApplication>
#include <QFile>
#include <malloc.h>

// An hour of simulated time over five nodes with all their probes: memory stays where it is.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

class Recordings
{
public:
    test::FakeHttp::Reply reply(const HttpRequest &request)
    {
        const QString path = request.url.path();
        if (path == u"/api/v4/system/ping"_s)
            return read(request.url.hasQuery() ? u"ping-server-status-healthy"_s : u"ping-healthy"_s);
        if (path == u"/api/v4/config/client"_s)
            return read(u"config-client-anonymous"_s);
        if (path == u"/api/v4/license/client"_s)
            return read(u"license-client-anonymous"_s);
        if (path == u"/metrics"_s)
            return read(u"metrics"_s);
        return test::FakeHttp::answer(404, "{}");
    }

private:
    test::FakeHttp::Reply read(const QString &name)
    {
        QByteArray &text = m_files[name];
        if (text.isEmpty()) {
            QFile file(QStringLiteral(ROLLCALL_TEST_DATA "/mattermost/5.35.4/%1.http").arg(name));
            if (file.open(QFile::ReadOnly))
                text = file.readAll();
        }
        return test::FakeHttp::recorded(text);
    }

    std::map<QString, QByteArray> m_files;
};

double usedMegabytes()
{
    return double(mallinfo2().uordblks) / 1024 / 1024;
}

} // namespace

std::vector<Figure> memoryFigures()
{
    test::FakeClock clock;
    Recordings recordings;
    test::FakeHttp http(clock, [&](const HttpRequest &request) { return recordings.reply(request); });
    ClusterFile file;
    file.name = u"benchmark"_s;
    file.nodes.resize(5);
    for (int i = 0; i < 5; ++i) {
        file.nodes[std::size_t(i)].name = u"app%1"_s.arg(i + 1);
        file.nodes[std::size_t(i)].url = QUrl(u"http://127.0.0.%1:8065"_s.arg(i + 2));
    }
    Watch::Options options;
    options.parsesInPlace = true;
    options.seed = 1;
    Watch watch(file, clock, http, {}, options);
    watch.start();
    // The trend of half an hour fills up first.
    const auto passMinutes = [&](int minutes) {
        for (int i = 0; i < minutes; ++i) {
            clock.advance(std::chrono::minutes(1));
            http.requests = {}; // the fake remembers everything
            // Real sockets (gossip, WebSockets) live by the event loop: what is over goes with it.
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    };
    passMinutes(40);
    const double before = usedMegabytes();
    passMinutes(60);
    const double after = usedMegabytes();
    return {{u"memory gained in an hour, five nodes"_s, after - before, u"MB"_s, 0.1,
             u"%1 MB in use"_s.arg(after, 0, 'f', 2)}};
}

} // namespace rollcall::bench
