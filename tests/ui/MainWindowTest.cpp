// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "ui/CommandPalette.h"
#include "ui/dialogs/ClusterEditor.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableWidget>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class MainWindowTest : public WindowTest
{
protected:
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(scratch.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
    static QByteArray smallFile()
    {
        return R"({ "schema": 1, "name": "small", "product": "mattermost", "canary": { "team": "a", "channel": "b" },
  "nodes": [ { "name": "app1", "url": "http://127.0.0.1:8065" }, { "name": "app2", "url": "http://127.0.0.1:8066" } ] })";
    }
    ClusterEditor &editor()
    {
        auto *found = topLevel<ClusterEditor>(u"clusterEditor"_s);
        EXPECT_NE(found, nullptr);
        return *found;
    }
    template <class T>
    T &in(QWidget &parent, const char *name)
    {
        T *found = parent.findChild<T *>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return *found;
    }
    QMenu *menu(const QString &title)
    {
        for (QAction *action : window().menuBar()->actions()) {
            if (action->text() == title)
                return action->menu();
        }
        return nullptr;
    }
};

TEST_F(MainWindowTest, OpensAFileAndRemembersIt)
{
    const QString path = write(u"small.json"_s, smallFile());
    prompts.filesToOpen.push_back(path);
    window().askOpenFile();
    EXPECT_EQ(model().tileCount(), 2);
    EXPECT_EQ(window().recentFiles(), QStringList{path});
    window().openFile(path);
    EXPECT_EQ(clusters.keys().size(), 1U);
    QFile::remove(path);
    EXPECT_EQ(window().recentFiles(), QStringList());
}

TEST_F(MainWindowTest, ARefusedFileIsShownWithAllItsFaults)
{
    const QString path = write(u"bad.json"_s, "{ \"schema\": 1,\n \"name\": \"x\", \"intervall\": \"1s\",\n"
                                              " \"nodes\": [ { \"name\": \"a\", \"url\": \"nowhere\" } ] }");
    window().openFile(path);
    ASSERT_EQ(prompts.errors.size(), 1U);
    EXPECT_THAT(prompts.errors[0].details.toStdString(), testing::HasSubstr("bad.json:2:15: intervall: "));
    EXPECT_THAT(prompts.errors[0].details.toStdString(), testing::HasSubstr("bad.json:3:"));
    EXPECT_EQ(window().recentFiles(), QStringList());
}

TEST_F(MainWindowTest, ClosesTheClusterOfTheCurrentTile)
{
    clusters.add(nodes(1, u"one"_s));
    const ClusterKey second = clusters.add(nodes(1, u"two"_s));
    view().setCurrentIndex(model().index(model().rowOf(second, {0})));
    press(Qt::Key_W, Qt::ControlModifier);
    ASSERT_EQ(clusters.keys().size(), 1U);
    EXPECT_EQ(clusters.state(clusters.keys()[0])->file->name, u"one"_s);
}

TEST_F(MainWindowTest, ThePaletteFindsNodesClustersAndActions)
{
    clusters.add(nodes(12));
    window();
    press(Qt::Key_K, Qt::ControlModifier);
    auto *palette = topLevel<CommandPalette>(u"palette"_s);
    ASSERT_NE(palette, nullptr);
    auto *field = palette->findChild<QLineEdit *>();
    auto *list = palette->findChild<QListWidget *>();
    QTest::keyClicks(field, u"app11"_s);
    ASSERT_EQ(list->count(), 1);
    QTest::keyClick(field, Qt::Key_Return);
    settle();
    EXPECT_EQ(window().currentPage(), &node());
    EXPECT_EQ(node().target(), TargetId{10});
}

TEST_F(MainWindowTest, PaletteScoresTheBeginningHigher)
{
    const CommandPalette::Entry entry{u"app1"_s, u"node of production"_s, {}, {}};
    EXPECT_GT(CommandPalette::score(entry, u"app1"_s), CommandPalette::score(entry, u"app"_s));
    EXPECT_GT(CommandPalette::score(entry, u"app"_s), CommandPalette::score(entry, u"pp1"_s));
    EXPECT_GT(CommandPalette::score(entry, u"pp1"_s), CommandPalette::score(entry, u"prod"_s));
    EXPECT_EQ(CommandPalette::score(entry, u"app1 lab"_s), -1);
    EXPECT_EQ(CommandPalette::score(entry, u""_s), 0);
}

TEST_F(MainWindowTest, QuestionMarkListsTheKeys)
{
    clusters.add(nodes(1));
    window();
    press(Qt::Key_Question, Qt::ShiftModifier);
    if (topLevel<QDialog>(u"keys"_s) == nullptr)
        press(Qt::Key_F1);
    auto *keys = topLevel<QDialog>(u"keys"_s);
    ASSERT_NE(keys, nullptr);
    QStringList texts;
    for (const QLabel *label : keys->findChildren<QLabel *>())
        texts << label->text();
    EXPECT_TRUE(texts.contains(u"F5"_s));
    EXPECT_TRUE(texts.contains(u"Probe Now"_s));
    EXPECT_TRUE(texts.contains(u"Ctrl+K"_s));
}

TEST_F(MainWindowTest, WithLargeTextTheKeysAreNoLargerThanTheWindow)
{
    theme.setTextScale(2);
    window().resize(1280, 800);
    window().showKeys();
    settle();
    auto *keys = topLevel<QDialog>(u"keys"_s);
    ASSERT_NE(keys, nullptr);
    EXPECT_LE(keys->width(), 1280);
    EXPECT_LE(keys->height(), 800);
    EXPECT_EQ(in<QScrollArea>(*keys, "keysArea").horizontalScrollBar()->maximum(), 0);
    for (const QLabel *label : keys->findChildren<QLabel *>()) {
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        EXPECT_GE(label->height(), needed) << label->text().toStdString();
        EXPECT_TRUE(label->wordWrap() || label->width() >= label->sizeHint().width()) << label->text().toStdString();
    }
    theme.setTextScale(1);
}

TEST_F(MainWindowTest, ExtraMenusAreFilledWhenShown)
{
    QStringList triggered;
    bool isVisible = false;
    extraMenus.push_back(
        {u"Faults"_s,
         [&] {
             ExtraAction crash{u"Crash"_s, u"It stops"_s, false, false, false, {}, {}};
             crash.children = {{u"app1"_s, {}, true, true, false, [&] { triggered << u"app1"_s; }, {}}};
             return std::vector<ExtraAction>{crash};
         },
         [&] { return isVisible; }});
    window();
    QMenu *faults = menu(u"Faults"_s);
    ASSERT_NE(faults, nullptr);
    EXPECT_FALSE(faults->menuAction()->isVisible());
    isVisible = true;
    clusters.add(nodes(1));
    EXPECT_TRUE(faults->menuAction()->isVisible());
    Q_EMIT faults->aboutToShow();
    ASSERT_EQ(faults->actions().size(), 1);
    QAction *app1 = faults->actions()[0]->menu()->actions()[0];
    EXPECT_TRUE(app1->isChecked());
    app1->trigger();
    EXPECT_EQ(triggered, QStringList{u"app1"_s});
}

TEST_F(MainWindowTest, TextIsEnlargedAndThemesChangeLive)
{
    clusters.add(nodes(1));
    window();
    const int before = view().visualRect(model().index(1)).height();
    for (int i = 0; i < 30; ++i)
        press(Qt::Key_Plus, Qt::ControlModifier);
    EXPECT_DOUBLE_EQ(theme.textScale(), 2);
    EXPECT_GT(view().visualRect(model().index(1)).height(), before * 3 / 2);
    press(Qt::Key_0, Qt::ControlModifier);
    EXPECT_EQ(view().visualRect(model().index(1)).height(), before);
    theme.setChoice(Theme::Choice::Dark);
    EXPECT_EQ(theme.colours().kind, Colours::Kind::Dark);
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), theme.colours().window);
    theme.setChoice(Theme::Choice::Light);
    EXPECT_EQ(settings.value(u"look/theme"_s).toString(), u"light"_s);
}

TEST_F(MainWindowTest, TheEditorMakesANewCluster)
{
    window().newCluster();
    settle();
    ClusterEditor &form = editor();
    EXPECT_FALSE(in<QPushButton>(form, "save").isEnabled());
    in<QLineEdit>(form, "name").setText(u"fresh"_s);
    in<QTableWidget>(form, "nodes").item(0, 1)->setText(u"http://127.0.0.1:8065"_s);
    in<QLineEdit>(form, "timeout").setText(u"soon"_s);
    EXPECT_FALSE(in<QPushButton>(form, "save").isEnabled());
    in<QLineEdit>(form, "timeout").setText(u"3s"_s);
    in<QComboBox>(form, "tokenKind").setCurrentIndex(1);
    in<QLineEdit>(form, "token").setText(u"MY_TOKEN"_s);
    in<QComboBox>(form, "environment").setCurrentIndex(2);
    EXPECT_TRUE(in<QPushButton>(form, "save").isEnabled()) << in<QLabel>(form, "faults").text().toStdString();
    const QString path = scratch.filePath(u"fresh.json"_s);
    prompts.filesToSave.push_back(path);
    in<QPushButton>(form, "save").click();
    settle();
    EXPECT_EQ(prompts.proposals, QStringList{u"fresh.json"_s});
    const Result<ClusterFile> file = ClusterFile::load(path);
    ASSERT_TRUE(file) << file.error().message.toStdString();
    EXPECT_EQ(file.value().name, u"fresh"_s);
    EXPECT_EQ(file.value().timeout, std::chrono::seconds(3));
    EXPECT_EQ(file.value().environment, ClusterFile::Environment::Test);
    EXPECT_EQ(file.value().token, (SecretReference{SecretReference::Kind::Environment, u"MY_TOKEN"_s}));
    EXPECT_EQ(model().tileCount(), 1); // and it is open now
}

TEST_F(MainWindowTest, TheEditorShowsFaultsAtTheirFields)
{
    window().newCluster();
    settle();
    ClusterEditor &form = editor();
    in<QLineEdit>(form, "interval").setText(u"5 apples"_s);
    bool isSaid = false;
    for (const QLabel *label : form.findChildren<QLabel *>())
        isSaid = isSaid || (label->isVisible() && label->text().startsWith(u"expected a number with ms"_s));
    EXPECT_TRUE(isSaid);
    EXPECT_FALSE(in<QTableWidget>(form, "nodes").item(0, 1)->toolTip().isEmpty());
    form.reject();
}

TEST_F(MainWindowTest, TheEditorKeepsKeysItHasNoFieldForAndReloads)
{
    const QString path = write(u"small.json"_s, smallFile());
    window().openFile(path);
    window().editCluster(clusters.keys()[0]);
    settle();
    in<QLineEdit>(editor(), "name").setText(u"renamed"_s);
    in<QPushButton>(editor(), "save").click();
    settle();
    const Result<ClusterFile> file = ClusterFile::load(path);
    ASSERT_TRUE(file);
    EXPECT_EQ(file.value().name, u"renamed"_s);
    EXPECT_EQ(file.value().canary, (Canary{u"a"_s, u"b"_s}));
    EXPECT_EQ(clusters.reloaded, std::vector<ClusterKey>{clusters.keys()[0]});
}

TEST_F(MainWindowTest, TheEditorAsksBeforeItOverwritesSomeoneElsesChange)
{
    const QString path = write(u"small.json"_s, smallFile());
    window().openFile(path);
    window().editCluster(clusters.keys()[0]);
    settle();
    write(u"small.json"_s, smallFile() + "\n\n");
    prompts.confirms = false;
    in<QLineEdit>(editor(), "name").setText(u"renamed"_s);
    in<QPushButton>(editor(), "save").click();
    ASSERT_EQ(prompts.questions.size(), 1);
    EXPECT_EQ(read(path), smallFile() + "\n\n");
    prompts.confirms = true;
    in<QPushButton>(editor(), "save").click();
    EXPECT_TRUE(read(path).contains("renamed"));
}

TEST_F(MainWindowTest, TheJsonTabMarksLinesAndCannotBeLeftBroken)
{
    const QString path = write(u"small.json"_s, smallFile());
    window().openFile(path);
    window().editCluster(clusters.keys()[0]);
    settle();
    auto &tabs = *editor().findChild<QTabWidget *>();
    auto &text = in<QPlainTextEdit>(editor(), "json");
    tabs.setCurrentIndex(1);
    EXPECT_THAT(text.toPlainText().toStdString(), testing::HasSubstr("\"canary\""));
    text.setPlainText(u"{ \"schema\": 1,\n  \"nam\": \"x\" }"_s);
    EXPECT_THAT(in<QLabel>(editor(), "faults").text().toStdString(), testing::HasSubstr("line 2, column 3: nam: "));
    EXPECT_FALSE(text.extraSelections().isEmpty());
    text.setPlainText(u"{ \"schema\": "_s);
    tabs.setCurrentIndex(0);
    EXPECT_EQ(tabs.currentIndex(), 1);
    text.setPlainText(u"{ \"schema\": 1, \"name\": \"typed\", \"nodes\": [ { \"name\": \"n\", \"url\": "
                      "\"http://127.0.0.1:1\" } ] }"_s);
    tabs.setCurrentIndex(0);
    EXPECT_EQ(tabs.currentIndex(), 0);
    EXPECT_EQ(in<QLineEdit>(editor(), "name").text(), u"typed"_s);
    editor().reject();
}

TEST_F(MainWindowTest, WhatCannotBeWrittenIsSaid)
{
    window().newCluster();
    settle();
    in<QLineEdit>(editor(), "name").setText(u"x"_s);
    in<QTableWidget>(editor(), "nodes").item(0, 1)->setText(u"http://127.0.0.1:1"_s);
    prompts.filesToSave.push_back(scratch.filePath(u"no/such/folder/x.json"_s));
    in<QPushButton>(editor(), "save").click();
    ASSERT_EQ(prompts.errors.size(), 1U);
    EXPECT_THAT(prompts.errors[0].text.toStdString(), testing::HasSubstr("x.json"));
    EXPECT_TRUE(editor().isVisible()); // nothing typed is lost
    editor().reject();
}

} // namespace
