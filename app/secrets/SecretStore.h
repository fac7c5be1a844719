// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "base/Secret.h"

#include <QString>
#include <chrono>
#include <functional>
#include <memory>

namespace rollcall {

/// Finds the secret behind a name. One store for each place secrets may live; the cluster file only names the place.
/// Asynchronous, because a keychain may ask the person first.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// `done` runs exactly once, never from inside this call, and not at all once the store is destroyed. The error
    /// says what is missing and where, and never repeats a value.
    virtual void read(const QString &name, std::function<void(Result<Secret>)> done) = 0;
};

/// `{ "env": "VARIABLE" }`. An unset or empty variable is an error.
std::unique_ptr<SecretStore> makeEnvironmentStore();

/// `{ "file": "PATH" }`: a regular file of mode 0600 or stricter, of at most 64 KiB; one trailing line break is
/// dropped. It must belong to the user who runs the program, and the path must not end in a symbolic link.
std::unique_ptr<SecretStore> makeFileStore();

/// `{ "keychain": "NAME" }`: the entry NAME of the service `rollcall` in the desktop's keychain, through QtKeychain. A
/// locked or absent keychain, or one that does not answer within `deadline`, is an error that says so; there is no
/// fallback. A locked keychain looks like one without the entry, so the secret service is asked which it is
/// (QtKeychain 0.13.2 with libsecret, seen with gnome-keyring 42.1).
std::unique_ptr<SecretStore> makeKeychainStore(std::chrono::milliseconds deadline = std::chrono::minutes(1));

} // namespace rollcall
