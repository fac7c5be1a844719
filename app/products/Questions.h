// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "probe/ProbeSpec.h"
#include "products/Product.h"

#include <QString>
#include <memory>
#include <optional>
#include <vector>

/// How a product's table becomes probes. Internal to the room.
namespace rollcall::questions {

/// One line of a product's table: one GET. What is not the same for all is set on the Question afterwards.
struct Row
{
    const char *id;
    int topic = 0;
    const char *path = "/";
    const char *query = "";
    /// Port and scheme where they are not those of the node's own url; 0: the url's.
    int port = 0;
    const char *scheme = "";
    /// Runs once in an interval, and not more often than this.
    Milliseconds atMostEvery{0};
    double phase = 0;
    bool isOnDemand = false;
    Milliseconds timeout{0}; ///< zero: the target's
    qint64 maxBody = 0;      ///< zero: the usual bound
};

/// A probe that is being made.
struct Question
{
    std::shared_ptr<ProbeSpec> spec;
    std::shared_ptr<HttpRequest> http;
    std::vector<std::shared_ptr<HttpRequest>> fallbacks; ///< those of the spec

    /// The same question elsewhere, tried while the ones before it are answered with 404.
    HttpRequest &addFallback(const QString &path);
    HttpRequest &addFallback(HttpRequest request);
};

/// What the probes of one target have in common.
struct Target
{
    TargetId id;
    TargetSettings settings;
    const Credentials &credentials;

    Question get(const Row &row) const;
    /// The product's own metrics, unless the file turns them off or has them elsewhere.
    std::optional<Question> metrics(const ClusterFile &file, Row row) const;
    /// A TCP connect to another port of the node.
    std::shared_ptr<ProbeSpec> connect(const QString &id, int topic, int port, double phase) const;
};

/// `base` with its own path as the prefix (a subpath installation).
QUrl below(const QUrl &base, const QString &path, const QString &query);
/// Basic authentication by the file's login; nothing when there is none, or its password could not be read.
void addLogin(HttpRequest &request, const Target &target);

} // namespace rollcall::questions
