// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/WrapLayout.h"

#include "support/PrintTo.h"
#include "ui/widgets/PageHead.h"

#include "WindowFixture.h"

#include <QPushButton>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

/// A widget of that size, which may grow up to that width.
class Box final : public QWidget
{
public:
    explicit Box(int width, int most = 0) : m_width(width)
    {
        if (most > 0)
            setMaximumWidth(most);
        setSizePolicy(most > 0 ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {m_width, 20}; }
    QSize minimumSizeHint() const override { return {std::min(m_width, 50), 20}; }

private:
    int m_width;
};

class WrapLayoutTest : public testing::Test
{
protected:
    QWidget host;
    WrapLayout *layout = new WrapLayout(&host);

    WrapLayoutTest()
    {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
    }
    Box *add(int width, int most = 0)
    {
        auto *box = new Box(width, most);
        layout->addWidget(box);
        return box;
    }
    void arrange(int width) { layout->setGeometry(QRect(0, 0, width, layout->heightForWidth(width))); }
};

TEST_F(WrapLayoutTest, OneRowWhereThereIsRoomAndWhatCanGrowTakesTheRest)
{
    const Box *first = add(100);
    layout->addGap(8);
    const Box *grows = add(60, 5000);
    const Box *last = add(100);
    arrange(400);
    EXPECT_EQ(layout->heightForWidth(400), 20);
    EXPECT_EQ(first->geometry(), QRect(0, 0, 100, 20));
    EXPECT_EQ(grows->geometry(), QRect(118, 0, 172, 20));
    EXPECT_EQ(last->geometry(), QRect(300, 0, 100, 20));
}

TEST_F(WrapLayoutTest, AStretchTakesWhatNothingElseCan)
{
    add(100);
    layout->addStretch();
    const Box *grows = add(60, 80);
    const Box *last = add(100);
    arrange(400);
    EXPECT_EQ(grows->width(), 80);
    EXPECT_EQ(last->geometry().right(), 399);
}

TEST_F(WrapLayoutTest, WhatDoesNotFitStandsBelow)
{
    add(100);
    add(100);
    const Box *third = add(100);
    EXPECT_EQ(layout->heightForWidth(320), 20);
    EXPECT_EQ(layout->heightForWidth(319), 50);
    arrange(319);
    EXPECT_EQ(third->geometry(), QRect(0, 30, 100, 20));
    EXPECT_EQ(layout->minimumSize().width(), 100) << "a row keeps no window wide";
}

TEST_F(WrapLayoutTest, HiddenOnesTakeNoRoom)
{
    add(100);
    Box *hidden = add(100);
    hidden->hide();
    const Box *last = add(100);
    arrange(210);
    EXPECT_EQ(last->geometry(), QRect(110, 0, 100, 20));
}

TEST_F(WrapLayoutTest, RunsFromTheRightWhereTextDoes)
{
    host.setLayoutDirection(Qt::RightToLeft);
    const Box *first = add(100);
    add(100);
    arrange(400);
    EXPECT_EQ(first->geometry(), QRect(300, 0, 100, 20));
}

TEST_F(WrapLayoutTest, WidgetsAreTakenOut)
{
    add(100);
    Box *box = add(100);
    EXPECT_EQ(layout->count(), 2);
    EXPECT_EQ(layout->takeAt(5), nullptr);
    delete box;
    EXPECT_EQ(layout->count(), 1);
}

class PageHeadTest : public WindowTest
{};

TEST_F(PageHeadTest, EveryPageHasOneAndItsWayBackLeadsToTheBoard)
{
    const ClusterKey key = clusters.add(nodes(2));
    window();
    for (const QString &id : {u"incidents"_s, u"trends"_s, u"gossip"_s, u"node"_s}) {
        if (id == u"node"_s)
            window().showNode(key, {0});
        else
            window().showPage(id);
        settle();
        const QList<PageHead *> heads = window().currentPage()->findChildren<PageHead *>();
        ASSERT_EQ(heads.size(), 1) << id.toStdString();
        EXPECT_FALSE(heads.front()->title().isEmpty()) << id.toStdString();
        EXPECT_TRUE(heads.front()->isVisible()) << id.toStdString();
        heads.front()->findChild<QPushButton *>(QString(), Qt::FindDirectChildrenOnly)->click();
        EXPECT_EQ(window().currentPage()->id(), u"board"_s) << id.toStdString();
    }
}

TEST_F(PageHeadTest, TheActionsGoBelowTogetherBeforeTheTitleIsCut)
{
    PageHead head(theme, new QPushButton(u"Back"_s));
    head.setTitle(u"A title of some length"_s);
    std::vector<QPushButton *> actions;
    for (int i = 0; i < 3; ++i) {
        actions.push_back(new QPushButton(u"Action"_s));
        head.addAction(actions.back());
    }
    const auto top = [&](int i) { return actions[static_cast<std::size_t>(i)]->mapTo(&head, QPoint()).y(); };
    head.show();
    settle(); // what a layout adopts is shown a moment later
    const int whole = head.layout()->sizeHint().width();
    for (const int width : {whole, whole - 1}) {
        head.resize(width, head.layout()->heightForWidth(width));
        settle();
        EXPECT_EQ(top(0), top(2)) << "side by side";
        EXPECT_EQ(top(0) > 10, width < whole);
    }
    const int narrow = head.layout()->minimumSize().width();
    EXPECT_LT(narrow, whole / 2);
    head.resize(narrow, head.layout()->heightForWidth(narrow));
    settle();
    EXPECT_GT(top(2), top(0));
}

TEST_F(PageHeadTest, TheWindowCanBeNarrow)
{
    const ClusterKey key = clusters.add(nodes(5));
    window().showNode(key, {0});
    settle();
    EXPECT_LE(window().minimumSizeHint().width(), 640);
    for (const QString &id : {u"board"_s, u"incidents"_s, u"trends"_s, u"gossip"_s}) {
        window().showPage(id);
        settle();
        EXPECT_LE(window().minimumSizeHint().width(), 640) << id.toStdString();
    }
}

} // namespace
