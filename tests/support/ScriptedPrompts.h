// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Prompts.h"

#include <QStringList>
#include <deque>

namespace rollcall::test {

/// Answers what a person would be asked from a script, and keeps what was shown.
class ScriptedPrompts final : public Prompts
{
public:
    struct Shown
    {
        QString title;
        QString text;
        QString details;
    };

    void askOpenFile(QWidget *, const QString &, std::function<void(const QString &)> done) override
    {
        answer(filesToOpen, done);
    }
    void askSaveFile(QWidget *, const QString &, const QString &proposed,
                     std::function<void(const QString &)> done) override
    {
        proposals << proposed;
        answer(filesToSave, done);
    }
    void confirm(QWidget *, const Confirmation &question, std::function<void()> done) override
    {
        questions << question.text;
        if (confirms)
            done();
    }
    void showError(QWidget *, const QString &title, const QString &text, const QString &details) override
    {
        errors.push_back({title, text, details});
    }

    std::deque<QString> filesToOpen; ///< used up one by one; none left: the person cancels
    std::deque<QString> filesToSave;
    bool confirms = true;
    QStringList proposals;
    QStringList questions;
    std::vector<Shown> errors;

private:
    static void answer(std::deque<QString> &script, const std::function<void(const QString &)> &done)
    {
        if (script.empty())
            return;
        const QString next = script.front();
        script.pop_front();
        done(next);
    }
};

} // namespace rollcall::test
