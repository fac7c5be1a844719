// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/CommandLine.h"
#include "demo/DemoCluster.h"
#include "watch/Watch.h"

#include <memory>

namespace rollcall {

/// A watch with everything under it, for the commands that look at one cluster. The order of the members is the order
/// of life: the watch goes first.
class Engine
{
public:
    /// Reads the file (or starts the built-in cluster) and applies what the command line overrides.
    static Result<std::unique_ptr<Engine>> make(const Invocation &invocation, Watch::Options options);

    Watch &watch() { return *m_watch; }
    /// The longest that one round may take (contract: 2 × timeout + retryAfter + 1 s), less a margin for printing.
    Milliseconds longestRound() const;

private:
    Engine() = default;

    SystemClock m_clock;
    std::unique_ptr<DemoCluster> m_demo;
    std::unique_ptr<SecretStore> m_keychain;
    std::unique_ptr<SecretStore> m_environment;
    std::unique_ptr<SecretStore> m_files;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<Watch> m_watch;
};

} // namespace rollcall
