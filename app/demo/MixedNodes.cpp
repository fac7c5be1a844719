// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Scenery.h"

#include <array>

namespace rollcall::demo {

using namespace Qt::StringLiterals;

namespace {

struct Share
{
    const char *product;
    int nodes;
};
/// The first is the cluster's own product, with as many nodes as are asked for less those of the others.
constexpr std::array Shares{Share{"mattermost", 2}, Share{"gitlab", 1}, Share{"portus", 1}, Share{"wso2-apim", 2},
                            Share{"wso2-mi", 1}};

int usualNodes()
{
    int sum = 0;
    for (const Share &share : Shares)
        sum += share.nodes;
    return sum;
}

/// One cluster of several products: each plays its part as on its own, and the first one's proxy is the cluster's.
class MixedScenery final : public Scenery
{
public:
    MixedScenery(Stage &stage, int nodes)
    {
        const int others = usualNodes() - Shares.front().nodes;
        for (const Share &share : Shares) {
            const DemoProduct *product = demoProductNamed(QString::fromLatin1(share.product));
            Part part{*product, nullptr, {}};
            part.scenery = product->make(stage, m_parts.empty() ? std::max(1, nodes - others) : share.nodes);
            for (const FaultRow &row : product->faults())
                part.faults.append(QString::fromLatin1(row.name));
            m_parts.push_back(std::move(part));
        }
    }

    Result<void> start() override
    {
        for (const Part &part : m_parts) {
            Result<void> started = part.scenery->start();
            if (!started.ok())
                return started;
        }
        return {};
    }

    FilePart filePart() const override
    {
        FilePart whole = m_parts.front().scenery->filePart();
        for (std::size_t i = 1; i < m_parts.size(); ++i) {
            FilePart part = m_parts[i].scenery->filePart();
            for (JsonMembers &node : part.nodes) {
                // After name and url; what held for the part's whole cluster holds for each of its nodes.
                node.insert(node.begin() + 2, {"product", quoted(QString::fromLatin1(m_parts[i].product.name))});
                node.insert(node.end(), part.shared.begin(), part.shared.end());
                whole.nodes.push_back(std::move(node));
            }
            whole.probes.insert(whole.probes.end(), part.probes.begin(), part.probes.end());
        }
        return whole;
    }

    QStringList nodeNames() const override
    {
        QStringList names;
        for (const Part &part : m_parts)
            names += part.scenery->nodeNames();
        return names;
    }

    bool canHave(const QString &fault, const QString &node) const override
    {
        const Part *part = partOf(node);
        return part && part->faults.contains(fault) && part->scenery->canHave(fault, node);
    }

    bool has(const QString &fault, const QString &node) const override
    {
        const Part *part = partOf(node);
        return part && part->scenery->has(fault, node);
    }

    void set(const QString &fault, const QString &node, bool isOn) override
    {
        if (const Part *part = partOf(node))
            part->scenery->set(fault, node, isOn);
    }

    DemoProxy *proxy() override { return m_parts.front().scenery->proxy(); }

private:
    struct Part
    {
        const DemoProduct &product;
        std::unique_ptr<Scenery> scenery;
        QStringList faults;
    };

    const Part *partOf(const QString &node) const
    {
        for (const Part &part : m_parts) {
            if (part.scenery->nodeNames().contains(node))
                return &part;
        }
        return nullptr;
    }

    std::vector<Part> m_parts;
};

/// Each name once, in the words of the first that has it.
std::vector<FaultRow> allFaults()
{
    std::vector<FaultRow> rows;
    for (const Share &share : Shares) {
        for (const FaultRow &row : demoProductNamed(QString::fromLatin1(share.product))->faults()) {
            const bool isKnown = std::any_of(rows.begin(), rows.end(), [&row](const FaultRow &each) {
                return QLatin1StringView(each.name) == QLatin1StringView(row.name);
            });
            if (!isKnown)
                rows.push_back(row);
        }
    }
    return rows;
}

} // namespace

DemoProduct mixedProduct()
{
    return {.name = "mixed",
            .usualNodes = usualNodes(),
            .faults = allFaults,
            .make = [](Stage &stage, int nodes) -> std::unique_ptr<Scenery> {
                return std::make_unique<MixedScenery>(stage, nodes);
            }};
}

} // namespace rollcall::demo
