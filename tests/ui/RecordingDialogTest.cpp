// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "history/ClusterHistory.h"
#include "history/FlightRecorder.h"
#include "support/RecordedText.h"
#include "support/WaitFor.h"
#include "ui/dialogs/RecordingDialog.h"
#include "ui/models/Words.h"
#include "ui/pages/IncidentsPage.h"
#include "ui/widgets/ChangesPanel.h"
#include "ui/widgets/TextTableView.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class RecordingDialogTest : public WindowTest
{
protected:
    RecordingDialogTest()
    {
        key = clusters.add(nodes(3));
        history = std::make_unique<ClusterHistory>(scratch.filePath(u"history"_s), *clusters.state(key)->file, clock);
        bool isLoaded = false;
        QObject::connect(history.get(), &ClusterHistory::maintenanceChanged, history.get(),
                         [&isLoaded] { isLoaded = true; });
        EXPECT_TRUE(waitFor([&] { return isLoaded; }));
        clusters.keptHistory = history.get();
    }
    ~RecordingDialogTest() override { owned.reset(); }

    void publish(State state, std::vector<Finding> findings, int seconds = 60)
    {
        clock.advance(std::chrono::seconds(seconds));
        ClusterState made = *clusters.state(key);
        made.isFirstSweep = false;
        made.at = clock.now();
        made.utc = clock.utc();
        made.startedAt = startedAt;
        made.state = state;
        for (Finding &finding : findings)
            finding.since = made.utc;
        made.findings = std::move(findings);
        history->published(std::make_shared<const ClusterState>(std::move(made)));
    }
    static Finding dead(int target)
    {
        return {Code::NodeUnreachable, Severity::Critical, {TargetId{target}}, {{u"kind"_s, u"refused"_s}}, {}};
    }
    RecordingDialog *dialog() { return window().findChild<RecordingDialog *>(); }
    template <class T>
    T &of(const char *name)
    {
        T *found = dialog() ? dialog()->findChild<T *>(QString::fromLatin1(name)) : nullptr;
        if (!found)
            ADD_FAILURE() << name;
        return *found;
    }
    void openByKey()
    {
        window();
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        ASSERT_NE(dialog(), nullptr);
    }

    ClusterKey key;
    QDateTime startedAt = clock.utc();
    std::unique_ptr<ClusterHistory> history;
};

TEST_F(RecordingDialogTest, WritesTheLastHourAndSaysHowLargeItIs)
{
    publish(State::Ok, {});
    publish(State::Critical, {dead(1)});
    openByKey();
    EXPECT_EQ(of<QDateTimeEdit>("recordingTo").dateTime().toUTC(), clock.utc());
    EXPECT_EQ(of<QDateTimeEdit>("recordingFrom").dateTime().toUTC(), clock.utc().addSecs(-3600));
    EXPECT_FALSE(of<QDateTimeEdit>("recordingFrom").isEnabled()) << "the preset says it";
    const QString path = scratch.filePath(u"night"_s);
    of<QLineEdit>("recordingPath").setText(path);
    auto &button = of<QPushButton>("recordingExport");
    ASSERT_TRUE(waitFor([&] { return button.isEnabled(); }));
    EXPECT_TRUE(of<QLabel>("recordingKept").text().contains(u"Recorded from"_s));
    button.click();
    EXPECT_TRUE(waitFor([&] { return of<QLabel>("recordingLine").text().startsWith(u"Written"_s); }))
        << of<QLabel>("recordingLine").text().toStdString();
    EXPECT_TRUE(of<QLabel>("recordingLine").text().contains(u"kB"_s) ||
                of<QLabel>("recordingLine").text().contains(u"KiB"_s));
    EXPECT_TRUE(QFile::exists(path + u".recording"_s));

    // Again: it is there, and somebody says whether it may be replaced.
    prompts.confirms = false;
    of<QLineEdit>("recordingPath").setText(path + u".recording"_s);
    button.click();
    EXPECT_EQ(prompts.questions.size(), 1);
    EXPECT_TRUE(button.isEnabled());
    of<QPushButton>("recordingClose").click();
    settle();
    EXPECT_EQ(dialog(), nullptr);
}

TEST_F(RecordingDialogTest, SaysWhatIsWrong)
{
    publish(State::Ok, {});
    openByKey();
    auto &button = of<QPushButton>("recordingExport");
    ASSERT_TRUE(waitFor([&] { return button.isEnabled(); }));
    of<QComboBox>("recordingPreset").setCurrentIndex(of<QComboBox>("recordingPreset").count() - 1);
    EXPECT_TRUE(of<QDateTimeEdit>("recordingFrom").isEnabled());
    of<QDateTimeEdit>("recordingTo").setDateTime(clock.utc().addDays(-9));
    EXPECT_EQ(of<QLabel>("recordingLine").text(), u"It ends before it begins."_s);
    of<QDateTimeEdit>("recordingFrom").setDateTime(clock.utc().addDays(-10));
    EXPECT_EQ(of<QLabel>("recordingLine").text(), u"Nothing is recorded in this span."_s);
    EXPECT_FALSE(button.isEnabled());
    of<QComboBox>("recordingPreset").setCurrentIndex(0);
    EXPECT_TRUE(button.isEnabled());
    ASSERT_TRUE(QDir(scratch.path()).mkpath(u"taken.recording"_s));
    of<QLineEdit>("recordingPath").setText(scratch.filePath(u"taken.recording"_s)); // a folder
    button.click();
    EXPECT_TRUE(waitFor([&] { return of<QLabel>("recordingLine").text().contains(u"cannot be written"_s); }));
    of<QLineEdit>("recordingPath").clear();
    EXPECT_FALSE(button.isEnabled());
    prompts.filesToSave.push_back(scratch.filePath(u"other.recording"_s));
    of<QPushButton>("recordingBrowse").click();
    EXPECT_EQ(of<QLineEdit>("recordingPath").text(), scratch.filePath(u"other.recording"_s));
    clusters.close(key);
    settle();
    EXPECT_EQ(dialog(), nullptr) << "it goes with its cluster";
}

TEST_F(RecordingDialogTest, WithoutAHistoryThereIsNothingToExport)
{
    clusters.keptHistory = nullptr;
    EXPECT_FALSE(window().findChild<QAction *>(u"exportRecordingOf"_s)->isEnabled());
}

TEST_F(RecordingDialogTest, ListsHowTheStateChangedAndExportsAroundOne)
{
    publish(State::Ok, {});
    publish(State::Critical, {dead(1)});
    publish(State::Ok, {});
    window();
    press(Qt::Key_I, Qt::ControlModifier);
    child<QComboBox>("incidentsWhat").setCurrentIndex(1);
    auto &table = child<TextTableView>("changesTable");
    ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 3; }));
    const auto cell = [&](int row, int column) { return table.model()->index(row, column).data().toString(); };
    EXPECT_EQ(cell(0, ChangesModel::State), u"Critical → Ok"_s);
    EXPECT_EQ(cell(1, ChangesModel::State), u"Ok → Critical"_s);
    EXPECT_EQ(cell(2, ChangesModel::State), u"Ok (watch began)"_s);
    EXPECT_TRUE(cell(1, ChangesModel::What).contains(u"app2"_s)) << cell(1, 0).toStdString();
    EXPECT_FALSE(child<QPushButton>("acknowledgeIncident").isEnabled());
    EXPECT_TRUE(child<QPlainTextEdit>("changeDetails").toPlainText().contains(u"Over: "_s));
    table.setCurrentIndex(table.model()->index(1, 0));
    EXPECT_TRUE(child<QPlainTextEdit>("changeDetails").toPlainText().contains(u"New: "_s));

    prompts.filesToSave.push_back(scratch.filePath(u"changes.csv"_s));
    child<QPushButton>("exportIncidents").click();
    QFile csv(scratch.filePath(u"changes.csv"_s));
    ASSERT_TRUE(csv.open(QFile::ReadOnly));
    EXPECT_TRUE(csv.readAll().contains("node.unreachable"));

    const QDateTime at = clock.utc().addSecs(-60); // of the chosen one
    child<QPushButton>("exportRecording").click();
    ASSERT_NE(dialog(), nullptr);
    EXPECT_EQ(of<QComboBox>("recordingPreset").currentText(), u"Around the chosen change"_s);
    EXPECT_EQ(of<QDateTimeEdit>("recordingFrom").dateTime().toUTC(), at.addSecs(-600));
    EXPECT_EQ(of<QDateTimeEdit>("recordingTo").dateTime().toUTC(), clock.utc());

    // A new change is listed by itself, and the chosen one stays it.
    publish(State::Critical, {dead(2)});
    EXPECT_TRUE(waitFor([&] { return table.model()->rowCount() == 4; }));
    EXPECT_EQ(table.currentIndex().row(), 2);
}

TEST_F(RecordingDialogTest, SaysUpToWhenChangesWentForWantOfRoom)
{
    publish(State::Ok, {});
    window();
    press(Qt::Key_I, Qt::ControlModifier);
    child<QComboBox>("incidentsWhat").setCurrentIndex(1);
    auto &table = child<TextTableView>("changesTable");
    auto &line = child<QLabel>("changesGone");
    ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 1; }));
    EXPECT_FALSE(line.isVisible());
    // As the recorder writes it down.
    const QDateTime goneTo = clock.utc().addDays(-20);
    rowOf(scratch.filePath(u"history/recording.sqlite"_s),
          u"INSERT INTO gone VALUES (%1)"_s.arg(goneTo.toMSecsSinceEpoch()));
    publish(State::Critical, {dead(1)});
    ASSERT_TRUE(waitFor([&] { return line.isVisible(); }));
    EXPECT_TRUE(line.text().contains(words::moment(goneTo))) << line.text().toStdString();
    EXPECT_TRUE(table.isVisible());
}

TEST_F(RecordingDialogTest, ExportsTheRecordingOfAnIncident)
{
    publish(State::Critical, {dead(1)});
    publish(State::Critical, {dead(1)}, 120);
    window();
    press(Qt::Key_I, Qt::ControlModifier);
    auto &button = child<QPushButton>("exportRecording");
    ASSERT_TRUE(waitFor([&] { return button.isEnabled(); }));
    button.click();
    ASSERT_NE(dialog(), nullptr);
    EXPECT_EQ(of<QComboBox>("recordingPreset").currentText(), u"Around the chosen incident"_s);
    EXPECT_LT(of<QDateTimeEdit>("recordingFrom").dateTime(), history->openIncidents().at(0).openedAt);
}

} // namespace
