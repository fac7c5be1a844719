// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "history/ClusterHistory.h"
#include "support/WaitFor.h"
#include "ui/pages/IncidentsPage.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/CourseStrip.h"
#include "ui/widgets/TextTableView.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class IncidentsPageTest : public WindowTest
{
protected:
    IncidentsPageTest()
    {
        key = clusters.add(nodes(3));
        history = std::make_unique<ClusterHistory>(scratch.filePath(u"history"_s), *clusters.state(key)->file, clock);
        QObject::connect(history.get(), &ClusterHistory::maintenanceChanged, history.get(),
                         [this] { isLoaded = true; });
        EXPECT_TRUE(waitFor([&] { return isLoaded; }));
        clusters.keptHistory = history.get();
    }
    ~IncidentsPageTest() override { owned.reset(); }

    void publish(std::vector<Finding> findings, int seconds)
    {
        clock.advance(std::chrono::seconds(seconds));
        ClusterState state = *clusters.state(key);
        state.isFirstSweep = false;
        state.utc = clock.utc();
        for (Finding &finding : findings) {
            if (!finding.since.isValid())
                finding.since = state.utc;
        }
        state.findings = std::move(findings);
        history->published(std::make_shared<const ClusterState>(std::move(state)));
    }
    static Finding dead(int target)
    {
        return {Code::NodeUnreachable, Severity::Critical, {TargetId{target}}, {{u"kind"_s, u"refused"_s}}, {}};
    }
    IncidentsPage &open()
    {
        window();
        press(Qt::Key_I, Qt::ControlModifier);
        return *window().findChild<IncidentsPage *>();
    }
    TextTableView &table() { return child<TextTableView>("incidentTable"); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    void showsRows(int count)
    {
        EXPECT_TRUE(waitFor([&] { return table().model()->rowCount() == count; }));
        settle();
    }

    bool isLoaded = false;
    ClusterKey key;
    std::unique_ptr<ClusterHistory> history;
};

TEST_F(IncidentsPageTest, SaysWhatWouldBeThere)
{
    open();
    EXPECT_TRUE(waitFor([&] { return child<QLabel>("incidentsEmpty").text().contains(u"becomes an incident"_s); }));
    EXPECT_TRUE(child<QLabel>("incidentsEmpty").isVisible());
    EXPECT_FALSE(child<QPushButton>("acknowledgeIncident").isEnabled());
    clusters.keptHistory = nullptr;
    child<QComboBox>("incidentsSpan").setCurrentIndex(0);
    EXPECT_EQ(child<QLabel>("incidentsEmpty").text(), u"No history is kept of this cluster."_s);
}

TEST_F(IncidentsPageTest, ShowsWhatHappenedAndHowLong)
{
    publish({dead(2)}, 1);
    publish({dead(2)}, 100);
    open();
    showsRows(1);
    EXPECT_TRUE(cell(0, IncidentsModel::What).contains(u"app3"_s)) << cell(0, 0).toStdString();
    EXPECT_EQ(cell(0, IncidentsModel::Lasted), u"1 min"_s);
    publish({}, 60);
    publish({}, 60);
    EXPECT_TRUE(waitFor([&] { return cell(0, IncidentsModel::Standing) == u"Over"_s; }));
    EXPECT_TRUE(child<QPlainTextEdit>("incidentDetails").toPlainText().contains(u"node.unreachable"_s));
    child<QComboBox>("incidentsSpan").setCurrentIndex(0);
    showsRows(0);
}

TEST_F(IncidentsPageTest, WhatComesAndGoesIsShownAsAStrip)
{
    publish({dead(2)}, 1);
    open();
    showsRows(1);
    auto &strip = child<CourseStrip>("incidentCourse");
    EXPECT_FALSE(strip.isVisible()) << "it was there all the time";
    for (int i = 0; i < 8; ++i)
        publish(i % 2 == 0 ? std::vector<Finding>{} : std::vector<Finding>{dead(2)}, 20);
    clock.advance(std::chrono::seconds(10)); // how long it has been there this time
    window().findChild<IncidentsPage *>()->tick();
    ASSERT_TRUE(waitFor([&] { return strip.isVisible() && strip.course().spans.size() == 9; }));
    EXPECT_TRUE(cell(0, IncidentsModel::Standing).contains(u"Comes and goes"_s));
    EXPECT_EQ(strip.accessibleName(),
              u"There 5 time(s) since "_s + strip.course().begin + u", away for 80 s of 2 min"_s);
    EXPECT_EQ(cell(0, IncidentsModel::Times), u"5"_s);
    // While it was there the block is high, while it was away there is a line alone.
    settle();
    const QImage image = strip.grab().toImage();
    const auto height = [&image](double place) {
        const int x = static_cast<int>(place * image.width());
        int coloured = 0;
        for (int y = 0; y < image.height() / 2; ++y)
            coloured += image.pixelColor(x, y) != image.pixelColor(0, image.height() - 1) ? 1 : 0;
        return coloured;
    };
    const std::vector<IncidentCourse::Span> &spans = strip.course().spans;
    const double there = spans[2].from + 0.002;
    const double away = spans[1].from + 0.02;
    EXPECT_GT(height(there), 3 * height(away));
}

TEST_F(IncidentsPageTest, ANarrowWindowHoldsItAllAndLeavesWhatHappenedRoom)
{
    publish({dead(2)}, 1);
    IncidentsPage &page = open();
    showsRows(1);
    window().resize(640, 560);
    settle();
    EXPECT_EQ(window().width(), 640);
    const QRect whole = page.rect();
    for (const char *name : {"incidentsBack", "acknowledgeIncident", "editMaintenance", "exportIncidents"}) {
        auto &button = child<QPushButton>(name);
        const QRect at(button.mapTo(&page, QPoint()), button.size());
        EXPECT_TRUE(whole.contains(at)) << name;
        EXPECT_GE(at.width(), button.sizeHint().width()) << name;
    }
    EXPECT_GE(table().columnWidth(IncidentsModel::What), table().viewport()->width() / 2);
    const int wide = table().columnWidth(IncidentsModel::Lasted);
    window().resize(1280, 800);
    settle();
    EXPECT_EQ(table().columnWidth(IncidentsModel::Lasted), wide) << "figures keep their width";
}

TEST_F(IncidentsPageTest, WhatTheSentenceDoesNotNeedIsForTheOthers)
{
    publish({dead(2)}, 1);
    open();
    showsRows(1);
    history->acknowledge(history->openIncidents().front().id, {u"mara"_s, u"The server is being moved to rack 17"_s,
                                                               clock.utc(), clock.utc().addSecs(3600)});
    EXPECT_TRUE(waitFor([&] { return cell(0, IncidentsModel::Standing).contains(u"rack 17"_s); }));
    window().resize(1280, 800);
    settle();
    const QFontMetrics metrics(theme.font(Theme::Text::Body));
    for (const int column : {int(IncidentsModel::What), int(IncidentsModel::Standing)})
        EXPECT_GE(table().columnWidth(column), metrics.horizontalAdvance(cell(0, column)) + theme.unit(1.5)) << column;
}

TEST_F(IncidentsPageTest, LargeTextLeavesTheSentenceMostOfTheTable)
{
    Finding all = dead(0);
    all.targets = {TargetId{0}, TargetId{1}, TargetId{2}};
    publish({all}, 1);
    open();
    showsRows(1);
    history->acknowledge(history->openIncidents().front().id,
                         {u"mara"_s, u"<b>The switch of rack 17</b> is being replaced, ask Jo in the server room"_s,
                          clock.utc(), clock.utc().addSecs(3600)});
    EXPECT_TRUE(waitFor([&] { return cell(0, IncidentsModel::Standing).contains(u"rack 17"_s); }));
    window().resize(1280, 800);
    theme.setTextScale(2);
    settle();
    EXPECT_GE(table().columnWidth(IncidentsModel::What), table().viewport()->width() / 2);
    EXPECT_EQ(table().horizontalScrollBar()->maximum(), 0);
    // Times and figures are seen whole and take no more than that.
    const QFontMetrics metrics(theme.font(Theme::Text::Body));
    for (const int column : {int(IncidentsModel::Opened), int(IncidentsModel::Lasted), int(IncidentsModel::Times)}) {
        const int text = metrics.horizontalAdvance(cell(0, column));
        const int heading = metrics.horizontalAdvance(table().model()->headerData(column, Qt::Horizontal).toString());
        EXPECT_GE(table().columnWidth(column), text + theme.unit(1.5)) << column;
        EXPECT_LE(table().columnWidth(column), std::max(text, heading) + theme.unit(2)) << column;
    }
    EXPECT_EQ(table().model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
              u"Critical: "_s + cell(0, IncidentsModel::What));
    // What does not fit is there on hover, with the sentence, and what looks like markup is text.
    const QString tip = table().model()->index(0, IncidentsModel::Standing).data(Qt::ToolTipRole).toString();
    EXPECT_TRUE(tip.contains(u"&lt;b&gt;The switch of rack 17"_s)) << tip.toStdString();
    EXPECT_TRUE(tip.contains(u"app1, app2 and app3 are down"_s)) << tip.toStdString();
    // A width that somebody chose stays.
    table().horizontalHeader()->resizeSection(IncidentsModel::Opened, 333);
    publish({all, {Code::ClockSkew, Severity::Warning, {TargetId{1}}, {}, {}}}, 60);
    publish({all, {Code::ClockSkew, Severity::Warning, {TargetId{1}}, {}, {}}}, 60);
    showsRows(2);
    EXPECT_EQ(table().columnWidth(IncidentsModel::Opened), 333);
    theme.setTextScale(1);
}

TEST_F(IncidentsPageTest, IsAcknowledgedByKeyWithAReasonAndAnEnd)
{
    publish({dead(1)}, 1);
    open();
    showsRows(1);
    press(Qt::Key_A); // a button that is pressed by key looks pressed for a moment first
    QDialog *dialog = nullptr;
    ASSERT_TRUE(waitFor([&] { return (dialog = window().findChild<QDialog *>(u"acknowledge"_s)) != nullptr; }));
    QPushButton *confirm = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    EXPECT_FALSE(confirm->isEnabled()) << "a reason is needed";
    dialog->findChild<QLineEdit *>(u"reason"_s)->setText(u"disk is being replaced"_s);
    confirm->click();
    settle();
    const Incident incident = history->openIncidents().at(0);
    ASSERT_TRUE(incident.acknowledgement.has_value());
    EXPECT_EQ(incident.acknowledgement->until, clock.utc().addSecs(3600));
    EXPECT_TRUE(waitFor([&] { return cell(0, IncidentsModel::Standing).contains(u"disk is being replaced"_s); }));
}

TEST_F(IncidentsPageTest, KeepsAMaintenanceWindow)
{
    open();
    child<QPushButton>("editMaintenance").click();
    settle();
    auto *dialog = window().findChild<QDialog *>(u"maintenance"_s);
    ASSERT_NE(dialog, nullptr);
    auto *add = dialog->findChild<QPushButton *>(u"addWindow"_s);
    EXPECT_FALSE(add->isEnabled());
    dialog->findChild<QLineEdit *>(u"windowReason"_s)->setText(u"new kernel"_s);
    dialog->findChild<QComboBox *>(u"windowTarget"_s)->setCurrentIndex(1);
    add->click();
    ASSERT_EQ(history->maintenance().size(), 1U);
    EXPECT_EQ(history->maintenance()[0].targets, QStringList{u"app1"_s});
    EXPECT_TRUE(waitFor([&] { return child<QLabel>("maintenanceLine").isVisible(); }));
    auto *windows = dialog->findChild<QListWidget *>(u"windows"_s);
    EXPECT_EQ(windows->currentRow(), 0);
    // Enter in a field adds, and takes nothing away.
    auto *reason = dialog->findChild<QLineEdit *>(u"windowReason"_s);
    reason->setText(u"new disk"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    ASSERT_EQ(history->maintenance().size(), 2U);
    QTest::keyClick(reason, Qt::Key_Return); // without a reason: nothing
    EXPECT_EQ(history->maintenance().size(), 2U);
    windows->setCurrentRow(1);
    dialog->findChild<QPushButton *>(u"removeWindow"_s)->click();
    ASSERT_EQ(history->maintenance().size(), 1U);
    EXPECT_EQ(history->maintenance()[0].reason, u"new kernel"_s);
    EXPECT_EQ(windows->currentRow(), 0);
}

TEST_F(IncidentsPageTest, LargeTextSqueezesNoFieldOfTheMaintenanceDialog)
{
    theme.setTextScale(2);
    open();
    child<QPushButton>("editMaintenance").click();
    settle();
    const auto *dialog = window().findChild<QDialog *>(u"maintenance"_s);
    ASSERT_NE(dialog, nullptr);
    for (const QString &name : {u"windowTarget"_s, u"windowFrom"_s, u"windowRepeat"_s, u"windowReason"_s}) {
        const auto *field = dialog->findChild<QWidget *>(name);
        EXPECT_GE(field->height(), field->sizeHint().height()) << name.toStdString();
    }
    theme.setTextScale(1);
}

TEST_F(IncidentsPageTest, ExportsWhatIsShown)
{
    publish({dead(0)}, 1);
    open();
    showsRows(1);
    for (const QString &name : {u"i.csv"_s, u"i.json"_s, u"i.md"_s}) {
        const QString path = scratch.filePath(name);
        prompts.filesToSave.push_back(path);
        child<QPushButton>("exportIncidents").click();
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
        EXPECT_TRUE(file.readAll().contains("node.unreachable")) << name.toStdString();
    }
}

} // namespace
