// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"
#include "history/SampleStore.h"
#include "support/RecordingMaker.h"
#include "support/WaitFor.h"
#include "watch/RecordingReader.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <random>

// A recording of a day, looked at here and there, as somebody drags a slider.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int Nodes = 20;
constexpr int Hours = 24;
constexpr int Jumps = 200;
constexpr std::chrono::minutes Patience{5};

double timeOf(const std::function<void()> &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

std::vector<Figure> replayFigures()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"day.recording"_s);
    {
        test::RecordingMaker maker(path, Nodes);
        maker.keepsSeen = false;
        maker.run(std::chrono::hours(Hours));
        maker.finish();
    }
    const double before = highestMemory();
    RecordingReader reader(path);
    std::optional<Result<RecordingOutline>> opened;
    const double opening = timeOf([&] {
        reader.open(&reader, [&](Result<RecordingOutline> &&outline) { opened = std::move(outline); });
        test::waitFor([&] { return opened.has_value(); }, Patience);
    });
    if (!opened || !opened->ok()) {
        std::fprintf(stderr, "benchmarks: the recording cannot be opened\n");
        return {};
    }
    const RecordingOutline outline = opened->value();
    SampleStore figures({.path = folder.filePath(u"figures"_s)});
    QObject::connect(&reader, &RecordingReader::figures, &figures,
                     [&](const std::vector<Sample> &samples, const std::vector<HistoryEvent> &, const QDateTime &utc) {
                         figures.add(samples);
                         figures.flush(utc.toMSecsSinceEpoch());
                         figures.read({}, &figures, [&](SeriesAnswer &&) { reader.figuresWritten(); });
                     });
    QDateTime read;
    QObject::connect(&reader, &RecordingReader::readTo, &reader, [&](const QDateTime &utc) { read = utc; });
    const double reading = timeOf([&] { test::waitFor([&] { return read == outline.end; }, Patience); });
    int arrived = 0;
    QObject::connect(&reader, &RecordingReader::arrived, &reader, [&] { ++arrived; });
    std::mt19937_64 random{1};
    std::uniform_int_distribution<qint64> anywhere(0, outline.begin.msecsTo(outline.end));
    std::vector<double> jumps;
    for (int i = 0; i < Jumps; ++i) {
        const QDateTime to = outline.begin.addMSecs(anywhere(random));
        jumps.push_back(timeOf([&] {
            reader.seek(to, TargetId{i % Nodes});
            test::waitFor([&] { return arrived == i + 1; }, Patience);
        }));
    }
    std::ranges::sort(jumps);
    return {
        {u"open a recording of a day, 20 nodes"_s, opening, u"ms"_s, 3000,
         u"%1 MB"_s.arg(QFileInfo(path).size() / 1'000'000)},
        {u"read through it and keep its figures, in the background"_s,
         read == outline.end ? reading / 1000 : 1e9,
         u"s"_s,
         60,
         {}},
        {u"show any moment of it, then"_s, jumps[Jumps / 2], u"ms"_s, 100,
         u"median of %1; 99 of 100: %2, worst: %3"_s.arg(Jumps).arg(jumps[Jumps * 99 / 100]).arg(jumps.back())},
        {u"memory for that"_s, highestMemory() - before, u"MB"_s, 250, {}},
    };
}

} // namespace rollcall::bench
