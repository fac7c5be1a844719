// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleStore.h"
#include "support/WaitFor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <gtest/gtest.h>

// A disk that is really full: a small file system of its own, in a namespace of its own.

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using test::waitFor;

constexpr qint64 Begin = 1'700'006'400'000;
constexpr const char *FolderVariable = "ROLLCALL_FULL_FOLDER";
const SeriesKey Filled{u"app1"_s, u"goroutines"_s};

std::size_t countOf(SampleStore &store)
{
    std::optional<std::size_t> count;
    store.read({.keys = {Filled}, .from = Begin, .to = Begin + 86'400'000}, &store,
               [&count](SeriesAnswer &&answer) { count = answer.lines.at(0).points.size(); });
    EXPECT_TRUE(waitFor([&count] { return count.has_value(); }, std::chrono::seconds(60)));
    return count.value_or(0);
}

/// In the namespace, where the folder is a file system of 2 MB.
TEST(FullDiskChild, DISABLED_SaysSoGoesOnAndWritesWhenThereIsRoom)
{
    const QDir folder(qEnvironmentVariable(FolderVariable));
    const QString path = folder.filePath(u"samples.sqlite"_s);
    auto store = std::make_unique<SampleStore>(SampleStore::Options{.path = path});
    store->add(std::vector<Sample>{{Filled, Begin, 0}});
    store->flush(Begin);
    EXPECT_EQ(countOf(*store), 1U);
    ASSERT_EQ(store->trouble(), StoreTrouble::None) << store->detail().toStdString();
    QFile ballast(folder.filePath(u"ballast"_s));
    ASSERT_TRUE(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (ballast.write(QByteArray(4096, 'x')) == 4096) {
    }
    constexpr int More = 20'000;
    for (int i = 1; i <= More; ++i)
        store->add(std::vector<Sample>{{Filled, Begin + i * 1000, i / 3.0}});
    store->flush(Begin + More * 1000);
    EXPECT_TRUE(waitFor([&store] { return store->trouble() == StoreTrouble::Full; }, std::chrono::seconds(60)))
        << store->detail().toStdString();
    EXPECT_TRUE(store->detail().contains(u"make room"_s)) << store->detail().toStdString();
    EXPECT_EQ(countOf(*store), std::size_t{More} + 1) << "what waits is shown";
    ASSERT_TRUE(ballast.remove());
    store->flush(Begin + More * 1000 + 60'000);
    EXPECT_TRUE(waitFor([&store] { return store->trouble() == StoreTrouble::None; }, std::chrono::seconds(60)))
        << store->detail().toStdString();
    store = std::make_unique<SampleStore>(SampleStore::Options{.path = path});
    EXPECT_EQ(countOf(*store), std::size_t{More} + 1) << "and it is written";
    std::puts("all of it");
}

TEST(FullDisk, SaysSoGoesOnAndWritesWhenThereIsRoom)
{
    const QString unshare = QStandardPaths::findExecutable(u"unshare"_s);
    ASSERT_FALSE(unshare.isEmpty()) << "unshare is not installed: apt-get install util-linux";
    const QTemporaryDir folder;
    const auto run = [&](const QString &then, const QStringList &arguments) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(FolderVariable), folder.path());
        environment.remove(u"GTEST_OUTPUT"_s);
        // A tracer, which the search for leaks is, does not see into the namespace.
        environment.insert(u"ASAN_OPTIONS"_s, environment.value(u"ASAN_OPTIONS"_s) + u":detect_leaks=0"_s);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(unshare,
                      QStringList{u"-rm"_s, u"sh"_s, u"-c"_s,
                                  u"mount -t tmpfs -o size=2m none \"$ROLLCALL_FULL_FOLDER\" && "_s + then, u"sh"_s} +
                          arguments);
        EXPECT_TRUE(waitFor([&process] { return process.state() == QProcess::NotRunning; }, std::chrono::seconds(120)));
        return std::pair(process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAll());
    };
    if (const auto [status, said] = run(u"true"_s, {}); status != 0)
        GTEST_SKIP() << "the kernel does not allow a file system of its own here: " << said.constData();
    const auto [status, said] =
        run(u"exec \"$@\""_s, {QCoreApplication::applicationFilePath(), u"--gtest_also_run_disabled_tests"_s,
                               u"--gtest_filter=FullDiskChild.*"_s});
    EXPECT_EQ(status, 0) << said.constData();
    EXPECT_TRUE(said.contains("all of it")) << said.constData();
}

} // namespace
} // namespace rollcall
