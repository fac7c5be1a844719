// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/PrometheusText.h"

#include <QHash>
#include <QMap>
#include <QString>
#include <optional>
#include <span>
#include <vector>

/// Which samples of a Prometheus answer become which figure. Internal to the room.
namespace rollcall::prometheus {

/// How the samples of a family become one number.
enum class Fold {
    Sum,     ///< counters and gauges that add up over their labels
    Largest, ///< lags and scores
    Last,    ///< one sample without labels
};

struct Family
{
    const char *name;   ///< as the node writes it
    const char *series; ///< as it is shown
    Fold fold;
};

/// The families that a product shows, ready to be looked up.
class FigureTable
{
public:
    /// `families` outlives the table.
    explicit FigureTable(std::span<const Family> families);
    /// Adds to `series` by the families' own names. NaN and infinities are no measurements, and what a plugin measures
    /// (label `plugin_id`) is not the node's.
    Tally read(QByteArrayView text, QMap<QString, double> &series) const;

private:
    const Family *familyOf(QByteArrayView name) const;

    QHash<QByteArrayView, const Family *> m_byName;
    std::vector<QByteArrayView> m_prefixes; ///< most of a large answer is other families: these spare them the hash
};

std::optional<double> figure(const QMap<QString, double> &series, const QString &name);

} // namespace rollcall::prometheus
