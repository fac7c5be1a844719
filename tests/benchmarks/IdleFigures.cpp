// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"
#include "Nginx.h"

#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <cstdio>

// The window over five nodes with nothing to do: it must not be noticed.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

std::vector<Figure> idleFigures()
{
    const QString program = QStringLiteral(ROLLCALL_PROGRAM);
    Nginx nginx;
    if (!QFile::exists(program) || !nginx.start()) {
        std::fprintf(stderr, "benchmarks: there is no %s\n", qPrintable(program));
        return {};
    }
    QTemporaryDir folder;
    QFile file(folder.filePath(u"cluster.json"_s));
    if (!file.open(QFile::WriteOnly))
        return {};
    QByteArray nodes;
    for (int i = 0; i < 5; ++i)
        nodes += (i ? ", " : "") +
                 u"{ \"name\": \"app%1\", \"url\": \"%2\" }"_s.arg(QString::number(i + 1), nginx.urlOf(i)).toUtf8();
    file.write(R"({ "schema": 1, "name": "benchmark", "product": "mattermost", "interval": "15s", "metrics": false,
                    "nodes": [ )" +
               nodes + " ] }");
    file.close();

    // The window opens what was open last.
    QSettings settings(folder.filePath(u"rollcall/rollcall.conf"_s), QSettings::IniFormat);
    settings.setValue(u"session/open"_s, QStringList{file.fileName()});
    settings.sync();

    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    for (const QString &name : {u"HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CACHE_HOME"_s})
        environment.insert(name, folder.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, folder.path());
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(program, QStringList());
    if (!process.waitForStarted())
        return {};
    runFor(std::chrono::seconds(8)); // the start is measured elsewhere
    const auto before = processorTimeOf(process.processId());
    constexpr int Seconds = 45;
    runFor(std::chrono::seconds(Seconds));
    const bool isRunning = process.state() == QProcess::Running;
    const auto spent = processorTimeOf(process.processId()) - before;
    process.terminate();
    if (!process.waitForFinished(5000))
        process.kill();
    process.waitForFinished(5000);
    if (!isRunning)
        return {};
    return {
        {u"idle window on five nodes, part of a core"_s, double(spent.count()) / 1e9 / Seconds * 100, u"%"_s, 1, {}}};
}

} // namespace rollcall::bench
