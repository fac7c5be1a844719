// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterFile.h"
#include "cluster/ClusterKeys.h"

#include "support/PrintTo.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <algorithm>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

QJsonObject definitions()
{
    QFile file(QStringLiteral(ROLLCALL_SOURCE_DIR "/resources/cluster-file.schema.json"));
    EXPECT_TRUE(file.open(QFile::ReadOnly));
    return QJsonDocument::fromJson(file.readAll()).object().value("$defs"_L1).toObject();
}

/// The object of a section: `metrics` and `gossip` are that or false.
QJsonObject section(const QString &name)
{
    const QJsonObject definition = definitions().value(name).toObject();
    const QJsonArray alternatives = definition.value("anyOf"_L1).toArray();
    return alternatives.isEmpty() ? definition : alternatives.at(1).toObject();
}

QStringList words(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list.append(value.toString());
    return list;
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

QJsonObject property(const QString &sectionName, const QString &key)
{
    return section(sectionName).value("properties"_L1).toObject().value(key).toObject();
}

const std::vector<std::pair<QString, FileSection>> Sections{{u"cluster"_s, FileSection::Cluster},
                                                            {u"login"_s, FileSection::Login},
                                                            {u"tls"_s, FileSection::Tls},
                                                            {u"metrics"_s, FileSection::Metrics},
                                                            {u"gossip"_s, FileSection::Gossip},
                                                            {u"retention"_s, FileSection::Retention},
                                                            {u"rules"_s, FileSection::Rules},
                                                            {u"canary"_s, FileSection::Canary},
                                                            {u"canarySearch"_s, FileSection::CanarySearch},
                                                            {u"node"_s, FileSection::Node},
                                                            {u"probe"_s, FileSection::Probe},
                                                            {u"secretReference"_s, FileSection::SecretReference}};

} // namespace

TEST(ClusterFileSchema, KnowsTheKeysThatTheReaderKnows)
{
    for (const auto &[name, keys] : Sections) {
        const QJsonObject object = section(name);
        EXPECT_EQ(sorted(object.value("properties"_L1).toObject().keys()), sorted(knownKeys(keys)))
            << name.toStdString();
        EXPECT_EQ(sorted(words(object.value("required"_L1))), sorted(requiredKeys(keys))) << name.toStdString();
        EXPECT_EQ(object.value("additionalProperties"_L1), QJsonValue(false)) << name.toStdString();
    }
}

TEST(ClusterFileSchema, KnowsTheWordsThatTheReaderKnows)
{
    EXPECT_EQ(words(definitions().value("product"_L1).toObject().value("enum"_L1)), ClusterFile::products());
    EXPECT_EQ(words(property(u"cluster"_s, u"environment"_s).value("enum"_L1)), environmentWords());
    EXPECT_EQ(words(property(u"node"_s, u"role"_s).value("enum"_L1)), roleWords());
    EXPECT_EQ(words(property(u"probe"_s, u"kind"_s).value("enum"_L1)), probeKindWords());
    EXPECT_EQ(words(property(u"probe"_s, u"auth"_s).value("enum"_L1)), probeAuthWords());
    EXPECT_EQ(words(property(u"probe"_s, u"method"_s).value("enum"_L1)), probeMethodWords());
    EXPECT_EQ(words(property(u"rules"_s, u"severity"_s).value("additionalProperties"_L1).toObject().value("enum"_L1)),
              severityWords());
    EXPECT_EQ(property(u"cluster"_s, u"schema"_s).value("const"_L1), QJsonValue(ClusterFile::Schema));
}

TEST(ClusterFileSchema, EveryReferenceLeadsSomewhere)
{
    QFile file(QStringLiteral(ROLLCALL_SOURCE_DIR "/resources/cluster-file.schema.json"));
    ASSERT_TRUE(file.open(QFile::ReadOnly));
    static const QRegularExpression reference(u"\"\\$ref\": \"#/\\$defs/([^\"]*)\""_s);
    auto found = reference.globalMatch(QString::fromUtf8(file.readAll()));
    ASSERT_TRUE(found.hasNext());
    while (found.hasNext()) {
        const QString name = found.next().captured(1);
        EXPECT_TRUE(definitions().contains(name)) << name.toStdString();
    }
}
