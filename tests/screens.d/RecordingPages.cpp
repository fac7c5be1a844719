// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.d/Stage.h"

#include "support/RecordingMaker.h"
#include "support/WaitFor.h"
#include "ui/Recordings.h"

#include <QTabWidget>

namespace rollcall::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Made once: three hours of a night, with an hour without anything.
const QString &night()
{
    static const QTemporaryDir folder;
    static const QString path = [] {
        const QString file = folder.filePath(u"night.recording"_s);
        RecordingMaker maker(file, 5);
        maker.keepsSeen = false;
        maker.run(40min);
        maker.breakDown(2);
        maker.run(6min);
        maker.breakDown(3);
        maker.run(20min);
        maker.mend(3);
        maker.mend(2);
        maker.run(20min);
        maker.pause(45min);
        maker.run(30min);
        maker.breakDown(0);
        maker.run(1min);
        maker.mend(0);
        maker.run(15min);
        maker.finish();
        return file;
    }();
    return path;
}

} // namespace

void recordingPages(const MakeStage &make)
{
    const auto take = [&](const QString &name, double textScale, QSize size, std::chrono::minutes into,
                          const std::function<void(RecordingWindow &)> &prepare) {
        auto stage = make();
        stage->theme().setTextScale(textScale);
        Recordings recordings(stage->theme(), stage->prompts, stage->settings(), stage->clock);
        recordings.open(night(), nullptr);
        waitFor([&] { return !recordings.windows().empty(); });
        RecordingWindow &made = *recordings.windows().front();
        RecordedCluster &recording = made.recording();
        made.window().resize(size);
        recording.setMoment(recording.outline().begin.addMSecs(Milliseconds(into).count()));
        if (prepare)
            prepare(made);
        waitFor([&] { return !recording.isPending() && recording.readTo() == recording.end(); }, 1min);
        stage->take(made.window(), name);
        stage->theme().setTextScale(1); // it is the application's
    };
    const QSize usual(1280, 800);
    take(u"recording-board"_s, 1, usual, 50min, {});
    take(u"recording-gap"_s, 1, usual, 100min, {});
    take(u"recording-large"_s, 2, usual, 50min, {});
    take(u"recording-small"_s, 1, QSize(720, 560), 50min, {});
    take(u"recording-node"_s, 1, usual, 50min,
         [](RecordingWindow &made) { made.window().showNode(made.recording().keys().front(), TargetId{2}); });
    take(u"recording-trends"_s, 1, usual, 50min, [](RecordingWindow &made) { made.window().showPage(u"trends"_s); });
}

} // namespace rollcall::test
