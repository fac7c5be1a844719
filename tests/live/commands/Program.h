// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/WaitFor.h"
#include "support/WaitingTime.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <vector>

namespace rollcall::test {

/// waitFor() with patience for whole programs.
inline bool waitUntil(const std::function<bool()> &holds, std::chrono::milliseconds limit = std::chrono::seconds(60))
{
    return waitFor(holds, limit);
}

/// The built program as a process of its own, without a display. Ended with the object.
class Program
{
public:
    explicit Program(const QStringList &arguments, const QStringList &environment = {})
    {
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "NO_COLOR"})
            variables.remove(QString::fromLatin1(name));
        for (const QString &each : environment)
            variables.insert(each.section(u'=', 0, 0), each.section(u'=', 1));
        process.setProcessEnvironment(variables);
        QObject::connect(&process, &QProcess::readyReadStandardOutput, &process,
                         [this] { out += process.readAllStandardOutput(); });
        QObject::connect(&process, &QProcess::readyReadStandardError, &process,
                         [this] { errors += process.readAllStandardError(); });
        process.start(path(), arguments);
    }
    ~Program()
    {
        if (process.state() != QProcess::NotRunning) {
            process.terminate();
            if (!process.waitForFinished(10000))
                process.kill();
            process.waitForFinished();
        }
    }
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    static QString path() { return qEnvironmentVariable("ROLLCALL_PROGRAM", QStringLiteral(ROLLCALL_PROGRAM)); }

    /// From now on waited() counts. `peers`: whose answers it may wait for.
    void measure(const std::vector<const Program *> &peers = {})
    {
        std::vector<qint64> processes{process.processId()};
        for (const Program *peer : peers)
            processes.push_back(peer->process.processId());
        m_waiting.emplace(std::move(processes));
        m_tick.callOnTimeout([this] { m_waiting->look(); });
        m_tick.start(std::chrono::milliseconds(10));
    }
    /// What it has spent waiting since measure(), to its end at most.
    std::chrono::milliseconds waited()
    {
        m_tick.stop();
        return m_waiting->waited();
    }

    bool isFinished() const { return process.state() == QProcess::NotRunning; }
    /// The exit status; -1 when it did not end by itself in time, or crashed.
    int status()
    {
        if (!waitUntil([this] { return isFinished(); }) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        out += process.readAllStandardOutput();
        errors += process.readAllStandardError();
        return process.exitCode();
    }
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    /// Complete lines of standard output.
    QList<QByteArray> lines() const
    {
        QList<QByteArray> list = out.split('\n');
        list.removeLast();
        return list;
    }

    QProcess process;
    QByteArray out;
    QByteArray errors;

private:
    std::optional<WaitingTime> m_waiting;
    QTimer m_tick;
};

/// `rollcall demo` as a process, and its cluster file on disk.
class DemoProgram : public Program
{
public:
    explicit DemoProgram(const QStringList &arguments = {}) : Program(QStringList{QStringLiteral("demo")} + arguments)
    {}

    bool isServing() const { return out.endsWith("}\n"); }
    /// The path of its cluster file; waits for it.
    QString file()
    {
        EXPECT_TRUE(waitUntil([this] { return isServing() || isFinished(); })) << errors.toStdString();
        const QString path = m_folder.filePath(QStringLiteral("demo.json"));
        QFile file(path);
        EXPECT_TRUE(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(out);
        return path;
    }
    /// Writes a line of input and waits for its answer.
    QByteArray say(const QByteArray &line)
    {
        errors.clear();
        process.write(line + "\n");
        EXPECT_TRUE(waitUntil([this] { return errors.endsWith('\n'); }));
        return errors.trimmed();
    }
    QByteArray token() const
    {
        QFile secret(json().value(QStringLiteral("token")).toObject().value(QStringLiteral("file")).toString());
        EXPECT_TRUE(secret.open(QFile::ReadOnly));
        return secret.readAll().trimmed();
    }

private:
    QTemporaryDir m_folder;
};

/// Runs a trial for each row, a few at a time: more would slow each other down until healthy nodes look slow.
/// A `Trial` is made from a row and says with isDone() when it can be judged.
template <class Trial, class Row, class Judge>
void runTrials(const std::vector<Row> &rows, std::size_t atOnce, Judge judge)
{
    std::vector<std::unique_ptr<Trial>> running;
    std::size_t next = 0;
    const auto isDone = [](const std::unique_ptr<Trial> &trial) { return trial->isDone(); };
    while (next < rows.size() || !running.empty()) {
        while (next < rows.size() && running.size() < atOnce)
            running.push_back(std::make_unique<Trial>(rows[next++]));
        ASSERT_TRUE(waitUntil([&] { return std::any_of(running.begin(), running.end(), isDone); }));
        for (const std::unique_ptr<Trial> &trial : running) {
            if (trial->isDone())
                judge(*trial);
        }
        running.erase(std::remove_if(running.begin(), running.end(), isDone), running.end());
    }
}

/// Codes of the report's findings that weigh anything, sorted, each once.
inline QStringList codes(const QJsonObject &report)
{
    QStringList list;
    for (const QJsonValue &finding : report.value(QStringLiteral("findings")).toArray()) {
        if (finding[QStringLiteral("severity")] != QStringLiteral("info"))
            list.append(finding[QStringLiteral("code")].toString());
    }
    list.sort();
    list.removeDuplicates();
    return list;
}

} // namespace rollcall::test
