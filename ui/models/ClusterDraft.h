// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"

#include <QJsonObject>
#include <QString>
#include <optional>
#include <vector>

namespace rollcall {

/// A cluster file while it is being written: the JSON object itself, so that keys without a field of the form stay as
/// they are, and half-typed values can exist. What holds is said by ClusterFile::parse alone.
class ClusterDraft
{
public:
    struct Check
    {
        std::optional<ClusterFile> file; ///< present when nothing is wrong
        std::vector<FileFault> faults;
    };

    /// A new cluster: schema, no name, one node without a URL.
    ClusterDraft();
    explicit ClusterDraft(QJsonObject object) : m_object(std::move(object)) {}
    /// Whatever JSON object the text is; nothing if it is none.
    static std::optional<ClusterDraft> fromJson(const QByteArray &json);

    /// The text at `key` or `key.key`; empty when absent or not a text.
    QString text(const QString &path) const;
    /// Empty removes the key, and the object around it once that is empty.
    void setText(const QString &path, const QString &text);

    /// A secret reference: kind and name, or nothing.
    std::optional<SecretReference> secret(const QString &key) const;
    void setSecret(const QString &key, const std::optional<SecretReference> &reference);

    int nodeCount() const;
    QString nodeText(int node, const QString &key) const;
    void setNodeText(int node, const QString &key, const QString &text);
    void addNode();
    void removeNode(int node);

    QByteArray toJson() const;
    Check check(const QString &fileName) const;
    static Check check(const QByteArray &json, const QString &fileName);

private:
    QJsonObject m_object;
};

} // namespace rollcall
