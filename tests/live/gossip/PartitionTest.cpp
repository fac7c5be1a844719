// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A real cluster that is cut in two by a firewall, while this program reaches both sides.
#include "live/gossip/Gossip.h"
#include "live/gossip/Namespace.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using gossip::MemberState;

namespace {

/// Far from the users of a system, and of each other's test runs nobody knows: they are in another network.
constexpr unsigned FirstUser = 60001;

QJsonObject findingIn(const QJsonObject &report, const QString &code)
{
    for (const QJsonValue &finding : report["findings"_L1].toArray()) {
        if (finding["code"_L1] == code)
            return finding.toObject();
    }
    return {};
}

/// All nodes that findings of this code name.
QStringList namedBy(const QJsonObject &report, const QString &code)
{
    QStringList names;
    for (const QJsonValue &finding : report["findings"_L1].toArray()) {
        if (finding["code"_L1] != code)
            continue;
        for (const QJsonValue &node : finding["nodes"_L1].toArray())
            names.append(node.toString());
    }
    names.removeDuplicates();
    names.sort();
    return names;
}

/// How each agent holds each other, by the rows of who is asked.
using Matrix = std::vector<std::vector<std::optional<MemberState>>>;

Matrix matrixOf(const SerfCluster &cluster, Asker &asker)
{
    Matrix matrix;
    for (int agent = 0; agent < cluster.size(); ++agent) {
        const Heard heard = asker.ask(cluster.address(agent));
        auto &row = matrix.emplace_back();
        for (int other = 0; other < cluster.size(); ++other)
            row.push_back(heard.stateOf(cluster.name(other)));
    }
    return matrix;
}

std::string text(const Matrix &matrix)
{
    QString text;
    for (const auto &row : matrix) {
        for (const auto &state : row)
            text += (state ? gossip::memberStateName(*state) : u"-"_s) + u' ';
        text += u'\n';
    }
    return text.toStdString();
}

} // namespace

TEST(Partition, BothSidesHoldEachOtherDeadUntilTheCutIsHealed)
{
    Namespace network;
    ASSERT_EQ(network.fault().toStdString(), "");
    if (!network.refusal().isEmpty())
        GTEST_SKIP() << "the kernel does not allow a network with a firewall here: " << network.refusal().toStdString();
    SerfOptions options;
    options.firstUser = FirstUser;
    SerfCluster cluster(options);
    ASSERT_EQ(cluster.start().toStdString(), "");
    const Servers servers(cluster);
    const auto check = [&servers](int status) {
        Program program({u"check"_s, servers.path(), u"--json"_s});
        EXPECT_EQ(program.status(), status) << program.out.toStdString() << program.errors.toStdString();
        return program.json();
    };
    EXPECT_EQ(codes(check(0)), QStringList());

    ASSERT_EQ(network.cut(cluster, {2}).toStdString(), "");
    using enum MemberState;
    const Matrix apart{{Alive, Alive, Dead}, {Alive, Alive, Dead}, {Dead, Dead, Alive}};
    Asker asker;
    Matrix seen;
    ASSERT_TRUE(waitFor(
        [&] {
            seen = matrixOf(cluster, asker);
            return seen == apart;
        },
        40s))
        << text(seen) << cluster.log(2).toStdString();

    const QJsonObject report = check(2);
    const std::string all = QJsonDocument(report).toJson().toStdString();
    const QJsonArray together{cluster.name(0), cluster.name(1)};
    EXPECT_EQ(findingIn(report, u"cluster.split"_s)["evidence"_L1]["islands"_L1].toArray(),
              (QJsonArray{together, QJsonArray{cluster.name(2)}}))
        << all;
    EXPECT_EQ(namedBy(report, u"gossip.dead"_s), (QStringList{cluster.name(0), cluster.name(1), cluster.name(2)}))
        << all;
    EXPECT_EQ(report["state"_L1].toString(), u"critical"_s);
    EXPECT_TRUE(report["verdict"_L1].toString().contains(cluster.name(2))) << all;

    // serf looks for those whom it lost twice a minute; an operator does not wait for it.
    ASSERT_EQ(network.heal().toStdString(), "");
    ASSERT_EQ(cluster.join(2, 0).toStdString(), "");
    const Matrix whole(3, std::vector<std::optional<MemberState>>(3, Alive));
    ASSERT_TRUE(waitFor(
        [&] {
            seen = matrixOf(cluster, asker);
            return seen == whole;
        },
        20s))
        << text(seen);
    EXPECT_EQ(codes(check(0)), QStringList());
}
