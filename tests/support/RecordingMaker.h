// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/FlightRecorder.h"
#include "support/FakeClock.h"
#include "support/FakeHttp.h"
#include "support/FakeSockets.h"
#include "watch/Watch.h"

#include <memory>
#include <set>
#include <vector>

namespace rollcall::test {

/// Makes a real recording: Mattermost nodes that answer as recorded ones did, a whole watch over them, the recorder.
/// Virtual time; what a node answers can be changed while it runs.
class RecordingMaker
{
public:
    RecordingMaker(const QString &path, int nodes);
    ~RecordingMaker();

    /// Time goes on, and is written down.
    void run(std::chrono::milliseconds time);
    /// The machine is switched off for so long: nothing is recorded.
    void pause(std::chrono::milliseconds time);
    void breakDown(int node) { m_down.insert(hostOf(node)); }
    void mend(int node) { m_down.erase(hostOf(node)); }
    /// Everything is written and the file closed.
    void finish();

    QDateTime utc() const { return m_clock.utc(); }
    ClusterStatePtr state() const { return m_watch->state(); }
    /// Every snapshot that the watch gave so far.
    const std::vector<ClusterStatePtr> &seen() const { return m_seen; }
    bool keepsSeen = true;

private:
    static QString hostOf(int node);
    void start();
    void settle();
    FakeHttp::Reply reply(const HttpRequest &request);

    QString m_path;
    ClusterFile m_file;
    FakeClock m_clock;
    FakeHttp m_http;
    FakeSockets m_sockets;
    std::set<QString> m_down;
    std::map<QString, FakeHttp::Reply> m_replies;
    int m_asked = 0;
    std::vector<ClusterStatePtr> m_seen;
    std::unique_ptr<FlightRecorder> m_recorder;
    std::unique_ptr<Watch> m_watch;
};

} // namespace rollcall::test
