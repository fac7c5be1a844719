// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ClusterDraft.h"

#include "support/PrintTo.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

const QByteArray File = R"({ "schema": 1, "name": "production", "canary": { "team": "ops", "channel": "canary" },
  "rules": { "slow": "3s" }, "tls": { "pin": "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
  "token": { "env": "ROLLCALL_TOKEN" },
  "nodes": [ { "name": "app1", "url": "http://10.10.10.2:8065", "portOffset": 3 } ] })";

TEST(ClusterDraftTest, ANewOneWantsANameAndAnAddress)
{
    const ClusterDraft::Check check = ClusterDraft().check(u"new"_s);
    EXPECT_FALSE(check.file);
    QStringList paths;
    for (const FileFault &fault : check.faults)
        paths << fault.path;
    EXPECT_EQ(paths, QStringList({u"name"_s, u"nodes[0].url"_s}));
}

TEST(ClusterDraftTest, KeepsWhatItHasNoFieldFor)
{
    ClusterDraft draft = *ClusterDraft::fromJson(File);
    draft.setText(u"name"_s, u"other"_s);
    draft.setText(u"interval"_s, u"30s"_s);
    draft.addNode();
    draft.setNodeText(1, u"url"_s, u"http://10.10.10.3:8065"_s);
    draft.setNodeText(0, u"connectTo"_s, u"127.0.0.1:9"_s);
    const ClusterDraft::Check check = draft.check(u"f"_s);
    ASSERT_TRUE(check.file) << check.faults.front().message.toStdString();
    EXPECT_EQ(check.file->name, u"other"_s);
    EXPECT_EQ(check.file->interval, std::chrono::seconds(30));
    EXPECT_EQ(check.file->canary->team, u"ops"_s);
    EXPECT_EQ(check.file->rules.slow, std::chrono::seconds(3));
    ASSERT_EQ(check.file->nodes.size(), 2U);
    EXPECT_EQ(check.file->nodes[0].portOffset, 3);
    EXPECT_EQ(check.file->nodes[0].connectTo, u"127.0.0.1:9"_s);
    EXPECT_EQ(check.file->nodes[1].name, u"app2"_s);
}

TEST(ClusterDraftTest, AnEmptiedFieldIsGone)
{
    ClusterDraft draft = *ClusterDraft::fromJson(File);
    EXPECT_EQ(draft.text(u"tls.pin"_s), u"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s);
    draft.setText(u"tls.pin"_s, {});
    draft.setSecret(u"token"_s, std::nullopt);
    EXPECT_FALSE(draft.toJson().contains("tls"));
    EXPECT_FALSE(draft.toJson().contains("token"));
    draft.setSecret(u"token"_s, SecretReference{SecretReference::Kind::Keychain, u"chat"_s});
    EXPECT_EQ(draft.secret(u"token"_s), (SecretReference{SecretReference::Kind::Keychain, u"chat"_s}));
}

TEST(ClusterDraftTest, HalfTypedValuesAreFaultsAtTheirField)
{
    ClusterDraft draft = *ClusterDraft::fromJson(File);
    draft.setText(u"timeout"_s, u"5 apples"_s);
    const ClusterDraft::Check check = draft.check(u"f"_s);
    ASSERT_EQ(check.faults.size(), 1U);
    EXPECT_EQ(check.faults[0].path, u"timeout"_s);
    EXPECT_FALSE(check.faults[0].message.contains(u"apples"_s));
}

TEST(ClusterDraftTest, WhatIsNoObjectIsNoDraft)
{
    EXPECT_FALSE(ClusterDraft::fromJson("[]"));
    EXPECT_FALSE(ClusterDraft::fromJson("{"));
    EXPECT_FALSE(ClusterDraft::check("{", u"f"_s).faults.empty());
}

} // namespace
