// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/SecretStore.h"

#include <QObject>
#include <QTimer>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

Result<Secret> readVariable(const QString &name)
{
    const QByteArray variable = name.toLocal8Bit();
    if (!qEnvironmentVariableIsSet(variable.constData()))
        return Error{u"secret.missing"_s, u"the environment variable %1 is not set"_s.arg(name)};
    Secret secret(qgetenv(variable.constData()));
    if (secret.isEmpty())
        return Error{u"secret.empty"_s, u"the environment variable %1 is empty"_s.arg(name)};
    return secret;
}

class EnvironmentStore final : public SecretStore
{
public:
    void read(const QString &name, std::function<void(Result<Secret>)> done) override
    {
        // With the store gone the context is gone, and with it the call.
        QTimer::singleShot(0, &m_context, [name, done = std::move(done)] { done(readVariable(name)); });
    }

private:
    QObject m_context;
};

} // namespace

std::unique_ptr<SecretStore> makeEnvironmentStore()
{
    return std::make_unique<EnvironmentStore>();
}

} // namespace rollcall
