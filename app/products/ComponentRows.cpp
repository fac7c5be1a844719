// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Expectations.h"

#include <QJsonArray>
#include <QJsonObject>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::expectations {

namespace {

constexpr std::size_t MostRows = 1000;

// The words of the health endpoints that are known: GitLab, Portus, WSO2, Harbor, Keycloak, Nexus, Gitea, Spring Boot,
// Kubernetes, Workhorse.
constexpr std::array Names{"name"_L1, "component"_L1, "check"_L1, "key"_L1, "id"_L1, "code"_L1};
constexpr std::array States{"status"_L1, "state"_L1, "success"_L1, "healthy"_L1, "ok"_L1, "ready"_L1, "up"_L1};
constexpr std::array Messages{"message"_L1, "msg"_L1, "error"_L1, "last_error"_L1, "output"_L1, "description"_L1};
constexpr std::array Good{"ok"_L1,      "up"_L1,      "healthy"_L1, "pass"_L1,     "passing"_L1, "passed"_L1,
                          "ready"_L1,   "running"_L1, "alive"_L1,   "active"_L1,   "success"_L1, "true"_L1,
                          "started"_L1, "online"_L1,  "green"_L1,   "available"_L1};

template <class Keys>
QJsonValue firstOf(const QJsonObject &object, const Keys &keys)
{
    for (const QLatin1StringView key : keys) {
        if (QJsonValue value = object.value(key); !value.isUndefined() && !value.isNull())
            return value;
    }
    return QJsonValue::Undefined;
}

std::optional<bool> isGood(const QJsonValue &state)
{
    if (state.isBool())
        return state.toBool();
    if (!state.isString() || state.toString().isEmpty())
        return {};
    const QString word = state.toString().toLower();
    return std::find(Good.begin(), Good.end(), word) != Good.end();
}

class Rows
{
public:
    void add(const QString &name, const QJsonValue &value)
    {
        if (components.size() >= MostRows)
            return;
        if (value.isArray()) {
            // GitLab: one name, several instances.
            for (const auto &item : value.toArray())
                add(name, item);
            return;
        }
        const QJsonObject object = value.toObject();
        const QString own = firstOf(object, Names).toString();
        const QJsonValue state = value.isObject() ? firstOf(object, States) : value;
        const std::optional<bool> good = isGood(state);
        if (!good)
            return;
        Component component;
        component.name = name.isEmpty() ? own : name;
        component.ok = *good;
        component.message = firstOf(object, Messages).toString();
        if (component.message.isEmpty() && !*good && state.isString())
            component.message = state.toString();
        component.instance = object.value("labels"_L1).toObject().value("shard"_L1).toString();
        if (!component.name.isEmpty())
            components.push_back(std::move(component));
    }

    std::vector<Component> components;
};

} // namespace

std::vector<Component> componentsOf(const std::vector<QJsonValue> &values)
{
    Rows rows;
    for (const auto &value : values) {
        if (value.isString()) { // the name of something that failed (Micro Integrator: faulty CApps)
            rows.add(value.toString(), false);
        } else if (value.isArray()) {
            for (const auto &item : value.toArray()) {
                if (item.isString())
                    rows.add(item.toString(), false);
                else
                    rows.add({}, item);
            }
        } else if (const QJsonObject object = value.toObject(); !firstOf(object, Names).isUndefined()) {
            rows.add({}, value);
        } else {
            for (auto entry = object.begin(); entry != object.end(); ++entry)
                rows.add(entry.key(), entry.value());
        }
    }
    return std::move(rows.components);
}

} // namespace rollcall::expectations
