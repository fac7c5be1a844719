// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <functional>

class QWidget;

namespace rollcall {

/// Everything the window asks a person outside itself: files, confirmations, errors. Tests answer with a script. No
/// call blocks: `done` runs once the person has answered, and not at all if the parent is destroyed first.
class Prompts
{
public:
    struct Confirmation
    {
        QString title;
        QString text;
        QString confirm; ///< on the button that goes on
        /// Not empty: has to be typed before the button can be pressed (a production cluster's name).
        QString typed;
    };

    virtual ~Prompts() = default;
    virtual void askOpenFile(QWidget *parent, const QString &title, std::function<void(const QString &)> done) = 0;
    virtual void askSaveFile(QWidget *parent, const QString &title, const QString &proposed,
                             std::function<void(const QString &)> done) = 0;
    virtual void confirm(QWidget *parent, const Confirmation &question, std::function<void()> done) = 0;
    /// `details` can be copied. Plain text, both.
    virtual void showError(QWidget *parent, const QString &title, const QString &text, const QString &details) = 0;
};

/// With real dialogs.
class DialogPrompts final : public Prompts
{
    Q_DECLARE_TR_FUNCTIONS(DialogPrompts)

public:
    void askOpenFile(QWidget *parent, const QString &title, std::function<void(const QString &)> done) override;
    void askSaveFile(QWidget *parent, const QString &title, const QString &proposed,
                     std::function<void(const QString &)> done) override;
    void confirm(QWidget *parent, const Confirmation &question, std::function<void()> done) override;
    void showError(QWidget *parent, const QString &title, const QString &text, const QString &details) override;
};

} // namespace rollcall
