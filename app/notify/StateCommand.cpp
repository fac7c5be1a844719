// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/StateCommand.h"

#include "health/Report.h"
#include "health/Wording.h"

#include <QJsonDocument>
#include <QProcess>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostErrors = 4096;

} // namespace

StateCommand::StateCommand(Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_timeout(clock.makeTimer([this] {
          m_isLate = true;
          if (m_process != nullptr)
              m_process->kill();
      }))
{}

StateCommand::~StateCommand()
{
    if (m_process == nullptr)
        return;
    m_process->disconnect(this);
    // Killed first, so that closing waits for nobody.
    m_process->kill();
    m_process->close();
}

void StateCommand::setCommand(const QStringList &command)
{
    m_command = command;
    if (command.isEmpty() || command.front().isEmpty()) {
        m_command.clear();
        m_waiting.clear();
    }
}

void StateCommand::take(const ClusterStatePtr &state)
{
    if (state->isFirstSweep || state->isPaused)
        return;
    const auto last = m_last.find(state->file->name);
    const State before = last == m_last.end() ? State::Ok : last->second;
    m_last[state->file->name] = state->state;
    if (before != state->state)
        run(state);
}

void StateCommand::forget(const QString &cluster)
{
    m_last.erase(cluster);
    m_waiting.erase(cluster);
}

void StateCommand::run(const ClusterStatePtr &state)
{
    if (m_command.isEmpty())
        return;
    m_waiting[state->file->name] = QJsonDocument(toReport(*state)).toJson();
    startNext();
}

void StateCommand::startNext()
{
    if (m_process != nullptr || m_waiting.empty())
        return;
    const auto next = m_waiting.extract(m_waiting.begin());
    start(next.key(), next.mapped());
}

void StateCommand::start(const QString &cluster, const QByteArray &report)
{
    m_cluster = cluster;
    m_errors.clear();
    m_isLate = false;
    m_process = new QProcess(this);
    m_process->setProgram(m_command.front());
    m_process->setArguments(m_command.mid(1));
    m_process->setStandardOutputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardError, this, [this] {
        m_errors += m_process->readAllStandardError();
        m_errors = m_errors.right(mostErrors);
    });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        // A program need not read what it is given; and how it ended is told below.
        if (error == QProcess::FailedToStart)
            end(u"it cannot be started: "_s + m_process->errorString());
    });
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        m_errors += m_process->readAllStandardError();
        const QString said = Wording::plain(QString::fromUtf8(m_errors).trimmed().section(u'\n', -1));
        const QString detail = said.isEmpty() ? QString() : u": "_s + said;
        if (m_isLate)
            end(u"it took longer than %1 s and was ended"_s.arg(Timeout.count() / 1000) + detail);
        else if (status != QProcess::NormalExit)
            end(u"it crashed"_s + detail);
        else
            end(code == 0 ? QString() : u"it ended with %1"_s.arg(code) + detail);
    });
    m_timeout->startAt(m_clock.now() + Timeout);
    QProcess *process = m_process;
    process->start();
    if (m_process != process) // it failed at once
        return;
    process->write(report);
    process->closeWriteChannel();
}

void StateCommand::end(const QString &failure)
{
    m_timeout->stop();
    m_process->disconnect(this);
    m_process->deleteLater();
    m_process = nullptr;
    if (failure.isEmpty())
        Q_EMIT succeeded(m_cluster);
    else
        Q_EMIT failed(m_cluster, failure);
    startNext();
}

} // namespace rollcall
