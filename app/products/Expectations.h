// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Observation.h"
#include "products/Questions.h"

#include <QJsonValue>
#include <functional>

/// The probes that a person writes into the cluster file (`probes[]`): what they ask, and whether what came is what was
/// expected. The same for every product. Internal to the room.
namespace rollcall::expectations {

/// How the product wants its credentials: puts what the probe's `auth` asks for into the request.
using Authorize = std::function<void(HttpRequest &, GenericProbe::Auth)>;

/// Those that this target carries: the ones that name it, and of those with a url of their own the ones whose host is
/// its (or, where no target has that host, all of them at the first target).
std::vector<ProbeSpecPtr> probes(const ClusterFile &file, const questions::Target &target, const Authorize &authorize);

/// Whether the expectation holds, and the rows of its components. Total.
Observation read(const Answer &answer);

/// Rows of name, state and message, in any of the shapes that health endpoints have: a list of objects, an object of
/// objects or of lists of objects, an object of texts, a list of the names of what failed. A row whose state nobody
/// could tell is left out.
std::vector<Component> componentsOf(const std::vector<QJsonValue> &values);

} // namespace rollcall::expectations
