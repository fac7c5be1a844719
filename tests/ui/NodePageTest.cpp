// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class NodePageTest : public WindowTest
{
protected:
    QString clipboard() { return QApplication::clipboard()->text(); }
    QTableView &probes() { return child<QTableView>("probes"); }
    void select(const QString &probe)
    {
        for (int row = 0; row < probes().model()->rowCount(); ++row) {
            if (probes().model()->index(row, 0).data().toString() == probe)
                probes().setCurrentIndex(probes().model()->index(row, 0));
        }
    }
};

TEST_F(NodePageTest, EnterOpensEscapeAndAltLeftGoBack)
{
    clusters.add(nodes(3).breakDown(1));
    window();
    press(Qt::Key_Return);
    ASSERT_EQ(window().currentPage(), &node());
    EXPECT_EQ(child<QLabel>("nodeName").text(), u"app2 – Critical"_s);
    EXPECT_THAT(child<QLabel>("nodeVerdict").text().toStdString(), testing::StartsWith("app2 is down"));
    EXPECT_EQ(QApplication::focusWidget(), &probes());
    press(Qt::Key_Escape);
    EXPECT_EQ(window().currentPage(), &board());
    press(Qt::Key_Return);
    press(Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(window().currentPage(), &board());
}

TEST_F(NodePageTest, ShowsReasonsProbesFactsAndTheAnswer)
{
    const ClusterKey key = clusters.add(nodes(3).unhealthyDatabase(0));
    window().showNode(key, {0});
    EXPECT_EQ(child<QTableView>("reasons").model()->index(0, 1).data().toString(), u"component.failed"_s);
    EXPECT_EQ(probes().model()->rowCount(), 9);
    EXPECT_GT(child<QTableView>("facts").model()->rowCount(), 20);
    EXPECT_THAT(child<QPlainTextEdit>("answer").toPlainText().toStdString(),
                testing::StartsWith("HTTP/1.1 200\nContent-Type: application/json\n"));
    select(u"ping.enhanced"_s);
    EXPECT_THAT(child<QPlainTextEdit>("answer").toPlainText().toStdString(),
                testing::HasSubstr("\"database_status\":\"OK\""));
    select(u"config"_s);
    EXPECT_EQ(child<QPlainTextEdit>("answer").toPlainText(), u"There is no answer of this probe yet."_s);
}

TEST_F(NodePageTest, ColumnsOfProbesHoldWhatStandsInThem)
{
    const ClusterKey key = clusters.add(nodes(3));
    theme.setTextScale(1);
    window().resize(1280, 800);
    window().showNode(key, {0});
    settle();
    const QFontMetrics metrics(theme.font(Theme::Text::Body));
    for (int row = 0; row < probes().model()->rowCount(); ++row) {
        for (const int column : {0, 2, 3, 4}) {
            const QString text = probes().model()->index(row, column).data().toString();
            EXPECT_GE(probes().columnWidth(column), metrics.horizontalAdvance(text)) << text.toStdString();
        }
    }
}

TEST_F(NodePageTest, AHealthyNodeSaysSo)
{
    const ClusterKey key = clusters.add(nodes(1));
    window().showNode(key, {0});
    EXPECT_EQ(child<QLabel>("nodeVerdict").text(), u"Nothing speaks against it."_s);
    EXPECT_FALSE(child<QTableView>("reasons").isVisible());
}

TEST_F(NodePageTest, AnUnaskedNodeIsNotBlank)
{
    const ClusterKey key = clusters.add(nodes(2).unasked());
    window().showNode(key, {1});
    EXPECT_EQ(child<QLabel>("nodeName").text(), u"app2 – Unknown"_s);
    EXPECT_EQ(child<QLabel>("nodeVerdict").text(), u"It has not been asked yet."_s);
    EXPECT_EQ(probes().model()->rowCount(), 9);
    EXPECT_EQ(probes().model()->index(0, 2).data().toString(), u"Not asked yet"_s);
}

TEST_F(NodePageTest, SaysWhatIsUnknownAndWhy)
{
    const ClusterKey key = clusters.add(nodes(2).forbiddenToken());
    window().showNode(key, {0});
    EXPECT_THAT(child<QPlainTextEdit>("unknowns").toPlainText().toStdString(),
                testing::HasSubstr("sysconsole_read_environment_high_availability"));
    EXPECT_THAT(window().findChild<QTabWidget *>()->tabText(2).toStdString(), testing::StartsWith("&Unknown ("));
}

TEST_F(NodePageTest, F5AsksThisNodeAndOnTheBoardAll)
{
    const ClusterKey key = clusters.add(nodes(2));
    window().showNode(key, {1});
    press(Qt::Key_F5);
    child<QPushButton>("probeNow").click();
    press(Qt::Key_Escape);
    press(Qt::Key_F5);
    EXPECT_EQ(clusters.probed, (std::vector<std::pair<ClusterKey, TargetId>>{{key, {1}}, {key, {1}}, {key, {}}}));
}

TEST_F(NodePageTest, CopiesCarryNoSecret)
{
    const ClusterKey key = clusters.add(nodes(2).breakDown(0));
    window().showNode(key, {0});
    const QString secret = QString::fromUtf8(ClusterFixture::secretToken());
    select(u"cluster.status"_s);
    child<QPushButton>("copyCurl").click();
    EXPECT_THAT(clipboard().toStdString(), testing::HasSubstr("\"Authorization: Bearer $ROLLCALL_TOKEN\""));
    EXPECT_THAT(clipboard().toStdString(), testing::HasSubstr("'http://10.10.10.2:8065/api/v4/cluster/status'"));
    EXPECT_FALSE(clipboard().contains(secret));
    child<QPushButton>("copyMarkdown").click();
    EXPECT_THAT(clipboard().toStdString(), testing::StartsWith("## production / app1: Critical"));
    EXPECT_FALSE(clipboard().contains(secret));
    EXPECT_EQ(child<QLabel>("announcer").text(), u"Copied this node as Markdown."_s);
    for (const QPlainTextEdit *text : node().findChildren<QPlainTextEdit *>())
        EXPECT_FALSE(text->toPlainText().contains(secret));
}

TEST_F(NodePageTest, HostileTextStaysText)
{
    const ClusterKey key = clusters.add(nodes(2).hostile(0));
    window().showNode(key, {0});
    for (const QLabel *label : node().findChildren<QLabel *>()) {
        EXPECT_TRUE(!label->text().contains(u"<b"_s) || label->textFormat() == Qt::PlainText)
            << label->objectName().toStdString();
        EXPECT_FALSE(label->text().contains(QChar(0x202e)));
    }
    EXPECT_THAT(child<QLabel>("nodeVerdict").text().toStdString(), testing::HasSubstr("<b onclick=alert(1)>"));
}

TEST_F(NodePageTest, TheSelectedProbeAndTheReadersPlaceSurviveANewSnapshot)
{
    const ClusterKey key = clusters.add(nodes(2));
    window().showNode(key, {0});
    select(u"metrics"_s);
    clusters.fixture(key).target(0).latencyMs = 55;
    clusters.fixture(key).target(0).facts.outcomes.at(u"ping"_s).latency = std::chrono::milliseconds(55);
    clusters.publish(key);
    EXPECT_EQ(probes().currentIndex().data().toString(), u"metrics"_s);
    EXPECT_EQ(probes().model()->index(0, 4).data().toString(), u"55 ms"_s);
}

TEST_F(NodePageTest, LeavesWhenItsNodeIsGone)
{
    const ClusterKey key = clusters.add(nodes(3));
    window().showNode(key, {2});
    clusters.fixture(key) = nodes(2);
    clusters.publish(key);
    EXPECT_EQ(window().currentPage(), &board());
    window().showNode(key, {1});
    clusters.close(key);
    EXPECT_EQ(window().currentPage(), &board());
}

} // namespace
