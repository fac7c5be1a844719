// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ClusterDraft.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

void setOrRemove(QJsonObject &object, const QString &key, const QString &text)
{
    if (text.isEmpty())
        object.remove(key);
    else
        object.insert(key, text);
}

QString kindKey(SecretReference::Kind kind)
{
    switch (kind) {
    case SecretReference::Kind::Keychain:
        return u"keychain"_s;
    case SecretReference::Kind::Environment:
        return u"env"_s;
    case SecretReference::Kind::File:
        return u"file"_s;
    }
    return {};
}

} // namespace

ClusterDraft::ClusterDraft()
    : m_object{{u"schema"_s, ClusterFile::Schema},
               {u"name"_s, u""_s},
               {u"product"_s, u"mattermost"_s},
               {u"nodes"_s, QJsonArray{QJsonObject{{u"name"_s, u"app1"_s}, {u"url"_s, u""_s}}}}}
{}

std::optional<ClusterDraft> ClusterDraft::fromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return std::nullopt;
    return ClusterDraft(document.object());
}

QString ClusterDraft::text(const QString &path) const
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0)
        return m_object.value(path).toString();
    return m_object.value(path.left(dot)).toObject().value(path.mid(dot + 1)).toString();
}

void ClusterDraft::setText(const QString &path, const QString &text)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0) {
        // The name is required: it stays, empty, and is refused where it stands.
        if (path == u"name")
            m_object.insert(path, text);
        else
            setOrRemove(m_object, path, text);
        return;
    }
    QJsonObject inner = m_object.value(path.left(dot)).toObject();
    setOrRemove(inner, path.mid(dot + 1), text);
    if (inner.isEmpty())
        m_object.remove(path.left(dot));
    else
        m_object.insert(path.left(dot), inner);
}

std::optional<SecretReference> ClusterDraft::secret(const QString &key) const
{
    const QJsonObject object = m_object.value(key).toObject();
    for (const auto kind :
         {SecretReference::Kind::Environment, SecretReference::Kind::File, SecretReference::Kind::Keychain}) {
        if (object.contains(kindKey(kind)))
            return SecretReference{kind, object.value(kindKey(kind)).toString()};
    }
    return std::nullopt;
}

void ClusterDraft::setSecret(const QString &key, const std::optional<SecretReference> &reference)
{
    if (!reference)
        m_object.remove(key);
    else
        m_object.insert(key, QJsonObject{{kindKey(reference->kind), reference->name}});
}

int ClusterDraft::nodeCount() const
{
    return static_cast<int>(m_object.value(u"nodes"_s).toArray().size());
}

QString ClusterDraft::nodeText(int node, const QString &key) const
{
    return m_object.value(u"nodes"_s).toArray().at(node).toObject().value(key).toString();
}

void ClusterDraft::setNodeText(int node, const QString &key, const QString &text)
{
    QJsonArray nodes = m_object.value(u"nodes"_s).toArray();
    QJsonObject object = nodes.at(node).toObject();
    if (key == u"name" || key == u"url")
        object.insert(key, text);
    else
        setOrRemove(object, key, text);
    nodes.replace(node, object);
    m_object.insert(u"nodes"_s, nodes);
}

void ClusterDraft::addNode()
{
    QJsonArray nodes = m_object.value(u"nodes"_s).toArray();
    QStringList names;
    for (const QJsonValue node : std::as_const(nodes))
        names << node.toObject().value(u"name"_s).toString();
    int number = static_cast<int>(nodes.size()) + 1;
    while (names.contains(u"app"_s + QString::number(number)))
        ++number;
    nodes.append(QJsonObject{{u"name"_s, QString(u"app"_s + QString::number(number))}, {u"url"_s, u""_s}});
    m_object.insert(u"nodes"_s, nodes);
}

void ClusterDraft::removeNode(int node)
{
    QJsonArray nodes = m_object.value(u"nodes"_s).toArray();
    nodes.removeAt(node);
    m_object.insert(u"nodes"_s, nodes);
}

QByteArray ClusterDraft::toJson() const
{
    return QJsonDocument(m_object).toJson();
}

ClusterDraft::Check ClusterDraft::check(const QString &fileName) const
{
    return check(toJson(), fileName);
}

ClusterDraft::Check ClusterDraft::check(const QByteArray &json, const QString &fileName)
{
    Check result;
    const Result<ClusterFile> parsed = ClusterFile::parse(json, fileName, &result.faults);
    if (parsed)
        result.file = parsed.value();
    else if (result.faults.empty())
        result.faults.push_back({0, 0, {}, parsed.error().message});
    return result;
}

} // namespace rollcall
