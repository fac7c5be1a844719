// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Observation.h"

#include <QByteArrayView>
#include <QString>
#include <optional>

namespace rollcall::mattermost {

/// `X-Version-Id`: `<CurrentVersion>.<BuildNumber>.<ClientConfigHash>.<licensed>`. The build number may hold dots
/// itself, so it is what is left between the first three parts and the last two. Absent unless every part is of its
/// kind: three numbers, 32 or 64 hexadecimal digits, `true` or `false`.
std::optional<IdentityFact> parseVersionId(QByteArrayView header);

/// The version that is compared: the build number where it looks like `N.N.N` (old release lines kept `x.y.0` as the
/// current version), else the current version.
QString comparedVersion(const QString &currentVersion, const QString &build);

} // namespace rollcall::mattermost
