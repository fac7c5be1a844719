// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/ServedNode.h"

namespace rollcall::demo {

using namespace Qt::StringLiterals;

namespace {

class ServedScenery final : public Scenery
{
public:
    ServedScenery(Stage &stage, SceneryPlan plan, std::vector<std::unique_ptr<ServedNode>> nodes)
        : m_stage(stage), m_plan(std::move(plan)), m_nodes(std::move(nodes))
    {
        std::vector<Backend *> backends;
        for (const auto &node : m_nodes) {
            node->setPeers(&m_nodes);
            backends.push_back(node.get());
        }
        if (!m_plan.hasProxy)
            return;
        m_proxy = std::make_unique<DemoProxy>(stage.clock);
        m_proxy->setBackends(std::move(backends));
        m_proxy->setPassedOver(m_plan.passedOver);
    }

    Result<void> start() override
    {
        for (const auto &[file, secret] : m_plan.secrets) {
            const Result<void> kept = m_stage.keep(file, secret);
            if (!kept.ok())
                return kept.error();
        }
        for (const auto &node : m_nodes) {
            if (!node->listen())
                return Error{u"demo.no_port"_s, u"no ports of the loopback interface are free for "_s + node->name()};
        }
        if (m_proxy && !m_proxy->listen())
            return Error{u"demo.no_port"_s, u"no port of the loopback interface is free for the proxy"_s};
        return {};
    }

    FilePart filePart() const override
    {
        FilePart part;
        if (m_proxy)
            part.publicUrl = m_proxy->url();
        part.shared = m_plan.shared;
        for (const auto &node : m_nodes) {
            part.nodes.push_back(node->fileEntry());
            if (!m_plan.probes)
                continue;
            const std::vector<JsonMembers> probes = m_plan.probes(*node);
            part.probes.insert(part.probes.end(), probes.begin(), probes.end());
        }
        return part;
    }

    QStringList nodeNames() const override
    {
        QStringList names;
        for (const auto &node : m_nodes)
            names.append(node->name());
        return names;
    }

    bool canHave(const QString &fault, const QString &name) const override
    {
        const ServedNode *node = find(name);
        return node && node->canHave(fault);
    }

    bool has(const QString &fault, const QString &name) const override
    {
        const ServedNode *node = find(name);
        const QByteArray latin = fault.toLatin1();
        return node && node->has(QLatin1StringView(latin));
    }

    void set(const QString &fault, const QString &name, bool isOn) override
    {
        if (ServedNode *node = find(name))
            node->set(fault, isOn);
    }

    DemoProxy *proxy() override { return m_proxy.get(); }

private:
    ServedNode *find(const QString &name) const
    {
        for (const auto &node : m_nodes) {
            if (node->name() == name)
                return node.get();
        }
        return nullptr;
    }

    Stage &m_stage;
    SceneryPlan m_plan;
    std::vector<std::unique_ptr<ServedNode>> m_nodes;
    std::unique_ptr<DemoProxy> m_proxy;
};

} // namespace

std::unique_ptr<Scenery> servedScenery(Stage &stage, SceneryPlan plan, std::vector<std::unique_ptr<ServedNode>> nodes)
{
    return std::make_unique<ServedScenery>(stage, std::move(plan), std::move(nodes));
}

} // namespace rollcall::demo
