// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/OpenClusters.h"

#include <QCoreApplication>

namespace rollcall {

bool OpenClusters::contains(ClusterKey key) const
{
    const std::vector<ClusterKey> all = keys();
    return std::find(all.begin(), all.end(), key) != all.end();
}

Result<void> OpenClusters::setGoroutineThreshold(ClusterKey, int)
{
    return Error{QStringLiteral("unsupported"),
                 QCoreApplication::translate("OpenClusters", "The threshold of this cluster cannot be changed here.")};
}

} // namespace rollcall
