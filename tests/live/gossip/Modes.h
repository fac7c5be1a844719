// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/gossip/SerfCluster.h"

namespace rollcall::test {

/// How a cluster can talk on the wire.
struct Mode
{
    const char *name;
    int keySize; ///< bytes; 0: plain
    bool compresses;
};

/// Mattermost's own default is the last.
inline constexpr Mode Modes[] = {
    {"Plain", 0, false},         {"Compressed", 0, true},     {"Encrypted128", 16, false},
    {"Encrypted192", 24, false}, {"Encrypted256", 32, false}, {"EncryptedAndCompressed", 32, true},
};

/// The whole cluster of three of that mode, by its place in Modes. All of them are started with the first one that is
/// asked for, and shared by the tests, which must leave it as it is; they end with the program. Null: it did not come
/// up, and the test failed.
SerfCluster *clusterOf(std::size_t mode);

} // namespace rollcall::test
