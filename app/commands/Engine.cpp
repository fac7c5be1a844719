// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/Engine.h"

namespace rollcall {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The contract promises one line: all faults stand in it, and the file's name only once.
Error asOneLine(const Error &error, const QString &file)
{
    QStringList lines = error.message.split(u'\n', Qt::SkipEmptyParts);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].startsWith(file % u':'))
            lines[i].remove(0, file.size() + 1);
    }
    return {error.code, lines.join(u"; "_s)};
}

} // namespace

Result<std::unique_ptr<Engine>> Engine::make(const Invocation &invocation, Watch::Options options)
{
    std::unique_ptr<Engine> engine(new Engine);
    if (invocation.isDemo) {
        engine->m_demo = std::make_unique<DemoCluster>(
            DemoCluster::Options{.product = invocation.product, .gossip = invocation.gossip});
        const Result<void> started = engine->m_demo->start();
        if (!started.ok())
            return started.error();
    }
    Result<ClusterFile> file = engine->m_demo ? ClusterFile::parse(engine->m_demo->clusterFile(), u"built-in cluster"_s)
                                              : ClusterFile::load(invocation.file);
    if (!file.ok())
        return asOneLine(file.error(), invocation.file);
    if (invocation.timeout) {
        file.value().timeout = *invocation.timeout;
        for (Node &node : file.value().nodes)
            node.timeout.reset();
    }
    options.retries = invocation.retries;
    engine->m_keychain = makeKeychainStore();
    engine->m_environment = makeEnvironmentStore();
    engine->m_files = makeFileStore();
    engine->m_http = HttpClient::make(engine->m_clock, file.value().targetCount());
    engine->m_watch = std::make_unique<Watch>(
        std::move(file).value(), engine->m_clock, *engine->m_http,
        SecretStores{engine->m_keychain.get(), engine->m_environment.get(), engine->m_files.get()}, options);
    return engine;
}

Milliseconds Engine::longestRound() const
{
    const ClusterFile &file = m_watch->file();
    Milliseconds timeout = file.timeout;
    for (const Node &node : file.nodes)
        timeout = std::max(timeout, node.timeout.value_or(0ms));
    return 2 * timeout + file.retryAfter + 800ms;
}

} // namespace rollcall
