// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonPath.h"
#include "support/PrintTo.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;

const QJsonValue &document()
{
    static const QJsonValue value = QJsonDocument::fromJson(R"({
        "status": "ok", "Faulty CAPPs": ["a.car", "b.car"], "it's": 1,
        "gitaly_check": [ { "status": "ok" }, { "status": "failed" } ],
        "nothing": null })")
                                        .object();
    return value;
}

QString all(const QString &path)
{
    const std::optional<JsonPath> parsed = JsonPath::parse(path);
    if (!parsed)
        return u"no path"_s;
    QStringList texts;
    for (const QJsonValue &value : parsed->find(document()))
        texts.append(value.toVariant().toString());
    return texts.join(u'|');
}

TEST(JsonPath, PointsAtValues)
{
    EXPECT_EQ(all(u"$.status"_s), u"ok"_s);
    EXPECT_EQ(all(u"$['Faulty CAPPs'][1]"_s), u"b.car"_s);
    EXPECT_EQ(all(u"$[\"Faulty CAPPs\"][*]"_s), u"a.car|b.car"_s);
    EXPECT_EQ(all(u"$[\"it's\"]"_s), u"1"_s);
    EXPECT_EQ(all(u"$.gitaly_check[*].status"_s), u"ok|failed"_s);
    EXPECT_EQ(all(u"$.gitaly_check.*.status"_s), u"ok|failed"_s);
    EXPECT_EQ(JsonPath::parse(u"$"_s)->find(document()).size(), 1U);
}

TEST(JsonPath, PointsAtNothingWhereNothingIs)
{
    for (const QString &path : {u"$.absent"_s, u"$.status.deeper"_s, u"$.gitaly_check[2]"_s, u"$.status[0]"_s,
                                u"$[0]"_s, u"$.nothing.more"_s})
        EXPECT_EQ(JsonPath::parse(path)->find(document()).size(), 0U) << path.toStdString();
    EXPECT_FALSE(JsonPath::parse(u"$.gitaly_check[*]"_s)->value(document())) << "two values are not one";
    EXPECT_TRUE(JsonPath::parse(u"$.nothing"_s)->value(document())->isNull());
}

TEST(JsonPath, RefusesWhatIsNone)
{
    for (const QString &path : {u""_s, u"status"_s, u"$status"_s, u"$."_s, u"$.."_s, u"$.a b"_s, u"$[a]"_s, u"$['a'"_s,
                                u"$['a"_s, u"$["_s, u"$[]"_s, u"$[-1]"_s, u"$[1"_s, u"$[0:2]"_s, u"$[9999999999]"_s,
                                QString(u'$' + QString(u".a"_s).repeated(250))})
        EXPECT_FALSE(JsonPath::parse(path)) << path.toStdString();
}

} // namespace
} // namespace rollcall
