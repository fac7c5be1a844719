// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterFile.h"

#include "support/PrintTo.h"
#include "support/StrictMessages.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class ClusterFileOnDisk : public testing::Test
{
protected:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        EXPECT_EQ(file.write(content), content.size());
        return path(name);
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QFile::ReadOnly));
        return file.readAll();
    }
    static QString refusal(const QString &path, const QString &code)
    {
        std::vector<FileFault> faults;
        const auto file = ClusterFile::load(path, &faults);
        EXPECT_FALSE(file.ok());
        if (file.ok())
            return {};
        EXPECT_EQ(file.error().code, code);
        EXPECT_EQ(faults.size(), 1U);
        EXPECT_TRUE(file.error().message.startsWith(path + u": "_s)) << file.error().message.toStdString();
        return file.error().message.mid(path.size() + 2);
    }

    QTemporaryDir m_folder;
};

constexpr auto Relative = R"({ "schema": 1, "name": "x", "token": { "file": "secrets/token" },
    "tls": { "caFile": "../ca.pem", "clientCertificate": "/abs/c.pem", "clientKey": { "file": "./key" } },
    "login": { "user": "u", "password": { "file": "pw" } }, "gossip": { "key": { "file": "g" } },
    "nodes": [ { "name": "a", "url": "http://h", "token": { "file": "t" }, "healthToken": { "file": "h" },
                 "login": { "user": "u", "password": { "file": "p2" } }, "tls": { "caFile": "n.pem" },
                 "gossip": { "key": { "file": "ng" } } } ],
    "probes": [ { "name": "p", "node": "a", "headers": { "Cookie": { "file": "cookie" }, "X": "secrets/token" } } ] })";

} // namespace

TEST_F(ClusterFileOnDisk, RelativePathsAreOfTheFilesFolder)
{
    const auto loaded = ClusterFile::load(write(u"conf/cluster.json"_s, Relative));
    ASSERT_TRUE(loaded.ok()) << loaded.error().message.toStdString();
    const ClusterFile &file = loaded.value();
    EXPECT_EQ(file.token->name, path(u"conf/secrets/token"_s));
    EXPECT_EQ(file.tls.caFile, path(u"ca.pem"_s));
    EXPECT_EQ(file.tls.clientCertificate, u"/abs/c.pem"_s);
    EXPECT_EQ(file.tls.clientKey->name, path(u"conf/key"_s));
    EXPECT_EQ(file.login->password.name, path(u"conf/pw"_s));
    EXPECT_EQ(file.gossip->key->name, path(u"conf/g"_s));
    const Node &node = file.nodes[0];
    EXPECT_EQ(node.token->name, path(u"conf/t"_s));
    EXPECT_EQ(node.healthToken->name, path(u"conf/h"_s));
    EXPECT_EQ(node.login->password.name, path(u"conf/p2"_s));
    EXPECT_EQ(node.tls->caFile, path(u"conf/n.pem"_s));
    EXPECT_EQ(node.gossip->key->name, path(u"conf/ng"_s));
    EXPECT_EQ(file.probes[0].headers.value(u"Cookie"_s).secret->name, path(u"conf/cookie"_s));
    EXPECT_EQ(file.probes[0].headers.value(u"X"_s).text, u"secrets/token"_s);
}

TEST_F(ClusterFileOnDisk, SavingBesideTheOldPlaceKeepsPathsAsWritten)
{
    const auto loaded = ClusterFile::load(write(u"conf/cluster.json"_s, Relative));
    ASSERT_TRUE(loaded.ok());
    ASSERT_TRUE(loaded.value().save(path(u"conf/other.json"_s)).ok());
    const QByteArray saved = contentOf(path(u"conf/other.json"_s));
    EXPECT_FALSE(saved.contains(m_folder.path().toUtf8())) << saved.toStdString();
    EXPECT_TRUE(saved.contains(R"("caFile": "../ca.pem")")) << saved.toStdString();
    EXPECT_TRUE(saved.contains(R"({ "file": "./key" })")) << saved.toStdString();
    const auto again = ClusterFile::load(path(u"conf/other.json"_s));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.value(), loaded.value());
}

TEST_F(ClusterFileOnDisk, SavingElsewhereKeepsWhatPathsMean)
{
    const auto loaded = ClusterFile::load(write(u"conf/cluster.json"_s, Relative));
    ASSERT_TRUE(loaded.ok());
    ASSERT_TRUE(loaded.value().save(path(u"elsewhere.json"_s)).ok());
    const auto again = ClusterFile::load(path(u"elsewhere.json"_s));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.value().token, loaded.value().token);
    EXPECT_EQ(again.value().tls, loaded.value().tls);
    EXPECT_EQ(again.value().nodes, loaded.value().nodes);
    EXPECT_EQ(again.value().probes, loaded.value().probes);
}

TEST_F(ClusterFileOnDisk, FaultsOfALoadedFileNameItsPath)
{
    const QString name = write(u"bad.json"_s, "{ \"schema\": 3 }");
    EXPECT_EQ(ClusterFile::load(name).error().message,
              name + u":1:13: schema: the file has schema 3, this version reads schema 1"_s);
}

TEST_F(ClusterFileOnDisk, MissingFile)
{
    EXPECT_EQ(refusal(path(u"no.json"_s), u"file.missing"_s), u"there is no such file"_s);
    EXPECT_EQ(refusal(write(u"f"_s, "") + u"/x.json"_s, u"file.missing"_s), u"there is no such file"_s);
}

TEST_F(ClusterFileOnDisk, FolderAndPipeAreNoFiles)
{
    EXPECT_EQ(refusal(m_folder.path(), u"file.not_regular"_s), u"a folder; expected a cluster file"_s);
    ASSERT_EQ(::mkfifo(QFile::encodeName(path(u"pipe"_s)).constData(), 0600), 0);
    EXPECT_EQ(refusal(path(u"pipe"_s), u"file.not_regular"_s), u"not a regular file; expected a cluster file"_s);
}

TEST_F(ClusterFileOnDisk, TooLargeFileIsNotRead)
{
    const QString name = write(u"large.json"_s, {});
    ASSERT_TRUE(QFile::resize(name, 8 * 1024 * 1024 + 1));
    EXPECT_EQ(refusal(name, u"file.too_large"_s), u"larger than 8 MiB; this is no cluster file"_s);
}

TEST_F(ClusterFileOnDisk, UnreadableFile)
{
    const QString name = write(u"closed.json"_s, "{}");
    ASSERT_EQ(::chmod(QFile::encodeName(m_folder.path()).constData(), 0755), 0);
    ASSERT_EQ(::chmod(QFile::encodeName(name).constData(), 0), 0);
    // Root may read everything: for the length of the question, be somebody else.
    const bool isRoot = ::geteuid() == 0;
    if (isRoot) {
        ASSERT_EQ(::seteuid(65534), 0);
    }
    const QString message = refusal(name, u"file.unreadable"_s);
    if (isRoot) {
        ASSERT_EQ(::seteuid(0), 0);
    }
    EXPECT_EQ(message, u"no permission to read this file"_s);
}

TEST_F(ClusterFileOnDisk, AFailedSaveLeavesTheOldFileWhole)
{
    const QString name = write(u"cluster.json"_s, "old");
    ClusterFile unusable; // has no name and no nodes: load() would refuse it
    const auto refused = unusable.save(name);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, u"file.refused"_s);
    EXPECT_EQ(contentOf(name), "old");

    const auto file = ClusterFile::parse(readData(u"cluster/minimal.json"_s), u"m"_s);
    ASSERT_TRUE(file.ok());
    const auto unwritable = file.value().save(path(u"no/such/folder.json"_s));
    ASSERT_FALSE(unwritable.ok());
    EXPECT_EQ(unwritable.error().code, u"file.unwritable"_s);
    EXPECT_TRUE(unwritable.error().message.startsWith(path(u"no/such/folder.json"_s) + u": cannot be written: "_s));
    ASSERT_TRUE(file.value().save(name).ok());
    EXPECT_EQ(contentOf(name), file.value().toJson());
}
