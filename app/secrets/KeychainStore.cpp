// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/SecretStore.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QObject>
#include <QTimer>
#include <algorithm>
#include <qt6keychain/keychain.h>
#include <vector>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr auto SecretService = "org.freedesktop.secrets"_L1;

/// One question to the keychain, from the start to its one answer.
class KeychainReading : public QObject
{
public:
    using Done = std::function<void(Result<Secret>)>;

    KeychainReading(const QString &name, std::chrono::milliseconds deadline, Done done)
        : m_name(name), m_done(std::move(done)), m_deadlineLength(deadline)
    {
        // By Qt's own timer and not by a Clock: this waits for a person at a prompt, whose time no test moves.
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] { onDeadline(); });
        m_deadline.start(deadline);
        // Later, because a job started from inside another job's signal would wait for that one to end.
        QTimer::singleShot(0, this, [this] { start(); });
    }

private:
    void start()
    {
        // Deletes itself once it is done. A job cannot be cancelled, so that it may outlive this reading.
        auto *job = new QKeychain::ReadPasswordJob(QStringLiteral("rollcall"));
        job->setAutoDelete(true);
        job->setInsecureFallback(false);
        job->setKey(m_name);
        connect(job, &QKeychain::Job::finished, this, [this, job] { onFinished(*job); });
        job->start();
    }

    void onFinished(const QKeychain::ReadPasswordJob &job)
    {
        switch (job.error()) {
        case QKeychain::NoError: {
            Secret secret(job.binaryData());
            if (secret.isEmpty())
                return finish(fault(u"secret.empty"_s, u"the keychain entry %1 is empty"_s.arg(m_name)));
            return finish(std::move(secret));
        }
        case QKeychain::EntryNotFound:
            // The secret service answers so for a locked keychain, too.
            return askForDefaultCollection();
        case QKeychain::AccessDenied:
        case QKeychain::AccessDeniedByUser:
            return finish(fault(u"keychain.denied"_s, u"access to the keychain entry %1 was denied"_s.arg(m_name)));
        case QKeychain::CouldNotDeleteEntry:
        case QKeychain::NoBackendAvailable:
        case QKeychain::NotImplemented:
        case QKeychain::OtherError:
            break;
        }
        finish(fault(u"keychain.absent"_s,
                     u"no keychain answers, so %1 could not be read from it (%2); start one (gnome-keyring, KWallet), "
                     "or name the secret by env or file"_s.arg(m_name, job.errorString().simplified())));
    }

    void askForDefaultCollection()
    {
        call(u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s, {u"default"_s},
             [this](const QDBusMessage &answer) {
                 const auto path = QDBusPendingReply<QDBusObjectPath>(answer);
                 if (path.isError() || path.value().path() == "/"_L1)
                     return finish(notFound()); // another kind of keychain, or one without a collection
                 askWhetherLocked(path.value().path());
             });
    }

    void askWhetherLocked(const QString &collection)
    {
        call(collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
             {u"org.freedesktop.Secret.Collection"_s, u"Locked"_s}, [this](const QDBusMessage &answer) {
                 const auto locked = QDBusPendingReply<QDBusVariant>(answer);
                 if (locked.isError() || !locked.value().variant().toBool())
                     return finish(notFound());
                 finish(fault(u"keychain.locked"_s,
                              u"the keychain is locked, so %1 could not be read from it; unlock it and try again"_s.arg(
                                  m_name)));
             });
    }

    void call(const QString &path, const QString &interface, const QString &method, const QVariantList &arguments,
              std::function<void(const QDBusMessage &)> answered)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(SecretService, path, interface, method);
        message.setArguments(arguments);
        message.setAutoStartService(false);
        auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
                [answered = std::move(answered)](QDBusPendingCallWatcher *finished) {
                    finished->deleteLater();
                    answered(finished->reply());
                });
    }

    void onDeadline()
    {
        finish(fault(
            u"keychain.timeout"_s,
            u"the keychain gave no answer for %1 within %2 s; is a prompt of it waiting for a password?"_s.arg(m_name)
                .arg(std::chrono::duration<double>(m_deadlineLength).count())));
    }

    Error notFound() const
    {
        return fault(u"secret.missing"_s, u"the keychain has no entry %1 of the service rollcall"_s.arg(m_name));
    }

    static Error fault(const QString &code, const QString &message) { return {code, message}; }

    void finish(Result<Secret> result)
    {
        if (!m_done)
            return; // the deadline came first
        m_deadline.stop();
        const Done done = std::exchange(m_done, nullptr);
        deleteLater();
        done(std::move(result)); // may destroy the store, and this with it
    }

    QString m_name;
    Done m_done;
    std::chrono::milliseconds m_deadlineLength;
    QTimer m_deadline;
};

class KeychainStore final : public SecretStore
{
public:
    explicit KeychainStore(std::chrono::milliseconds deadline) : m_deadline(deadline) {}

    void read(const QString &name, std::function<void(Result<Secret>)> done) override
    {
        auto *reading = new KeychainReading(name, m_deadline, std::move(done));
        reading->setParent(&m_readings);
    }

private:
    std::chrono::milliseconds m_deadline;
    QObject m_readings; ///< their parent: with the store gone, none of them calls back
};

} // namespace

std::unique_ptr<SecretStore> makeKeychainStore(std::chrono::milliseconds deadline)
{
    return std::make_unique<KeychainStore>(deadline);
}

} // namespace rollcall
