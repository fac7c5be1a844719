// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Figures.h"

#include <algorithm>
#include <cmath>

namespace rollcall::prometheus {

FigureTable::FigureTable(std::span<const Family> families)
{
    for (const Family &family : families) {
        const QByteArrayView name(family.name);
        m_byName.insert(name, &family);
        const QByteArrayView prefix = name.first(std::max<qsizetype>(name.indexOf('_'), 0));
        if (std::find(m_prefixes.begin(), m_prefixes.end(), prefix) == m_prefixes.end())
            m_prefixes.push_back(prefix);
    }
}

const Family *FigureTable::familyOf(QByteArrayView name) const
{
    const bool mayBe = std::any_of(m_prefixes.begin(), m_prefixes.end(),
                                   [name](QByteArrayView prefix) { return name.startsWith(prefix); });
    return mayBe ? m_byName.value(name, nullptr) : nullptr;
}

Tally FigureTable::read(QByteArrayView text, QMap<QString, double> &series) const
{
    const auto fold = [this, &series](const Sample &sample) {
        if (!std::isfinite(sample.value) || sample.hasLabel("plugin_id"))
            return;
        const Family &family = *familyOf(sample.name);
        const QString shown = QLatin1StringView(family.series);
        const auto known = series.find(shown);
        if (known == series.end()) {
            series.insert(shown, sample.value);
            return;
        }
        switch (family.fold) {
        case Fold::Sum:
            *known += sample.value;
            break;
        case Fold::Largest:
            *known = std::max(*known, sample.value);
            break;
        case Fold::Last:
            *known = sample.value;
            break;
        }
    };
    return prometheus::read(
        text, [this](QByteArrayView name) { return familyOf(name) != nullptr; }, fold);
}

std::optional<double> figure(const QMap<QString, double> &series, const QString &name)
{
    const auto at = series.find(name);
    return at == series.end() ? std::nullopt : std::optional(*at);
}

} // namespace rollcall::prometheus
