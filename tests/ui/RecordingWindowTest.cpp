// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "support/RecordingMaker.h"
#include "support/WaitFor.h"
#include "ui/Recordings.h"
#include "ui/WindowActions.h"
#include "ui/charts/TimeChart.h"
#include "ui/models/Words.h"
#include "ui/pages/TrendsPage.h"
#include "ui/widgets/NoticeBar.h"
#include "ui/widgets/TimeBar.h"
#include "ui/widgets/TimeSlider.h"

#include <QAccessible>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QToolButton>

namespace rollcall::test {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class RecordingWindowTest : public WindowTest
{
protected:
    static void SetUpTestSuite()
    {
        s_folder = new QTemporaryDir;
        s_path = new QString(s_folder->filePath(u"night.recording"_s));
        RecordingMaker maker(*s_path, 3);
        maker.run(3min);
        s_well = new QDateTime(maker.utc());
        maker.breakDown(1);
        maker.run(3min);
        s_down = new QDateTime(maker.utc());
        maker.mend(1);
        maker.run(4min);
        maker.finish();
    }
    static void TearDownTestSuite()
    {
        delete s_down;
        delete s_well;
        delete s_path;
        delete s_folder;
    }
    RecordingWindowTest()
    {
        openRecording = [this](const QString &path, MainWindow *asker) { recordings.open(path, asker); };
        QObject::connect(&recordings, &Recordings::refused, &recordings, [this] { ++refused; });
    }

    /// The window on the recording, in front.
    RecordingWindow &opened()
    {
        if (recordings.windows().empty()) {
            recordings.open(*s_path, nullptr);
            EXPECT_TRUE(waitFor([this] { return !recordings.windows().empty(); }));
            QWidget &shown = recordings.windows().front()->window();
            shown.resize(1280, 800);
            shown.activateWindow();
            settle();
        }
        return *recordings.windows().front();
    }
    RecordedCluster &recording() { return opened().recording(); }
    ClusterKey key() { return recording().keys().front(); }
    TimeSlider &slider() { return opened().bar().slider(); }
    QAction &action(const char *name)
    {
        auto *found = opened().window().findChild<QAction *>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return *found;
    }
    QString textOf(const char *name)
    {
        auto *label = opened().window().findChild<QLabel *>(QString::fromLatin1(name));
        EXPECT_NE(label, nullptr) << name;
        return label != nullptr ? label->text() : QString();
    }
    void goTo(const QDateTime &utc)
    {
        recording().setMoment(utc);
        arrive();
    }
    void arrive()
    {
        EXPECT_TRUE(waitFor([this] { return !recording().isPending(); }));
        settle();
    }
    void key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&slider(), static_cast<Qt::Key>(code), modifiers);
        arrive();
    }
    QString notices(const QWidget &page)
    {
        QStringList texts;
        for (const QLabel *label : page.findChild<NoticeBar *>()->findChildren<QLabel *>())
            texts << label->text();
        return texts.join(u'\n');
    }

    Recordings recordings{theme, prompts, settings, clock};
    int refused = 0;
    inline static QTemporaryDir *s_folder = nullptr;
    inline static QString *s_path = nullptr;
    inline static QDateTime *s_well = nullptr;
    inline static QDateTime *s_down = nullptr;
};

TEST_F(RecordingWindowTest, SaysThatItIsNotLive)
{
    MainWindow &shown = opened().window();
    EXPECT_TRUE(shown.windowTitle().startsWith(u"Recording of production, not live"_s))
        << shown.windowTitle().toStdString();
    EXPECT_TRUE(notices(*shown.findChild<BoardPage *>()).startsWith(u"Recording of production, not live."_s));
    shown.showNode(key(), TargetId{0});
    EXPECT_TRUE(notices(*shown.findChild<NodePage *>()).startsWith(u"Recording of production, not live."_s));
    EXPECT_TRUE(shown.windowTitle().startsWith(u"Recording of production, not live"_s));
    for (const char *name : {"probe", "pause", "incidents"}) {
        EXPECT_FALSE(action(name).isEnabled()) << name;
        EXPECT_TRUE(action(name).toolTip().startsWith(u"This is a recording"_s)) << name;
    }
    const auto *probe = shown.findChild<QPushButton *>(u"probeNow"_s);
    EXPECT_FALSE(probe->isEnabled());
    EXPECT_EQ(probe->toolTip(), u"This is a recording: nobody can be asked."_s);
    for (const char *name : {"new", "open", "edit"})
        EXPECT_EQ(shown.findChild<QAction *>(QString::fromLatin1(name)), nullptr) << name;
}

TEST_F(RecordingWindowTest, ShowsTheBoardAsItWas)
{
    BoardPage &page = *opened().window().findChild<BoardPage *>();
    const auto critical = [&] { return page.model().counts().of(State::Critical); };
    goTo(*s_well);
    EXPECT_EQ(critical(), 0);
    EXPECT_EQ(page.model().counts().of(State::Ok), 3);
    goTo(*s_down);
    EXPECT_EQ(critical(), 1);
    EXPECT_TRUE(textOf("verdict").startsWith(u"app2 is down"_s)) << textOf("verdict").toStdString();
    EXPECT_EQ(textOf("shownMoment"), words::fullMoment(*s_down));
    goTo(recording().outline().end);
    EXPECT_EQ(critical(), 0);
    goTo(*s_down);
    EXPECT_EQ(critical(), 1);
}

TEST_F(RecordingWindowTest, ShowsANodeAsItWas)
{
    goTo(*s_down);
    opened().window().showNode(key(), TargetId{1});
    settle();
    const auto *answer = opened().window().findChild<QPlainTextEdit *>(u"answer"_s);
    ASSERT_TRUE(waitFor([&] { return answer->toPlainText().contains(u"refused"_s); }))
        << answer->toPlainText().toStdString();
    goTo(*s_well);
    EXPECT_TRUE(answer->toPlainText().contains(u"200"_s)) << answer->toPlainText().toStdString();
    EXPECT_TRUE(textOf("nodeName").endsWith(u"Ok"_s));
}

TEST_F(RecordingWindowTest, TrendsGoToTheMomentAndTheirThresholdStays)
{
    RecordingWindow &made = opened();
    goTo(*s_down);
    made.window().showPage(u"trends"_s);
    auto &page = *made.window().findChild<TrendsPage *>();
    ASSERT_TRUE(waitFor([&page] { return page.model().stage() == TrendsModel::Stage::Data; }));
    settle();
    const QString moment = trends::momentText(recording().shownMoment().toMSecsSinceEpoch());
    EXPECT_TRUE(textOf("trendsWhen").endsWith(moment)) << qPrintable(textOf("trendsWhen"));
    EXPECT_FALSE(page.findChild<QPushButton *>(u"trendsNow"_s)->toolTip().contains(u"now"_s));
    for (const char *name : {"trendsThreshold", "trendsSetThreshold"}) {
        auto *field = page.findChild<QWidget *>(QString::fromLatin1(name));
        EXPECT_FALSE(field->isEnabled()) << name;
        EXPECT_TRUE(field->toolTip().contains(u"recording"_s)) << name;
    }
    EXPECT_TRUE(page.charts().front()->content().isThresholdFixed);
}

TEST_F(RecordingWindowTest, TheMouseChoosesAMoment)
{
    const auto press = [this](const QDateTime &utc) {
        QTest::mousePress(&slider(), Qt::LeftButton, {}, QPoint(slider().placeOf(utc), slider().height() / 2));
    };
    press(*s_down);
    arrive();
    EXPECT_LE(std::abs(recording().moment().secsTo(*s_down)), 2);
    EXPECT_EQ(recording().state(key())->state, State::Critical);
    // Dragged back.
    QTest::mouseMove(&slider(), QPoint(slider().placeOf(*s_well), slider().height() / 2));
    arrive();
    EXPECT_LE(std::abs(recording().moment().secsTo(*s_well)), 2);
    EXPECT_EQ(recording().state(key())->state, State::Ok);
    QTest::mouseMove(&slider(), QPoint(slider().width() + 500, 0));
    arrive();
    EXPECT_EQ(recording().moment(), recording().outline().end);
    QTest::mouseRelease(&slider(), Qt::LeftButton, {}, QPoint(0, 0));
    QTest::mouseMove(&slider(), QPoint(slider().placeOf(*s_down), 0));
    EXPECT_EQ(recording().moment(), recording().outline().end);
}

TEST_F(RecordingWindowTest, KeysAlone)
{
    EXPECT_TRUE(slider().hasFocus());
    const QDateTime begin = recording().outline().begin;
    key(Qt::Key_Right);
    key(Qt::Key_Right);
    EXPECT_EQ(begin.secsTo(recording().moment()), 2 * slider().singleStep());
    key(Qt::Key_Left);
    EXPECT_EQ(begin.secsTo(recording().moment()), slider().singleStep());
    key(Qt::Key_PageUp);
    EXPECT_EQ(begin.secsTo(recording().moment()), slider().singleStep() + slider().pageStep());
    key(Qt::Key_End);
    EXPECT_EQ(recording().moment(), recording().outline().end);
    EXPECT_FALSE(action("nextChange").isEnabled());
    key(Qt::Key_Comma);
    EXPECT_LT(recording().moment(), recording().outline().end);
    const QDateTime change = recording().moment();
    EXPECT_TRUE(std::ranges::any_of(recording().outline().changes,
                                    [&](const RecordedChange &each) { return each.utc == change; }));
    key(Qt::Key_Comma);
    EXPECT_LT(recording().moment(), change);
    key(Qt::Key_Period);
    EXPECT_EQ(recording().moment(), change);
    key(Qt::Key_Home);
    EXPECT_EQ(recording().moment(), begin);
    EXPECT_FALSE(action("previousChange").isEnabled());
    key(Qt::Key_Space, Qt::ControlModifier);
    EXPECT_TRUE(recording().isPlaying());
    key(Qt::Key_Space, Qt::ControlModifier);
    EXPECT_FALSE(recording().isPlaying());
    // From any page, and not while somebody types.
    QTest::keyClick(&opened().window().findChild<BoardPage *>()->view(), Qt::Key_Period);
    EXPECT_GT(recording().moment(), begin);
    const QDateTime before = recording().moment();
    QTest::keyClick(opened().window().findChild<QLineEdit *>(u"filter"_s), Qt::Key_Period);
    EXPECT_EQ(recording().moment(), before);
    // The list of keys has them.
    QStringList keys;
    for (const QAction *each : opened().window().actions().all())
        keys << each->objectName();
    EXPECT_THAT(keys, testing::Contains(u"previousChange"_s));
    EXPECT_THAT(keys, testing::Contains(u"play"_s));
}

TEST_F(RecordingWindowTest, PlaysAtAChosenSpeed)
{
    const QDateTime begin = recording().outline().begin;
    auto &speed = *opened().window().findChild<QComboBox *>(u"playSpeed"_s);
    speed.setCurrentIndex(speed.findData(60));
    auto &play = *opened().window().findChild<QToolButton *>(u"playButton"_s);
    EXPECT_EQ(play.accessibleName(), u"Play"_s);
    play.click();
    EXPECT_EQ(play.accessibleName(), u"Pause"_s);
    for (int i = 0; i < 10; ++i) {
        clock.advance(100ms);
        arrive();
    }
    EXPECT_EQ(begin.secsTo(recording().moment()), 60);
    EXPECT_EQ(slider().value(), 60);
    play.click();
    clock.advance(1s);
    EXPECT_EQ(begin.secsTo(recording().moment()), 60);
    // A step by hand ends it.
    play.click();
    action("nextChange").trigger();
    EXPECT_FALSE(recording().isPlaying());
}

TEST_F(RecordingWindowTest, IsASliderToAssistiveTechnology)
{
    goTo(*s_down);
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&slider());
    ASSERT_NE(spoken, nullptr);
    EXPECT_EQ(spoken->role(), QAccessible::Slider);
    EXPECT_EQ(spoken->text(QAccessible::Name), u"Moment of the recording"_s);
    EXPECT_TRUE(spoken->text(QAccessible::Description).startsWith(words::fullMoment(*s_down)));
    EXPECT_TRUE(spoken->text(QAccessible::Description).endsWith(u"Critical"_s));
    ASSERT_NE(spoken->valueInterface(), nullptr);
    EXPECT_EQ(spoken->valueInterface()->currentValue().toInt(), slider().value());
    EXPECT_EQ(spoken->valueInterface()->maximumValue().toInt(), slider().maximum());
    for (const QToolButton *button : opened().bar().findChildren<QToolButton *>())
        EXPECT_FALSE(button->accessibleName().isEmpty());
}

TEST_F(RecordingWindowTest, FitsAtTwiceTheSize)
{
    opened();
    theme.setTextScale(2);
    settle();
    const TimeBar &bar = opened().bar();
    for (const QWidget *child : bar.findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        EXPECT_TRUE(!child->isVisible() || bar.rect().contains(child->geometry())) << child->objectName().toStdString();
    }
    EXPECT_TRUE(opened().window().rect().contains(bar.rect().translated(bar.mapTo(&opened().window(), QPoint()))));
    theme.setTextScale(1);
}

TEST_F(RecordingWindowTest, OpensByTheMenuAndLooksLikeOne)
{
    prompts.filesToOpen = {*s_path, *s_path, *s_path};
    window().askOpenRecording();
    window().openRecording(*s_path); // while that is still being read
    ASSERT_TRUE(waitFor([this] { return recordings.windows().size() == 1; }));
    // The usual dialog knows one, too; and it is not opened twice.
    int shown = 0;
    QObject::connect(&recordings, &Recordings::opened, &recordings, [&] { ++shown; });
    window().askOpenFile();
    EXPECT_EQ(shown, 1);
    EXPECT_EQ(recordings.windows().size(), 1U);
    EXPECT_TRUE(clusters.keys().empty());
    EXPECT_TRUE(window().recentFiles().isEmpty());
    opened().window().close();
    settle();
    EXPECT_TRUE(recordings.windows().empty());
    EXPECT_TRUE(window().isVisible());
    window().askOpenFile();
    EXPECT_TRUE(waitFor([this] { return recordings.windows().size() == 1; }));
    action("close").trigger();
    settle();
    EXPECT_TRUE(recordings.windows().empty());
}

TEST_F(RecordingWindowTest, OpensWhatIsDroppedOnTheWindow)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(*s_path)});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window(), &drop);
    EXPECT_TRUE(waitFor([this] { return recordings.windows().size() == 1; }));
    QMimeData text;
    text.setText(u"https://example.com"_s);
    QDragEnterEvent other(QPoint(10, 10), Qt::CopyAction, &text, Qt::LeftButton, {});
    other.ignore();
    QCoreApplication::sendEvent(&window(), &other);
    EXPECT_FALSE(other.isAccepted());
}

TEST_F(RecordingWindowTest, SaysInWordsWhyNothingOpens)
{
    const QString damaged = scratch.filePath(u"damaged.recording"_s);
    ASSERT_TRUE(QFile::copy(*s_path, damaged));
    ASSERT_TRUE(QFile::resize(damaged, QFile(damaged).size() / 2));
    const QString empty = scratch.filePath(u"empty.recording"_s);
    ASSERT_TRUE(QFile(empty).open(QFile::WriteOnly));
    const QString newer = scratch.filePath(u"newer.recording"_s);
    ASSERT_TRUE(QFile::copy(*s_path, newer));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
        database.setDatabaseName(newer);
        ASSERT_TRUE(database.open());
        QSqlQuery query(database);
        ASSERT_TRUE(query.exec(u"PRAGMA user_version = 99"_s));
    }
    QSqlDatabase::removeDatabase(u"newer"_s);
    int expected = 0;
    for (const QString &path : {damaged, empty, newer, scratch.filePath(u"none.recording"_s)}) {
        window().openRecording(path);
        ++expected;
        ASSERT_TRUE(waitFor([&] { return refused == expected; })) << path.toStdString();
        ASSERT_EQ(static_cast<int>(prompts.errors.size()), expected);
        EXPECT_EQ(prompts.errors.back().title, u"Cannot open the recording"_s);
        EXPECT_TRUE(prompts.errors.back().text.contains(path));
        EXPECT_FALSE(prompts.errors.back().details.isEmpty());
        EXPECT_TRUE(recordings.windows().empty());
    }
    settle();
}

} // namespace

} // namespace rollcall::test
