// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "products/Product.h"
#include "watch/Watch.h"

#include <functional>
#include <map>
#include <memory>

namespace rollcall {

/// Reads all the secrets that a cluster file refers to, each once however many nodes share it, and hands them out by
/// target. Destroying it ends its interest: late answers of a store go nowhere.
class CredentialsReader
{
public:
    /// `progressed` runs each time a secret came or could not be read, never from inside start().
    CredentialsReader(std::shared_ptr<const ClusterFile> file, SecretStores stores, std::function<void()> progressed);
    ~CredentialsReader();
    CredentialsReader(const CredentialsReader &) = delete;
    CredentialsReader &operator=(const CredentialsReader &) = delete;

    void start();
    /// Whether every secret came or was refused.
    bool isComplete() const;
    /// What is known so far. No proxy: that is not a secret. Targets with equal TLS settings share one TlsTrust.
    Credentials credentials(TargetId target);
    /// One line for each secret that could not be read, or has not come yet.
    QStringList problems() const;

private:
    struct Reading;
    std::shared_ptr<const ClusterFile> m_file;
    SecretStores m_stores;
    std::shared_ptr<Reading> m_reading;
    std::map<QString, std::shared_ptr<const TlsTrust>> m_trusts;
    int m_trustsAt = -1; ///< how many secrets had come when m_trusts was made
};

} // namespace rollcall
