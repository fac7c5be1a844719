// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window promises, measured under the offscreen platform: scrolling, a thousand changes at once, the first
// frame. A program of its own, because the others link no Gui. `--first-frame bare|board` is one start, for itself.
#include "support/FixtureClusters.h"
#include "support/ScriptedPrompts.h"
#include "ui/MainWindow.h"
#include "ui/charts/TimeChart.h"
#include "ui/pages/BoardPage.h"
#include "ui/tiles/BoardView.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QPainter>
#include <QProcess>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <unistd.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

/// Processor time of this thread, in milliseconds.
double threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// The longest event since takeLongest().
class TimedApplication final : public QApplication
{
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth++ > 0) {
            const bool handled = QApplication::notify(receiver, event);
            --m_depth;
            return handled;
        }
        // Of this thread alone: what else runs on the machine must not count.
        const double before = threadTime();
        const bool handled = QApplication::notify(receiver, event);
        const double took = threadTime() - before;
        if (took > m_longest) {
            m_longest = took;
            m_what = QString::fromLatin1(receiver->metaObject()->className()) + u' ' + QString::number(event->type());
        }
        --m_depth;
        return handled;
    }
    double takeLongest() { return std::exchange(m_longest, 0); }
    /// Who received it, and its type.
    const QString &what() const { return m_what; }

private:
    int m_depth = 0;
    double m_longest = 0;
    QString m_what;
};

/// A history whose answer is ready and comes when it is let: reading is the store's work, on its thread.
class Prepared final : public SeriesSource
{
public:
    void read(SeriesQuery query, QObject *, std::function<void(SeriesAnswer &&)> done) override
    {
        for (const SeriesKey &key : query.keys) {
            SeriesLine line{key, Tier::Raw, {}};
            for (int i = query.columns; i > 0 && key.metric == u"goroutines"_s; --i)
                line.points.push_back({query.to - i * 15'000, 300.0 + i % 17, 300.0 + i % 17, 300.0 + i % 17});
            m_answer.lines.push_back(std::move(line));
        }
        m_done = std::move(done);
    }
    void catalogue(QObject *, std::function<void(std::vector<SeriesInfo> &&)>) override {}
    void release() { m_done(std::move(m_answer)); }

private:
    SeriesAnswer m_answer;
    std::function<void(SeriesAnswer &&)> m_done;
};

bool show(const QString &name, double value, const QString &unit, double bound, const QString &note = {})
{
    const bool isReached = value <= bound;
    std::printf("%-4s  %-58s %10.2f %-6s  bound %8.2f%s%s\n", isReached ? "OK" : "MISS", qPrintable(name), value,
                qPrintable(unit), bound, note.isEmpty() ? "" : "   ", qPrintable(note));
    std::fflush(stdout);
    return isReached;
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(static_cast<double>(values.size() - 1) * share)];
}

struct Window
{
    explicit Window(int nodes, SeriesSource *stored = nullptr)
    {
        clusters.seriesOfAll = stored;
        if (nodes > 0)
            key = clusters.add(largeCluster(u"large"_s, nodes, clock));
        window = std::make_unique<MainWindow>(MainWindow::Parts{clusters, theme, prompts, settings, {}, [] {}});
        window->resize(1280, 800);
        window->show();
        QCoreApplication::processEvents();
    }
    BoardView &view() { return window->findChild<BoardPage *>()->view(); }

    QTemporaryDir scratch;
    QSettings settings{scratch.filePath(u"s.ini"_s), QSettings::IniFormat};
    FakeClock clock;
    FixtureClusters clusters{clock};
    ScriptedPrompts prompts;
    Theme theme{*qApp, settings};
    ClusterKey key;
    std::unique_ptr<MainWindow> window;
};

/// Milliseconds of each frame while the board is scrolled through, and again with a jump of a page each frame.
std::vector<double> scrollFrames(BoardView &view, int step)
{
    std::vector<double> frames;
    QScrollBar &bar = *view.verticalScrollBar();
    bar.setValue(0);
    QCoreApplication::processEvents();
    for (int i = 0; i < 600 && bar.value() < bar.maximum(); ++i) {
        QElapsedTimer timer;
        timer.start();
        bar.setValue(bar.value() + step);
        QCoreApplication::processEvents(); // paints and flushes
        frames.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return frames;
}

bool scrolling()
{
    bool areReached = true;
    for (const int nodes : {1000, 10000}) {
        Window it(nodes);
        const double bound = nodes == 1000 ? 16.6 : 33.3;
        const QString of = u"board of %1 tiles, "_s.arg(nodes);
        it.window->findChild<BoardPage *>()->setDensity(Density::Desk);
        areReached &=
            show(of + u"frame while scrolling, p99"_s, percentile(scrollFrames(it.view(), 40), 0.99), u"ms"_s, bound);
        areReached &= show(of + u"frame while paging, p99"_s,
                           percentile(scrollFrames(it.view(), it.view().viewport()->height()), 0.99), u"ms"_s, bound);
        it.window->findChild<BoardPage *>()->setDensity(Density::List);
        areReached &= show(of + u"list, frame while paging, p99"_s,
                           percentile(scrollFrames(it.view(), it.view().viewport()->height()), 0.99), u"ms"_s, bound);
    }
    return areReached;
}

bool changes(TimedApplication &application)
{
    Window it(1000);
    application.takeLongest();
    double figures = 0;
    double states = 0;
    std::vector<double> painted;
    for (int round = 0; round < 12; ++round) {
        ClusterFixture &fixture = it.clusters.fixture(it.key);
        for (int i = 0; i < 1000; ++i)
            fixture.target(i).latencyMs = 3 + round + i % 7;
        const auto publish = [&](double &longest) {
            // The snapshot is the engine's work; only what the window makes of it is measured.
            ClusterStatePtr next = fixture.state();
            const double before = threadTime();
            it.clusters.publish(it.key, std::move(next));
            longest = std::max(longest, threadTime() - before);
            application.takeLongest();
            QCoreApplication::processEvents();
            painted.push_back(application.takeLongest());
        };
        publish(figures);
        for (int i = 0; i < 1000; ++i)
            fixture.target(i).state = (i + round) % 2 == 0 ? State::Critical : State::Ok;
        publish(states);
    }
    bool areReached = show(u"1,000 tiles with new figures at once"_s, figures, u"ms"_s, 8);
    areReached &= show(u"1,000 tiles with a new state at once, order included"_s, states, u"ms"_s, 8);
    areReached &= show(u"longest event after either, painting included"_s, percentile(painted, 1), u"ms"_s, 8,
                       application.what());
    return areReached;
}

/// What an earlier run has stored of all tiles comes at once.
bool storedTrends(TimedApplication &application)
{
    Prepared stored;
    Window it(1000, &stored);
    const double before = threadTime();
    stored.release();
    const double taken = threadTime() - before;
    application.takeLongest();
    QCoreApplication::processEvents();
    bool areReached = show(u"1,000 tiles get what is stored of their trends"_s, taken, u"ms"_s, 8);
    areReached &=
        show(u"longest event after it, painting included"_s, application.takeLongest(), u"ms"_s, 8, application.what());
    return areReached;
}

/// One start up to the first painted frame; prints the milliseconds since this process began.
int firstFrame(const QString &what)
{
    const auto sinceStart = [] {
        const long ticks = sysconf(_SC_CLK_TCK);
        QFile stat(u"/proc/self/stat"_s);
        QFile uptime(u"/proc/uptime"_s);
        if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
            return 1e9;
        const QByteArray text = stat.readAll();
        const double started = text.mid(text.lastIndexOf(')') + 2).split(' ').at(19).toDouble() / double(ticks);
        return (uptime.readAll().split(' ').front().toDouble() - started) * 1000;
    };
    if (what == u"bare"_s) {
        QWidget window;
        QLabel label(u"bare"_s, &window);
        window.resize(1280, 800);
        window.show();
        QCoreApplication::processEvents();
        std::printf("%.1f\n", sinceStart());
        return 0;
    }
    Window it(5);
    QCoreApplication::processEvents();
    std::printf("%.1f\n", sinceStart());
    return 0;
}

bool firstFrames()
{
    const auto best = [](const QString &what) {
        std::vector<double> all;
        for (int i = 0; i < 9; ++i) {
            QProcess process;
            QElapsedTimer timer;
            timer.start();
            process.start(QCoreApplication::applicationFilePath(), {u"--first-frame"_s, what});
            process.waitForReadyRead();
            all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            process.waitForFinished();
        }
        return percentile(all, 0.5);
    };
    const double bare = best(u"bare"_s);
    const double board = best(u"board"_s);
    return show(u"first frame of the window, times that of a bare one"_s, board / bare, u"x"_s, 4,
                u"%1 ms against %2 ms"_s.arg(board, 0, 'f', 0).arg(bare, 0, 'f', 0));
}

/// Painting of what a read gives: 20 lines of as many points as the chart is wide, each with its band.
bool drawing()
{
    const QTemporaryDir scratch;
    QSettings settings(scratch.filePath(u"s.ini"_s), QSettings::IniFormat);
    const Theme theme(*qApp, settings);
    bool areReached = true;
    for (const auto &[name, width, scale] :
         {std::tuple("1,280 pixels wide", 1280, 1.0), std::tuple("1,280 pixels wide at 200 %", 1280, 2.0)}) {
        TimeChart chart(theme);
        chart.resize(width, 320);
        chart.show();
        QCoreApplication::processEvents();
        ChartContent content;
        content.title = u"Goroutines"_s;
        content.from = 1'700'000'000'000;
        content.to = content.from + qint64(40) * 86'400'000;
        const int columns = chart.columns();
        for (int line = 0; line < 20; ++line) {
            ChartLine drawn{u"app%1"_s.arg(line), QColor::fromHsv(line * 18, 200, 200), line > 9, {}};
            for (int i = 0; i < columns; ++i) {
                const double low = 300 + line * 20 + (i * 37 + line * 11) % 90;
                drawn.points.push_back({.at = content.from + (content.to - content.from) * i / columns,
                                        .minimum = low,
                                        .mean = low + 20,
                                        .maximum = low + 20 + i % 60,
                                        .count = 200});
            }
            content.lines.push_back(std::move(drawn));
        }
        std::vector<double> frames;
        for (int round = 0; round < 9; ++round) {
            QImage picture(chart.size() * scale, QImage::Format_ARGB32_Premultiplied);
            picture.setDevicePixelRatio(scale);
            const double before = threadTime();
            chart.setContent(content);
            QPainter painter(&picture);
            chart.render(&painter, QRectF(QPointF(), chart.size()), chart.rect());
            painter.end();
            frames.push_back(threadTime() - before);
        }
        // The other half of 100 ms is for reading: see the figures of the history.
        areReached &= show(u"draw a chart of 20 series, "_s + QString::fromLatin1(name), percentile(frames, 0.5),
                           u"ms"_s, 50, u"median of %1; %2 points a series"_s.arg(frames.size()).arg(columns));
    }
    return areReached;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_LOGGING_RULES", "qt.qpa.*=false");
    QStandardPaths::setTestModeEnabled(true);
    TimedApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--first-frame"_s)
        return firstFrame(arguments[2]);
    // Without arguments all; else those of `frame`, `scroll`, `changes`, `charts`, `stored` that are named.
    const auto isWanted = [&arguments](const QString &name) {
        return arguments.size() == 1 || arguments.contains(name);
    };
    bool areReached = true;
    if (isWanted(u"frame"_s))
        areReached &= firstFrames();
    if (isWanted(u"scroll"_s))
        areReached &= scrolling();
    if (isWanted(u"changes"_s))
        areReached &= changes(application);
    if (isWanted(u"charts"_s))
        areReached &= drawing();
    if (isWanted(u"stored"_s))
        areReached &= storedTrends(application);
    return areReached ? 0 : 1;
}
