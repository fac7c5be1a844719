// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <functional>

/// The Prometheus text format, read only. Internal to the room.
namespace rollcall::prometheus {

/// One sample line. The views point into the text that is being read. Times and exemplars are passed over.
struct Sample
{
    QByteArrayView name;
    QByteArrayView labels; ///< what stands between the braces, checked, still escaped; empty without labels
    double value = 0;      ///< may be NaN or infinite

    /// Whether a label of that name is there.
    bool hasLabel(QByteArrayView label) const;
};

struct Tally
{
    int samples = 0; ///< lines that are samples
    int broken = 0;  ///< lines that are neither samples nor comments nor empty
};

/// Calls `visit` for every sample whose name `isWanted` takes, in the order of the text. Total and linear: a line that
/// cannot be read is counted and passed over, and reading goes on with the next. Nothing after `# EOF` is read.
Tally read(QByteArrayView text, const std::function<bool(QByteArrayView name)> &isWanted,
           const std::function<void(const Sample &)> &visit);

} // namespace rollcall::prometheus
