// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/CommandLine.h"

#include <memory>

class QApplication;

namespace rollcall {

/// The composition root of the window: builds, connects and owns everything. Lives as long as the QApplication runs.
class Application
{
public:
    /// Opens what was open last, else the newest recent cluster, else the built-in one; with `isDemo` only that.
    Application(QApplication &application, const Invocation &invocation);
    ~Application();
    Application(const Application &) = delete;
    Application &operator=(const Application &) = delete;

    /// The whole life of the window; returns the exit status. Without a display it says what to do instead and returns
    /// 3, where Qt itself would abort.
    static int run(int argc, char **argv, const Invocation &invocation);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall
