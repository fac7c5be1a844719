// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/gossip/Modes.h"

#include <gtest/gtest.h>

namespace rollcall::test {

namespace {

class Clusters : public testing::Environment
{
public:
    /// Not by the destructor: that runs when there is no application any more.
    void TearDown() override { all.clear(); }

    std::vector<std::unique_ptr<SerfCluster>> all;
};

Clusters *const Shared = static_cast<Clusters *>(testing::AddGlobalTestEnvironment(new Clusters));

} // namespace

SerfCluster *clusterOf(std::size_t mode)
{
    if (Shared->all.empty()) {
        for (const Mode &each : Modes) {
            SerfOptions options;
            options.compresses = each.compresses;
            if (each.keySize > 0)
                options.keys = {freshKey(each.keySize)};
            Shared->all.push_back(std::make_unique<SerfCluster>(options));
            const QString error = Shared->all.back()->launch();
            EXPECT_TRUE(error.isEmpty()) << each.name << ": " << error.toStdString();
        }
    }
    SerfCluster *cluster = Shared->all[mode].get();
    const QString error = cluster->waitUntilWhole();
    EXPECT_TRUE(error.isEmpty()) << error.toStdString();
    return error.isEmpty() ? cluster : nullptr;
}

} // namespace rollcall::test
