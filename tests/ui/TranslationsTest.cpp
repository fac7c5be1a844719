// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PrintTo.h"
#include "ui/models/Words.h"
#include "ui/pages/BoardPage.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

/// `%1`, `%2`, `%n` of a text, sorted, each once.
QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%(L?n|\\d)"_s);
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found << it.next().captured(0);
    found.removeDuplicates();
    found.sort();
    return found;
}

class Installed
{
public:
    explicit Installed(const QString &language)
    {
        EXPECT_TRUE(m_texts.load(QLocale(language), u"rollcall"_s, u"_"_s, u":/i18n"_s));
        QCoreApplication::installTranslator(&m_texts);
    }
    ~Installed() { QCoreApplication::removeTranslator(&m_texts); }
    Installed(const Installed &) = delete;
    Installed &operator=(const Installed &) = delete;

private:
    QTranslator m_texts;
};

TEST(TranslationsTest, EveryTextKeepsItsPlaceholders)
{
    const QDir folder(QStringLiteral(ROLLCALL_SOURCE_DIR "/translations"));
    const QStringList names = folder.entryList({u"*.ts"_s});
    ASSERT_GE(names.size(), 2);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        int texts = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == u"source") {
                source = xml.readElementText();
            } else if (xml.name() == u"numerusform" ||
                       (xml.name() == u"translation" && xml.attributes().value("type"_L1) != u"unfinished")) {
                const bool isPlural = xml.name() == u"numerusform";
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                if (text.isEmpty())
                    continue;
                ++texts;
                QStringList wanted = placeholders(source);
                QStringList found = placeholders(text);
                // "One node" needs no figure.
                if (isPlural) {
                    wanted.removeAll(u"%n"_s);
                    found.removeAll(u"%n"_s);
                }
                EXPECT_EQ(found, wanted) << name.toStdString() << ": " << source.toStdString();
            }
        }
        EXPECT_FALSE(xml.hasError()) << name.toStdString();
        EXPECT_GT(texts, 10) << name.toStdString();
    }
}

TEST(TranslationsTest, GermanReachesTheWindowTheModelsAndTheWording)
{
    const Installed german(u"de"_s);
    EXPECT_EQ(words::stateWord(State::Critical), u"Kritisch"_s);
    EXPECT_EQ(words::severity(Severity::Info), u"Hinweis"_s);
    EXPECT_EQ(BoardPage::tr("Board"), u"Tafel"_s);
    Reach reach;
    reach.kind = Reach::Kind::Down;
    reach.attempts = 2;
    EXPECT_EQ(words::reach(reach), u"antwortet nicht (2 Versuche)"_s);
}

TEST(TranslationsTest, FiguresInSentencesAreThoseOfTheLocale)
{
    const Installed german(u"de"_s);
    const QLocale before;
    QLocale::setDefault(QLocale(u"de_DE"_s));
    const Finding finding{Code::NodeGoroutinesOverThreshold,
                          Severity::Warning,
                          {TargetId{0}},
                          {{u"goroutines"_s, 12345}, {u"threshold"_s, 10000}},
                          {}};
    EXPECT_EQ(words::wording().shortReason(finding), u"12.345 Goroutinen, über der Schwelle"_s);
    EXPECT_EQ(words::wording().duration(std::chrono::milliseconds(4500)), u"4,5 s"_s);
    QLocale::setDefault(before);
}

TEST(TranslationsTest, EnglishHasPlurals)
{
    const Installed english(u"en"_s);
    Reach reach;
    reach.kind = Reach::Kind::Down;
    reach.attempts = 1;
    EXPECT_EQ(words::reach(reach), u"does not answer (1 attempt)"_s);
}

} // namespace
