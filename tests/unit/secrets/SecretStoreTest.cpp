// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/SecretStore.h"

#include "support/PrintTo.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

/// Asks and turns the event loop until the answer is there.
Result<Secret> ask(SecretStore &store, const QString &name)
{
    std::optional<Result<Secret>> answer;
    int answers = 0;
    store.read(name, [&answer, &answers](Result<Secret> result) {
        ++answers;
        answer.emplace(std::move(result));
    });
    EXPECT_FALSE(answer) << "answered from inside read()";
    QElapsedTimer waiting;
    waiting.start();
    QTimer tick; // wakes the loop, so that an answer that never comes ends the wait
    tick.start(5);
    while (!answer && waiting.elapsed() < 5000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::processEvents();
    EXPECT_EQ(answers, 1);
    return answer ? *answer : Result<Secret>(Error{u"test"_s, u"no answer"_s});
}

class Variable
{
public:
    Variable(const char *name, const QByteArray &value) : m_name(name) { qputenv(name, value); }
    ~Variable() { qunsetenv(m_name); }
    Variable(const Variable &) = delete;
    Variable &operator=(const Variable &) = delete;

private:
    const char *m_name;
};

class FileStoreTest : public testing::Test
{
protected:
    QString write(const QByteArray &content, mode_t mode = 0600)
    {
        const QString path = m_folder.filePath(u"token"_s);
        QFile::remove(path);
        QFile file(path);
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        EXPECT_EQ(file.write(content), content.size());
        file.close();
        EXPECT_EQ(::chmod(QFile::encodeName(path).constData(), mode), 0);
        return path;
    }
    QByteArray read(const QString &path)
    {
        const auto secret = ask(*m_store, path);
        EXPECT_TRUE(secret.ok()) << (secret.ok() ? "" : secret.error().message.toStdString());
        return secret.ok() ? secret.value().reveal() : QByteArray();
    }
    Error refusal(const QString &path)
    {
        const auto secret = ask(*m_store, path);
        EXPECT_FALSE(secret.ok());
        return secret.ok() ? Error{} : secret.error();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SecretStore> m_store = makeFileStore();
};

} // namespace

TEST(EnvironmentStore, ReadsAVariable)
{
    const Variable variable("ROLLCALL_TEST_SECRET", "hunter2 ");
    const auto store = makeEnvironmentStore();
    EXPECT_EQ(ask(*store, u"ROLLCALL_TEST_SECRET"_s).value().reveal(), "hunter2 ");
}

TEST(EnvironmentStore, UnsetAndEmptyAreTold)
{
    const auto store = makeEnvironmentStore();
    EXPECT_EQ(ask(*store, u"ROLLCALL_TEST_SECRET"_s).error(),
              (Error{u"secret.missing"_s, u"the environment variable ROLLCALL_TEST_SECRET is not set"_s}));
    const Variable variable("ROLLCALL_TEST_SECRET", "");
    EXPECT_EQ(ask(*store, u"ROLLCALL_TEST_SECRET"_s).error(),
              (Error{u"secret.empty"_s, u"the environment variable ROLLCALL_TEST_SECRET is empty"_s}));
}

TEST(EnvironmentStore, ADestroyedStoreStaysSilent)
{
    bool answered = false;
    auto store = makeEnvironmentStore();
    store->read(u"PATH"_s, [&answered](const Result<Secret> &) { answered = true; });
    store.reset();
    QCoreApplication::processEvents();
    EXPECT_FALSE(answered);
}

TEST(EnvironmentStore, MayBeDestroyedAndAskedFromInsideTheAnswer)
{
    const Variable variable("ROLLCALL_TEST_SECRET", "x");
    auto store = makeEnvironmentStore();
    auto other = makeEnvironmentStore();
    bool answered = false;
    store->read(u"ROLLCALL_TEST_SECRET"_s, [&](const Result<Secret> &) {
        other->read(u"ROLLCALL_TEST_SECRET"_s, [&answered](const Result<Secret> &) { answered = true; });
        store.reset();
    });
    for (int i = 0; i < 10 && !answered; ++i)
        QCoreApplication::processEvents();
    EXPECT_TRUE(answered);
}

TEST_F(FileStoreTest, ReadsTheFileWithoutOneTrailingLineBreak)
{
    EXPECT_EQ(read(write("hunter2")), "hunter2");
    EXPECT_EQ(read(write("hunter2\n")), "hunter2");
    EXPECT_EQ(read(write("hunter2\r\n")), "hunter2");
    EXPECT_EQ(read(write("hunter2\n\n")), "hunter2\n");
    EXPECT_EQ(read(write(" hunter2\t\n")), " hunter2\t");
    EXPECT_EQ(read(write("two\nlines\n")), "two\nlines");
    EXPECT_EQ(read(write(QByteArray("a\0b\n", 4))), QByteArray("a\0b", 3));
    EXPECT_EQ(read(write("stricter", 0400)), "stricter");
}

TEST_F(FileStoreTest, ReadsUpTo64KiB)
{
    EXPECT_EQ(read(write(QByteArray(64 * 1024, 'k'))), QByteArray(64 * 1024, 'k'));
    const QString path = write(QByteArray(64 * 1024 + 1, 'k'));
    EXPECT_EQ(refusal(path), (Error{u"secret.too_large"_s,
                                    u"the secret file %1 is larger than 64 KiB; this is no secret"_s.arg(path)}));
}

TEST_F(FileStoreTest, AModeThatLetsOthersReadIsRefusedWithTheCommandToRun)
{
    for (const mode_t mode : {0640U, 0604U, 0644U, 0620U, 0601U, 0700U, 0660U, 04600U}) {
        const QString path = write("hunter2", mode);
        EXPECT_EQ(refusal(path),
                  (Error{u"secret.exposed"_s,
                         u"the secret file %1 has mode 0%2, so that others may read it; run: chmod 600 %1"_s.arg(
                             path, QString::number(mode, 8))}));
    }
}

TEST_F(FileStoreTest, MissingAndEmptyAreTold)
{
    const QString path = m_folder.filePath(u"none"_s);
    EXPECT_EQ(refusal(path), (Error{u"secret.missing"_s, u"the secret file %1 does not exist"_s.arg(path)}));
    const QString empty = write("\n");
    EXPECT_EQ(refusal(empty), (Error{u"secret.empty"_s, u"the secret file %1 is empty"_s.arg(empty)}));
}

TEST_F(FileStoreTest, OnlyARegularFileItself)
{
    const QString target = write("hunter2");
    const QString link = m_folder.filePath(u"link"_s);
    ASSERT_TRUE(QFile::link(target, link));
    EXPECT_EQ(refusal(link).message, u"the secret file %1 is a symbolic link; name the file itself"_s.arg(link));
    const QString pipe = m_folder.filePath(u"pipe"_s);
    ASSERT_EQ(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    EXPECT_EQ(refusal(pipe).message, u"the secret file %1 is not a regular file"_s.arg(pipe));
    EXPECT_EQ(refusal(m_folder.path()).message, u"the secret file %1 is not a regular file"_s.arg(m_folder.path()));
}

TEST_F(FileStoreTest, AnotherUsersFileIsRefused)
{
    const QString path = write("hunter2");
    if (::geteuid() != 0) {
        // Without root no file can be given away; the system has some of root's, whose mode is never reached.
        EXPECT_EQ(refusal(u"/etc/passwd"_s).code, u"secret.foreign"_s);
        return;
    }
    ASSERT_EQ(::chown(QFile::encodeName(path).constData(), 65534, 65534), 0);
    EXPECT_EQ(refusal(path),
              (Error{u"secret.foreign"_s, u"the secret file %1 belongs to another user; it must belong to the one who "
                                          "runs this program"_s.arg(path)}));
}
